"""Files that came to harm: what a plugin that reads must live with."""

from typing import Literal

from attrs import frozen
from hypothesis import strategies as st

ODD = (
    b"\x00", b"\xed\xa0\x80", b"\\ud83d", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\xff", b"-1",
    b"99999999999999999999", b"|", b"\t", b'"', b"\\", b"<", b"&#x0;", b"{", b"]", b"\xe2\x80\xa8",
)  # fmt: skip
"""What nobody expects in a file: NUL bytes, halves of characters, numbers too large, marks."""

NOTHING = (b"", b"\xef\xbb\xbf", b"\n\n", b"\x00" * 50, b"\xed\xa0\x80", b"PK\x03\x04")
"""Whole files that hold nothing that can be read."""


@frozen
class Damage:
    """One harm to bytes: cut off, inserted, repeated, taken out, or a digit or bit exchanged.

    `at` is where, as a share of the length; `size` is how much of it.
    """

    kind: Literal["cut", "insert", "repeat", "out", "digit", "bit"]
    at: float
    odd: bytes = b""
    size: int = 1
    digit: int = 9

    def __call__(self, data: bytes) -> bytes:
        """Give the bytes after it."""
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
            case "bit":
                flipped = bytes(each ^ 1 << self.size % 8 for each in data[place : place + 1])
                return data[:place] + flipped + data[place + 1 :]
            case "digit":
                digits = [index for index, each in enumerate(data) if chr(each).isdecimal()]
                if not digits:
                    return data
                place = digits[int(self.at * (len(digits) - 1))]
                return data[:place] + str(self.digit).encode() + data[place + 1 :]


USUAL = (
    *(Damage("cut", n / 8) for n in range(1, 8)),
    *(Damage("insert", 0.6, odd) for odd in ODD),
    *(Damage("bit", n / 16, size=n) for n in range(16)),
    *(Damage(kind, 0.4, size=8) for kind in ("repeat", "out", "digit")),
)
"""Harms that are always tried: half a file, flipped bits, and what nobody expects in the middle."""


def damages() -> st.SearchStrategy[Damage]:
    """Give every harm that is thought of here."""
    return st.builds(
        Damage,
        kind=st.sampled_from(["cut", "insert", "repeat", "out", "digit", "bit"]),
        at=st.floats(0, 1),
        odd=st.sampled_from(ODD),
        size=st.integers(1, 12),
        digit=st.integers(0, 9),
    )
