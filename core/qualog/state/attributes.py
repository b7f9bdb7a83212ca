"""Attributes of participants and documents, as a replay yields them."""

from datetime import date, datetime

from attrs import frozen

from qualog.decisions.attributes import AttributeType
from qualog.errors import BadInput
from qualog.state.provenance import Provenance

Typed = str | int | float | bool | date | datetime


@frozen
class Attribute:
    """What participants and documents are described by, such as a role."""

    id: str
    name: str
    type: AttributeType
    made: Provenance

    def written(self, text: str) -> str:
        """Return a value as it is kept, from what a person typed.

        Raises:
            BadInput: it is not of the attribute's type; the message says what is wanted.
        """
        stripped = text.strip()
        try:
            value = self.read(stripped)
        except ValueError:
            raise BadInput(_WANTED[self.type], value=stripped) from None
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.isoformat() if isinstance(value, date) else stripped

    def read(self, value: str) -> Typed:
        """Return a kept value as what it is by the attribute's type.

        Raises:
            ValueError: it is not of the type, such as what was erased.
        """
        match self.type:
            case "integer":
                return int(value)
            case "number":
                return float(value.replace(",", "."))
            case "yes-no":
                return _YES_NO[value.casefold()] if value.casefold() in _YES_NO else _refuse(value)
            case "date":
                return date.fromisoformat(value)
            case "time":
                return datetime.fromisoformat(value)
            case _:
                return value


@frozen
class AttributeValue:
    """What one participant or document (`about`) has of one attribute; None if taken away."""

    attribute: str
    about: str
    value: str | None
    made: Provenance


def value_key(about: str, attribute: str) -> str:
    """Return the key under which the state keeps the value of a thing's attribute."""
    return f"{about} {attribute}"


_YES_NO = dict.fromkeys(("yes", "true", "1", "ja"), True) | dict.fromkeys(
    ("no", "false", "0", "nej"), False
)
_WANTED = {
    "text": "“{value}” is not a text.",
    "integer": "“{value}” is not a whole number.",
    "number": "“{value}” is not a number.",
    "yes-no": "“{value}” is neither yes nor no.",
    "date": "“{value}” is not a day, such as 2025-03-01.",
    "time": "“{value}” is not a time, such as 2025-03-01 14:00.",
}


def _refuse(value: str) -> bool:
    raise ValueError(value)
