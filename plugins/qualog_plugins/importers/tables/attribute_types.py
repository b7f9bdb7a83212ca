"""Attributes of participants and documents: which type their values are of.

Told by all the values that there are: integer, number, yes-no, date, time, else text. A number
with zeros before it ("007") is a text, and so is a mixture.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from attrs import frozen

from qualog.decisions.attributes import AttributeType
from qualog.material import ImportedAttribute, ImportedValue

Kind = Literal["participant", "document"]
TYPES: tuple[AttributeType, ...] = ("integer", "number", "yes-no", "date", "time", "text")

_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_READS: dict[AttributeType, re.Pattern[str]] = {
    "integer": re.compile(r"[+-]?(0|[1-9]\d{0,15})", re.ASCII),
    "number": re.compile(r"[+-]?(0|[1-9]\d{0,15})([.,]\d{1,15})?", re.ASCII),
    "yes-no": re.compile(r"yes|no|y|n|true|false|ja|nej", re.ASCII | re.IGNORECASE),
    "date": re.compile(rf"{_DAY}( 00:00:00)?", re.ASCII),
    "time": re.compile(rf"{_DAY}[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII),
    "text": re.compile(r".*", re.DOTALL),
}


@frozen
class Found:
    """A value as it was found, of an attribute of somebody or something."""

    of: Kind
    about: str
    attribute: str
    value: str


@frozen
class Described:
    """Attributes with their types, the values that are of them, and in words the others."""

    attributes: tuple[ImportedAttribute, ...] = ()
    values: tuple[ImportedValue, ...] = ()
    dropped: tuple[str, ...] = ()


def describe(
    found: Iterable[Found],
    *,
    told: Mapping[str, AttributeType] | None = None,
    texts: Collection[str] = (),
) -> Described:
    """Give attributes and values.

    Args:
        found: the values; those that are empty are none.
        told: the types that a person, or the file, says, by the attribute's name.
        texts: attributes that are texts, whatever their values look like.
    """
    rows = [each for each in found if each.attribute.strip() and each.value.strip()]
    given: dict[str, list[str]] = {}
    for each in rows:
        given.setdefault(each.attribute.strip(), []).append(each.value)
    types: dict[str, AttributeType] = {
        name: (told or {}).get(name) or ("text" if name in texts else type_of(values))
        for name, values in given.items()
    }
    kept: list[ImportedValue] = []
    dropped: list[str] = []
    for each in rows:
        name, value = each.attribute.strip(), each.value.strip()
        if _fits(value, types[name]):
            kept.append(ImportedValue(each.of, each.about, name, _written(value, types[name])))
        else:
            dropped.append(f"{name} of {each.about}: '{value[:40]}' is no {types[name]}")
    attributes = tuple(ImportedAttribute(name, type_) for name, type_ in types.items())
    return Described(attributes, tuple(kept), tuple(dropped))


def type_of(values: Iterable[str]) -> AttributeType:
    """Give the narrowest type that all values are of; text if there is none, or no value."""
    given = [each.strip() for each in values if each.strip()]
    if not given:
        return "text"
    # A column of 0 and 1 may count as well as answer: it is of whole numbers.
    return next(each for each in TYPES if all(_fits(one, each) for one in given))


def _fits(value: str, type_: AttributeType) -> bool:
    from datetime import datetime

    if type_ == "yes-no" and value in ("0", "1"):
        return True
    if not _READS[type_].fullmatch(value):
        return False
    if type_ in ("date", "time"):
        try:
            datetime.fromisoformat(value)
        except ValueError:  # the 31st of a month that has 30
            return False
    return True


def _written(value: str, type_: AttributeType) -> str:
    """Give a value as the study reads it: spreadsheets write a day with an hour, yes as Y."""
    if type_ == "yes-no":
        return {"y": "yes", "n": "no"}.get(value.casefold(), value)
    return value.removesuffix(" 00:00:00") if type_ == "date" else value
