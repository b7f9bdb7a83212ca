r"""How another program counted its positions: found out from where words begin and end.

REFI-QDA counts code points from 0 and says nothing of `\r\n`, of a byte order mark, or whether
the end is included; programs count as they please (NVivo for Windows in UTF-16, with `\r\n` as
two). So every way of counting is tried on all passages of a project. Where a passage begins
or ends with a word, that speaks for it; where its words are the quotation that the file gives
with it, that speaks more. Ways that give the same passages are one reading. The best must beat
each other reading clearly on the boundaries where the two differ; if none does, the one that gives
most quotations as they are, with the white space at their ends, is chosen.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

from attrs import define, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, stored_text

_SAMPLES = 3
_SHOWN = 60
_AHEAD = 2  # points, at the least
_TIMES = 1.2
# Points for a boundary, and for a passage.
_TIGHT = 2  # right at a word
_LOOSE = 1  # not in the middle of one
_QUOTED = 6


@frozen
class Counting:
    r"""One way of counting: in UTF-16, `\r\n` as two, the mark counted, the end included."""

    utf16: bool = False
    crlf_twice: bool = False
    mark: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        return "-".join(self.parts)

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The words that name it."""
        return (
            "utf16" if self.utf16 else "codepoints",
            "crlf2" if self.crlf_twice else "crlf1",
            "bom" if self.mark else "nobom",
            "inclusive" if self.inclusive else "exclusive",
        )

    def offsets(self, found: str) -> Offsets:
        """Return the way from positions that were counted so to those in the stored text."""
        counted = found if self.mark else found.removeprefix("\ufeff")
        if not self.crlf_twice:
            counted = counted.replace("\r\n", "\n")
        return offsets_in(counted, utf16=self.utf16)


@frozen
class RefiPassage:
    """A passage as a file marks it, in its own counting; `quote` is what it says is there."""

    start: int
    end: int
    quote: str = ""


@frozen
class CountedText:
    """A text as found, with a byte order mark if it has one, and the passages in it."""

    found: str
    passages: tuple[RefiPassage, ...]


RefiSpan = tuple[int, int] | None


@frozen
class CountedSpans:
    """What one way of counting gives: a span of the stored text for each passage, or None."""

    counting: Counting
    spans: tuple[RefiSpan, ...]


@frozen
class ChosenCounting:
    """The way of counting that was chosen.

    Attributes:
        counting: the way.
        how: which way it is and why; None where there was nothing to choose.
        samples: passages by which a person sees whether it is right.
    """

    counting: Counting
    how: Sayable | None
    samples: tuple[str, ...] = ()


# What some programs are known to do, for when the words do not tell.
_KNOWN: tuple[tuple[str, Counting], ...] = (
    ("nvivo", Counting(utf16=True, crlf_twice=True)),
    ("atlas.ti for windows", Counting()),
    ("qualcoder", Counting()),
)


def choose_counting(
    texts: Sequence[CountedText], asked: str, origin: str, file: str
) -> ChosenCounting:
    """Return the way of counting that fits all passages best.

    Args:
        texts: the texts with their passages.
        asked: what the user says: any of the words that name a way, or "auto".
        origin: which program wrote the file, by its own words.
        file: the file's name, for messages.

    Raises:
        BadInput: `asked` names no way, or the words do not tell.
    """
    ways = _ways(asked)
    if not any(text.passages for text in texts):
        return ChosenCounting(ways[0], None)
    trial = _Trial(tuple(texts), tuple(ways))
    best, *others = trial.readings
    if not others:
        how = (
            message("positions counted as {counting} (as you said)", counting=best.counting)
            if len(ways) == 1
            else message(
                "positions counted as {counting} (every way of counting gives the same passages)",
                counting=best.counting,
            )
        )
        return ChosenCounting(best.counting, how, trial.samples(best, None))
    rivals = [reading for reading in others if not trial.beats(best, reading)]
    # That the end is included is rare: it is believed only where nothing else is left.
    likely = _exclusive([best, *rivals]) or [best]
    likely = trial.most_exact(likely)
    usual = trial.known(likely, origin)
    if len(likely) > 1 and len(usual) != 1:
        raise _undecided(trial, [best, *rivals], file)
    chosen = likely[0] if len(likely) == 1 else usual[0]
    rest = [reading for reading in trial.readings if reading is not chosen]
    second = (_exclusive(rest) or rest)[0]
    how = (
        message(
            "positions counted as {counting} ({fitting} boundaries at words; as {other} "
            "{other_fitting})",
            counting=chosen.counting,
            fitting=trial.fitting(chosen),
            other=second.counting,
            other_fitting=trial.fitting(second),
        )
        if len(likely) == 1
        else message(
            "positions counted as {counting} (as {program} is known to count: the words do not "
            "tell)",
            counting=chosen.counting,
            program=origin,
        )
    )
    return ChosenCounting(chosen.counting, how, trial.samples(chosen, second))


