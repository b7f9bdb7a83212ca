"""How many columns a text takes on a terminal, and cutting, padding and wrapping it by them.

Most letters take one column, those of Chinese, Japanese and Korean and most emoji take two, and
combining marks none.
"""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

ELLIPSIS: Final = "…"

_ONE_COLUMN_EACH = re.compile("[ -~\xa0-\xac\xae-\u02ff–—‘’“”…•·→≥≤─│█✓✗]*")
"""The characters of most studies. Of them, counting is enough: nothing need be imported."""


def width(text: str) -> int:
    """Return how many columns a text of one line takes."""
    if _ONE_COLUMN_EACH.fullmatch(text):
        return len(text)
    from wcwidth import width

    return width(text)


def padded(text: str, columns: int) -> str:
    """Return a text with blanks after it, so that it takes so many columns at least."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return a text that takes so many columns at most, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    if _ONE_COLUMN_EACH.fullmatch(text):
        return text[: columns - 1].rstrip() + ELLIPSIS
    from wcwidth import clip

    return clip(text, 0, columns - 1).rstrip() + ELLIPSIS


def wrapped(line: str, columns: int) -> Iterator[str]:
    """Yield the lines of a paragraph, each of so many columns at most; one line if it is empty."""
    if _ONE_COLUMN_EACH.fullmatch(line):
        yield from textwrap.wrap(line, columns, replace_whitespace=False, tabsize=1) or [""]
        return
    from wcwidth import wrap

    yield from wrap(line, columns, replace_whitespace=False, tabsize=1) or [""]
