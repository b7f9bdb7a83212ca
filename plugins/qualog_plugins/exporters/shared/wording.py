"""Phrases that stand in the sentences of several exporters: names in quotation marks, days."""

from collections.abc import Iterable
from datetime import date

from qualog.language import Message, Sayable, listing, message

_MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)


def quoted(name: str) -> Message:
    """Return a name in quotation marks."""
    return message("“{name}”", name=name)


def quoted_names(names: Iterable[str]) -> Sayable:
    """Return names as they are read: “A”, “B” and “C”."""
    return listing(map(quoted, names))


def written_day(day: date) -> Message:
    """Return a day as it is written in running text: 30 November 2018."""
    return message("{day} {month} {year}", day=day.day, month=_MONTHS[day.month - 1], year=day.year)
