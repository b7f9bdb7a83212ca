"""Line ends of one kind, and characters that no text can hold, repaired and counted."""

import re
from collections.abc import Iterator

from attrs import frozen

from qualog.language import Sayable, message, number

_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")


def plain_line_ends(text: str) -> str:
    r"""Return a text with `\n` as its only line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@frozen
class RepairedText:
    """A text that can be written as UTF-8, and how many of its characters became `�`."""

    text: str
    lost: int = 0

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was lost, if anything was."""
        if self.lost:
            yield message(
                "halves of characters and NUL characters, each of which is now “�”: {n}",
                n=number(self.lost),
            )


def repair_text(text: str) -> RepairedText:
    r"""Return a text with halves of characters joined (`\ud83d\ude00` is one emoji).

    Careless programs write them. A half without its other half, and NUL, become `�`.
    """
    if not _IMPOSSIBLE.search(text):
        return RepairedText(text)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return RepairedText(*_IMPOSSIBLE.subn("\ufffd", joined))