def _exclusive(readings: Sequence[CountedSpans]) -> list[CountedSpans]:
    return [reading for reading in readings if not reading.counting.inclusive]


def _ways(asked: str) -> list[Counting]:
    """Return the ways that have all the words that were asked for, exclusive ones first."""
    words = set() if asked.strip().lower() == "auto" else set(asked.strip().lower().split("-"))
    every = [
        Counting(utf16, crlf, mark, inclusive)
        for inclusive, mark, utf16, crlf in product((False, True), repeat=4)
    ]
    found = [way for way in every if words <= set(way.parts)]
    if not found:
        raise BadInput(
            "“{asked}” is not a way of counting. Write auto, or words with - between: utf16 or "
            "codepoints, crlf1 or crlf2, bom or nobom, exclusive or inclusive.",
            asked=asked,
        )
    return found


@define(slots=False)
class _Trial:
    """Tries ways of counting on texts."""

    texts: tuple[CountedText, ...]
    ways: tuple[Counting, ...]

    @cached_property
    def readings(self) -> list[CountedSpans]:
        """Readings that differ, the best first."""
        found: dict[tuple[RefiSpan, ...], CountedSpans] = {}
        for way in self.ways:
            spans = tuple(self._spans(way))
            found.setdefault(spans, CountedSpans(way, spans))
        return sorted(found.values(), key=lambda reading: -sum(self._points(reading)))

    def beats(self, one: CountedSpans, other: CountedSpans) -> bool:
        """Return whether a reading is clearly better, on the boundaries where the two differ."""
        mine = theirs = 0
        pairs = zip(self._points(one), self._points(other), _differ(one, other), strict=True)
        for points, other_points, differ in pairs:
            mine += points * differ
            theirs += other_points * differ
        return mine >= theirs + _AHEAD and mine >= _TIMES * theirs

    def most_exact(self, readings: Sequence[CountedSpans]) -> list[CountedSpans]:
        """Return those that give most quotations as they are, with all their white space."""

        def exact(reading: CountedSpans) -> int:
            return sum(
                bool(quote.strip()) and span is not None and text[slice(*span)] == quote
                for text, span, quote in zip(self._texts, reading.spans, self._quotes, strict=True)
            )

        counts = [exact(reading) for reading in readings]
        return [
            reading for reading, count in zip(readings, counts, strict=True) if count == max(counts)
        ]

    def known(self, readings: Sequence[CountedSpans], origin: str) -> list[CountedSpans]:
        """Return those that the program is known to count by."""
        ways = [way for name, way in _KNOWN if origin.lower().startswith(name)]
        spans = {tuple(self._spans(way)) for way in ways}
        return [reading for reading in readings if reading.spans in spans]

    def fitting(self, reading: CountedSpans) -> Sayable:
        """Return how many boundaries of a reading are where words begin or end."""
        points = list(self._boundaries(reading))
        return message("{n} of {all}", n=points.count(_TIGHT), all=len(points))

    def samples(self, reading: CountedSpans, other: CountedSpans | None) -> tuple[str, ...]:
        """Return some passages of a reading, of those that another reads differently if any."""
        differ = [
            index
            for index, span in enumerate(reading.spans)
            if span and (other is None or span != other.spans[index])
        ]
        return tuple(str(self.quoted(reading, index)) for index in differ[:_SAMPLES])

    def quoted(self, reading: CountedSpans, index: int) -> Sayable:
        """Return the words of one passage in a reading, with the white space at their ends."""
        span = reading.spans[index]
        if span is None:
            return message("(no passage)")
        words = re.sub(r"\s*\n\s*", "⏎", self._texts[index][slice(*span)])
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        return message("“{words}”", words=shown)

    @cached_property
    def _texts(self) -> list[str]:
        """The stored text of each passage."""
        stored = [stored_text(text.found) for text in self.texts]
        return [
            text for text, counted in zip(stored, self.texts, strict=True) for _ in counted.passages
        ]

    @cached_property
    def _quotes(self) -> list[str]:
        return [passage.quote for text in self.texts for passage in text.passages]

    def _spans(self, way: Counting) -> Iterator[RefiSpan]:
        for text in self.texts:
            offsets = way.offsets(text.found)
            for passage in text.passages:
                yield offsets.span(passage.start, passage.end + way.inclusive)

    def _boundaries(self, reading: CountedSpans) -> Iterator[int]:
        """Yield the points for the start and the end of each passage."""
        for text, span in zip(self._texts, reading.spans, strict=True):
            yield from (_begins(text, span[0]), _ends(text, span[1])) if span else (0, 0)

    def _points(self, reading: CountedSpans) -> list[int]:
        """Return three numbers for each passage: for its start, its end and its quotation."""
        boundaries = list(self._boundaries(reading))
        quotes = zip(self._texts, reading.spans, self._quotes, strict=True)
        points: list[int] = []
        for index, (text, span, quote) in enumerate(quotes):
            fits = _QUOTED if span and _reads(text[slice(*span)], quote) else 0
            points += (*boundaries[2 * index : 2 * index + 2], fits)
        return points


