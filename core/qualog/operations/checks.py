"""Checking what a person typed, before anything is decided of it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from qualog.errors import BadInput
from qualog.language import Sayable

_AROUND: Final = 20
"""How many characters are shown on either side of what is wrong in a text."""


def require_text(text: str, if_empty: Sayable) -> str:
    """Return a text without the white space around it.

    Raises:
        BadInput: nothing is left, which `if_empty` says in a sentence; it cannot be written; or
            it is not a text.
    """
    if not isinstance(text, str):
        raise BadInput("{value} stands where a text is wanted.", value=repr(text))
    stripped = text.strip()
    if not stripped:
        raise BadInput(if_empty)
    return require_encodable(stripped)


def require_encodable(text: str) -> str:
    """Return a text as it is, if it can be written in UTF-8.

    A terminal or a file with damaged characters gives half a character: a lone surrogate.

    Raises:
        BadInput: it has one.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - _AROUND) : error.start + _AROUND]
        raise BadInput(
            "“…{words}…” has half a character in it, which cannot be written.",
            words=around.encode("utf-8", "replace").decode(),
        ) from None
    return text


def require_day(text: str | None) -> str | None:
    """Return a day as an ISO date (2025-03-01); None for None.

    Raises:
        BadInput: it is not a day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput("“{text}” is not a day. Write it as 2025-03-01.", text=text) from None


def is_taken(name: str, names: Iterable[str]) -> bool:
    """Return whether a name is among others, in whatever letter case."""
    return name.casefold() in map(str.casefold, names)
