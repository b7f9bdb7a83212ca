"""Attributes of participants and documents: what type their values are of.

All values of an attribute tell its type: integer, number, yes-no, date, time, else text. A number
with zeros before it ("007") is a text, and so is a mixture.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal

from attrs import frozen

from qualog.decisions.attributes import AttributeType
from qualog.language import Sayable, message
from qualog.material import ImportedAttribute, ImportedValue

Kind = Literal["participant", "document"]
TYPES: tuple[AttributeType, ...] = ("integer", "number", "yes-no", "date", "time", "text")
"""The types, the narrowest first: the first that all values are of is the attribute's."""

_SHOWN = 40
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_FORMS: dict[AttributeType, re.Pattern[str]] = {
    "integer": re.compile(r"[+-]?(0|[1-9]\d{0,15})", re.ASCII),
    "number": re.compile(r"[+-]?(0|[1-9]\d{0,15})([.,]\d{1,15})?", re.ASCII),
    "yes-no": re.compile(r"yes|no|y|n|true|false|ja|nej", re.ASCII | re.IGNORECASE),
    "date": re.compile(rf"{_DAY}( 00:00:00)?", re.ASCII),
    "time": re.compile(rf"{_DAY}[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII),
    "text": re.compile(r".*", re.DOTALL),
}


@frozen
class FoundValue:
    """A value as it was found.

    Attributes:
        of: what has it.
        about: the name of the participant or the document.
        attribute: the attribute's name.
        value: the value; an empty one is none.
    """

    of: Kind
    about: str
    attribute: str
    value: str


@frozen
class TypedValues:
    """Attributes with their types, the values that are of them, and the values that are not."""

    attributes: tuple[ImportedAttribute, ...] = ()
    values: tuple[ImportedValue, ...] = ()
    dropped: tuple[Sayable, ...] = ()


def typed_values(
    found: Iterable[FoundValue],
    *,
    types: Mapping[str, AttributeType] | None = None,
    texts: Collection[str] = (),
) -> TypedValues:
    """Return attributes and values.

    Args:
        found: the values.
        types: the types that a person or the file names, by the attribute's name.
        texts: attributes that are texts, whatever their values look like.
    """
    rows = [row for row in found if row.attribute.strip() and row.value.strip()]
    values_of: dict[str, list[str]] = {}
    for row in rows:
        values_of.setdefault(row.attribute.strip(), []).append(row.value)
    type_by_name: dict[str, AttributeType] = {
        name: (types or {}).get(name) or ("text" if name in texts else type_of(values))
        for name, values in values_of.items()
    }
    fitting: list[ImportedValue] = []
    dropped: list[Sayable] = []
    for row in rows:
        name, value = row.attribute.strip(), row.value.strip()
        type_ = type_by_name[name]
        if _fits(value, type_):
            fitting.append(ImportedValue(row.of, row.about, name, _written(value, type_)))
        else:
            dropped.append(
                message(
                    "{attribute} of {name}: “{value}” is not of the type {type}",
                    attribute=name,
                    name=row.about,
                    value=value[:_SHOWN],
                    type=type_,
                )
            )
    attributes = tuple(ImportedAttribute(name, type_) for name, type_ in type_by_name.items())
    return TypedValues(attributes, tuple(fitting), tuple(dropped))


def type_of(values: Iterable[str]) -> AttributeType:
    """Return the narrowest type that all values are of; text if there is none, or no value."""
    given = [stripped for value in values if (stripped := value.strip())]
    if not given:
        return "text"
    # A column of 0 and 1 may count as well as answer: it is of whole numbers.
    return next(type_ for type_ in TYPES if all(_fits(value, type_) for value in given))


def _fits(value: str, type_: AttributeType) -> bool:
    if type_ == "yes-no" and value in ("0", "1"):
        return True
    if not _FORMS[type_].fullmatch(value):
        return False
    if type_ in ("date", "time"):
        try:
            datetime.fromisoformat(value)
        except ValueError:  # the 31st of a month that has 30
            return False
    return True


def _written(value: str, type_: AttributeType) -> str:
    """Return a value as the study reads it: spreadsheets write a day with an hour, yes as Y."""
    if type_ == "yes-no":
        return {"y": "yes", "n": "no"}.get(value.casefold(), value)
    return value.removesuffix(" 00:00:00") if type_ == "date" else value