def _differ(one: CountedSpans, other: CountedSpans) -> Iterator[bool]:
    """Yield for each passage whether two readings differ in its start, its end, or at all."""
    for mine, theirs in zip(one.spans, other.spans, strict=True):
        start, end = mine or (-1, -1)
        other_start, other_end = theirs or (-1, -1)
        yield from (start != other_start, end != other_end, mine != theirs)


def _begins(text: str, start: int) -> int:
    if not text[start].isspace() and not (start and text[start - 1].isalnum()):
        return _TIGHT
    return _LOOSE if not _inside(text, start) else 0


def _ends(text: str, end: int) -> int:
    if not text[end - 1].isspace() and not (end < len(text) and text[end].isalnum()):
        return _TIGHT
    return _LOOSE if not _inside(text, end) else 0


def _inside(text: str, position: int) -> bool:
    """Return whether a position is in the middle of a word."""
    return 0 < position < len(text) and text[position - 1 : position + 1].isalnum()


def _reads(passage: str, quote: str) -> bool:
    """Return whether a passage is what a quotation, perhaps cut short, says that it is."""
    wanted, words = tidy(quote), tidy(passage)
    begin = wanted.removesuffix("…").removesuffix("...").rstrip()
    if begin != wanted:
        return len(begin) > _AHEAD and words.startswith(begin)
    return bool(wanted) and words == wanted


def _undecided(trial: _Trial, readings: list[CountedSpans], file: str) -> BadInput:
    """Return the error that shows some passages in each reading, for a person to choose."""
    first, second, *_ = readings
    pairs = enumerate(zip(first.spans, second.spans, strict=True))
    differ = [index for index, (one, other) in pairs if one != other][:_SAMPLES]
    choices = [
        f"  -o offsets={reading.counting}: "
        + ", ".join(str(trial.quoted(reading, index)) for index in differ)
        for reading in readings
    ]
    return BadInput(
        "{file} does not say how its positions are counted, and its words do not settle it. "
        "Import it with the option whose passages are the right ones:\n{choices}",
        file=file,
        choices="\n".join(choices),
    )
