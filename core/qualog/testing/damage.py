"""Damaged files: what a plugin that reads must live with."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from attrs import frozen
from hypothesis import strategies as st

ODD = (
    b"\x00", b"\x00" * 40, b"\xed\xa0\x80", b"\\ud83d", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\xff",
    b"-1", b"99999999999999999999", b"1e999", b"|", b"\t", b'"', b"'", b"\\", b"<", b">>", b"&#x0;",
    b"&#xd800;", b"{", b"]", b"[[[[", b"\xe2\x80\xa8", b"../../etc", b"\xf0\x9f\x90\x88", b"null",
)  # fmt: skip
"""What nobody expects in a file: NUL bytes, halves of characters, numbers too large, marks."""

NOTHING = (
    b"", b" ", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50, b"\xed\xa0\x80", b"null", b"{}",
    b"[]", b"<a/>", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"SQLite format 3\x00", b"%PDF-1.4",
    b"{\\rtf1", b"\x1f\x8b\x08" + bytes(20),
)  # fmt: skip
"""Whole files that hold nothing that can be read, and beginnings of files of other kinds."""


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of files by their names."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip archive by their names; none where it is not a whole archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # the library lets out whatever it runs into in a damaged archive
        return {}


@frozen
class Damaged:
    """What is in a file: all of it, or, where it is an archive, one of the files in it.

    `put` returns the file with another content in the place of this one.
    """

    name: str
    data: bytes
    put: Callable[[bytes], bytes]


def contents(data: bytes, name: str = "") -> Iterator[Damaged]:
    """Yield each content of a file: of an archive, those of its files, and of archives in it."""
    files = unpacked(data) if data.startswith(b"PK") else {}
    if not files:
        yield Damaged(name, data, bytes)
    for file, content in files.items():
        for inner in contents(content, file):
            yield Damaged(inner.name, inner.data, _putting(files, file, inner.put))


def _putting(
    files: Mapping[str, bytes], name: str, put: Callable[[bytes], bytes]
) -> Callable[[bytes], bytes]:
    return lambda new: packed({**files, name: put(new)})


@frozen
class Damage:
    """One damage to bytes: cut off, put in, repeated, taken out, exchanged, or of a digit or bit.

    `at` is where, as a share of the length; `size` is how many bytes. `inside` is which of the
    files in an archive is damaged, as a share of their number; None is the archive itself.
    """

    kind: Literal["cut", "insert", "repeat", "out", "swap", "digit", "bit"]
    at: float
    odd: bytes = b""
    size: int = 1
    digit: int = 9
    inside: float | None = None

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes after it."""
        if self.inside is None:
            return self._damaged(data)
        found = list(contents(data))
        content = found[int(self.inside * (len(found) - 1))]
        return content.put(self._damaged(content.data))

    def _damaged(self, data: bytes) -> bytes:
        place = int(self.at * len(data))
        match self.kind:
            case "cut":
                return data[:place]
            case "insert":
                return data[:place] + self.odd + data[place:]
            case "repeat":
                return data[:place] + data[max(0, place - self.size * 4) :]
            case "out":
                return data[:place] + data[place + self.size :]
            case "swap":
                middle = place + self.size
                return data[:place] + data[middle : middle + self.size] + data[place:]
            case "bit":
                flipped = bytes(byte ^ 1 << self.size % 8 for byte in data[place : place + 1])
                return data[:place] + flipped + data[place + 1 :]
            case "digit":
                digits = [index for index, byte in enumerate(data) if chr(byte).isdecimal()]
                if not digits:
                    return data
                place = digits[int(self.at * (len(digits) - 1))]
                return data[:place] + str(self.digit).encode() + data[place + 1 :]


USUAL = (
    *(Damage("cut", at) for at in (0.1, 0.25, 0.375, 0.5, 0.625, 0.75, 0.9, 0.99)),
    *(Damage("insert", 0.6, odd) for odd in ODD),
    *(Damage("bit", n / 16, size=n) for n in range(16)),
    *(Damage(kind, 0.4, size=8) for kind in ("repeat", "out", "swap", "digit")),
)
"""Damages that are always tried: half a file, flipped bits, odd bytes in the middle."""


def damages() -> st.SearchStrategy[Damage]:
    """Return a strategy of every damage that is thought of here."""
    return st.builds(
        Damage,
        kind=st.sampled_from(["cut", "insert", "repeat", "out", "swap", "digit", "bit"]),
        at=st.floats(0, 1),
        odd=st.sampled_from(ODD),
        size=st.integers(1, 60),
        digit=st.integers(0, 9),
        inside=st.none() | st.floats(0, 1),
    )
