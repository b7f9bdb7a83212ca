r"""Which bytes of a file each code point of its text is: runs, and not a list of all of them.

The text is the file's, decoded, without a byte order mark and with `\n` as its only line end.
"""

import codecs
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator

from attrs import evolve, field, frozen

_MARKED = {
    "utf-8-sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}
_ORDER = {"little": "-le", "big": "-be"}[sys.byteorder]
_UNMARKED = {"utf-8-sig": "utf-8", "utf-16": f"utf-16{_ORDER}", "utf-32": f"utf-32{_ORDER}"}

_SAME_WIDTH = {  # characters that have as many bytes
    "utf-8": re.compile(r"[\0-\x7f]+|[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+"),
    "utf-16": re.compile(r"[\0-\uffff]+|[\U00010000-\U0010ffff]+"),
}


@frozen
class Run:
    r"""Code points from `start` on that have `width` bytes each, from the byte `first` on.

    A `joined` run is one whose code points share all of its `width` bytes: `\r\n`, which is one
    line end, or two code points that an encoding writes as one.
    """

    start: int
    length: int
    first: int
    width: int
    joined: bool = False

    @property
    def end(self) -> int:
        """Where its code points end."""
        return self.start + self.length

    @property
    def last(self) -> int:
        """Where its bytes end."""
        return self.first + (self.width if self.joined else self.width * self.length)

    def part(self, start: int, end: int) -> "Run":
        """Return the run of some of its code points, `[start, end)`."""
        if self.joined:  # each of them has all of the bytes
            return evolve(self, start=start, length=end - start)
        return Run(start, end - start, self.first + (start - self.start) * self.width, self.width)


@frozen
class ByteMap:
    """The text of a file, and where each stretch of it lies in the file's bytes."""

    text: str = field(repr=False)
    codec: str
    runs: tuple[Run, ...] = field(repr=False)

    @classmethod
    def of(cls, data: bytes, encoding: str) -> "ByteMap":
        """Read a file.

        Raises:
            ValueError, LookupError: it is not in this encoding, or there is no such encoding, or
                it is not one that is read from its beginning to its end.
        """
        codec, skipped = _without_mark(data, encoding)
        found = data[skipped:].decode(codec)
        runs = list(_runs(data[skipped:], found, codec))
        if found.startswith("\ufeff"):
            found, runs = found[1:], [_moved(run, -1) for run in _between(runs, 1, len(found))]
        placed = [_moved(run, 0, skipped) for run in _with_one_line_end(found, runs)]
        text = found.replace("\r\n", "\n").replace("\r", "\n")
        return cls(text, codec, tuple(_sharing(placed)))

    def bytes_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the bytes `[first, last)` of a passage `[start, end)` that is not empty."""
        one = self.runs[bisect_right(self.runs, start, key=lambda run: run.start) - 1]
        other = self.runs[bisect_right(self.runs, end - 1, key=lambda run: run.start) - 1]
        return one.part(start, one.end).first, other.part(other.start, end).last

    def passage_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the passage of all code points with a byte in `[first, last)`; may be empty."""
        low = bisect_right(self.runs, first, key=lambda run: run.last)
        high = bisect_right(self.runs, last - 1, key=lambda run: run.first) - 1
        if low > high:
            at = self.runs[low].start if low < len(self.runs) else len(self.text)
            return at, at
        one, other = self.runs[low], self.runs[high]
        start, end = one.start, other.end
        if not one.joined:
            start += max(0, first - one.first) // one.width
        if not other.joined:
            end = min(end, other.start - (other.first - last) // other.width)
        return start, end


def _without_mark(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the codec that reads a file after its byte order mark, and how long the mark is."""
    name = codecs.lookup(encoding).name
    for mark, codec in _MARKED.get(name, ()):
        if data.startswith(mark):
            return codec, len(mark)
    return _UNMARKED.get(name, name), 0


def _runs(data: bytes, text: str, codec: str) -> Iterator[Run]:
    """Yield the runs of a text as it was decoded."""
    family = codec.removesuffix("-le").removesuffix("-be")
    if family == "utf-32":
        yield Run(0, len(text), 0, 4)
    elif family in _SAME_WIDTH:
        first = 0
        for match in _SAME_WIDTH[family].finditer(text):
            width = len(match[0][0].encode(codec))
            yield (run := Run(match.start(), len(match[0]), first, width))
            first = run.last
    elif _is_byte_by_byte(data, text, codec):
        yield Run(0, len(text), 0, 1)
    else:
        yield from _decoded_bytewise(data, text, codec)


def _is_byte_by_byte(data: bytes, text: str, codec: str) -> bool:
    """Return whether each byte is a code point of its own, as in the old encodings of Europe."""
    try:
        characters = {byte: bytes([byte]).decode(codec) for byte in set(data)}
    except UnicodeError:
        return False
    alone = all(len(character) == 1 for character in characters.values())
    return alone and data.decode("latin-1").translate(characters) == text


def _decoded_bytewise(data: bytes, text: str, codec: str) -> Iterator[Run]:
    """Yield the runs of a text in any other encoding: a decoder is fed byte by byte.

    That is slow, but the one way that is right for encodings with shifts, as those of Japan.
    """
    decoder = codecs.getincrementaldecoder(codec)()
    decoded: list[str] = []
    run = Run(0, 0, 0, 0)
    start = first = 0
    for last in range(1, len(data) + 1):
        characters = decoder.decode(data[last - 1 : last], last == len(data))
        if not characters:
            continue
        decoded.append(characters)
        width = last - first
        if len(characters) == 1 and not run.joined and run.width == width:
            run = Run(run.start, run.length + 1, run.first, width)
        else:
            if run.length:
                yield run
            run = Run(start, len(characters), first, width, joined=len(characters) > 1)
        start, first = start + len(characters), last
    if run.length:
        yield run
    if "".join(decoded) != text:
        raise LookupError(f"{codec} does not read a file from its beginning to its end")


def _with_one_line_end(text: str, runs: list[Run]) -> Iterator[Run]:
    r"""Yield the runs of the text whose line ends are `\n` alone."""
    begin = gone = 0
    for match in re.finditer("\r\n", text):
        at = match.start()
        yield from (_moved(run, -gone) for run in _between(runs, begin, at))
        both = list(_between(runs, at, at + 2))
        first, last = both[0].first, both[-1].last
        yield Run(at - gone, 1, first, last - first, joined=True)
        begin, gone = at + 2, gone + 1
    yield from (_moved(run, -gone) for run in _between(runs, begin, len(text)))


def _sharing(runs: list[Run]) -> Iterator[Run]:
    """Yield the runs, joined where they share a byte, as UTF-7 writes a letter and a line end."""
    before: Run | None = None
    for run in runs:
        if before is not None and run.first < before.last:
            length, width = run.end - before.start, run.last - before.first
            before = Run(before.start, length, before.first, width, joined=True)
            continue
        if before is not None:
            yield before
        before = run
    if before is not None:
        yield before


def _between(runs: list[Run], start: int, end: int) -> Iterator[Run]:
    if start >= end:
        return
    index = bisect_right(runs, start, key=lambda run: run.start) - 1
    while index < len(runs) and runs[index].start < end:
        run = runs[index]
        yield run.part(max(start, run.start), min(end, run.end))
        index += 1


def _moved(run: Run, points: int, skipped: int = 0) -> Run:
    return Run(run.start + points, run.length, run.first + skipped, run.width, run.joined)
