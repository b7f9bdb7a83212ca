"""Messages: a sentence and the values for its places, kept apart until somebody reads it.

A sentence that is put together from pieces, or has its values in it already, cannot be
translated. So whoever has something to say gives the whole sentence and the values; it becomes a
text where it is shown, and values that are messages themselves become texts with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol


class Sayable(Protocol):
    """Anything that a person reads once `str` makes a text of it."""

    def __str__(self) -> str:
        """Return the text."""


class Message(NamedTuple):
    """A sentence, or a phrase for a place in one.

    Attributes:
        text: the sentence, with `{places}` for the values; for a count of one, if it counts. A
            sentence without values is shown as it is, braces included.
        values: what stands in the places, by name.
        many: the sentence for every other count; empty where nothing is counted.
        amount: how many there are: `{n}` in the text.
    """

    text: str
    values: Mapping[str, Any]
    many: str = ""
    amount: int = 1

    def __str__(self) -> str:
        if self.many:
            text = self.text if self.amount == 1 else self.many
            return text.format(**{"n": number(self.amount), **self.values})
        return self.text.format(**self.values) if self.values else self.text


def message(text: str, /, **values: object) -> Message:
    """Return a message; each `{place}` of the text is the name of a value."""
    return Message(text, values)


def plural(one: str, many: str, amount: int, /, **values: object) -> Message:
    """Return a message that counts: `one` is shown for an amount of 1, `many` for all others.

    `{n}` stands for the amount in both; `one` may go without it ("a code").
    """
    return Message(one, values, many, amount)


class _Number(NamedTuple):
    value: int

    def __str__(self) -> str:
        return f"{self.value:,}"


def number(value: int) -> Sayable:
    """Return a whole number as it is read: 10,000."""
    return _Number(value)


class _Listing(NamedTuple):
    items: tuple[object, ...]
    conjunction: str

    def __str__(self) -> str:
        *others, last = map(str, self.items) if self.items else [""]
        return f"{', '.join(others)} {self.conjunction} {last}" if others else last


def listing(items: Iterable[object]) -> Sayable:
    """Return a list as it is read: "A, B and C"; empty where there is no item."""
    return _Listing(tuple(items), "and")


def alternatives(items: Iterable[object]) -> Sayable:
    """Return alternatives as they are read: "A, B or C"; empty where there is none."""
    return _Listing(tuple(items), "or")


class _Clauses(NamedTuple):
    items: tuple[object, ...]

    def __str__(self) -> str:
        return "; ".join(map(str, self.items))


def clauses(items: Iterable[object]) -> Sayable:
    """Return phrases that may have commas of their own, one after the other: "A; B; C"."""
    return _Clauses(tuple(items))


class _Paragraph(NamedTuple):
    sentences: tuple[Sayable, ...]

    def __str__(self) -> str:
        return " ".join(filter(None, map(str, self.sentences)))


def paragraph(*sentences: Sayable | None) -> Sayable:
    """Return whole sentences after each other; None and what is empty are left out."""
    return _Paragraph(tuple(part for part in sentences if part is not None))
