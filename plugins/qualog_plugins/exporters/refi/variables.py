"""Participants as cases, attributes as variables with their values."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.decisions.attributes import AttributeType
from qualog.state import Attribute, Document, Participant, State
from qualog_plugins.exporters.refi.elements import guid, put, refer

_TYPES: dict[AttributeType, str] = {
    "text": "Text",
    "yes-no": "Boolean",
    "integer": "Integer",
    "number": "Float",
    "date": "Date",
    "time": "DateTime",
}


@define
class Variables:
    """Puts variables and values; a value that is not of its type is written as a text."""

    state: State
    _given: dict[str, list[tuple[Attribute, str]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for value in self.state.values.values():
            attribute = self.state.attributes.get(value.attribute)
            if value.value is not None and attribute is not None:
                self._given.setdefault(value.about, []).append((attribute, value.value))

    def put(self, parent: Any) -> None:
        """Put all variables."""
        if not self.state.attributes:
            return
        variables = put(parent, "Variables")
        for attribute in self.state.attributes.values():
            put(
                variables,
                "Variable",
                guid=guid("attribute", attribute.id),
                name=attribute.name,
                typeOfVariable=_TYPES[attribute.type],
            )

    def put_values(self, parent: Any, about: str) -> None:
        """Put the values of a participant or a document."""
        for attribute, value in self._given.get(about, ()):
            element = put(parent, "VariableValue")
            refer(element, "VariableRef", guid("attribute", attribute.id))
            kind, text = _typed(attribute, value)
            put(element, f"{kind}Value", text)

    def put_cases(self, parent: Any) -> None:
        """Put the participants, with what of the sources is their words."""
        people = self.state.participants.values()
        participants = [participant for participant in people if not participant.withdrawn]
        if not participants:
            return
        cases = put(parent, "Cases")
        for participant in participants:
            case = put(
                cases, "Case", guid=guid("participant", participant.id), name=participant.pseudonym
            )
            self.put_values(case, participant.id)
            for document in self.state.documents.values():
                if _is_whole(document, participant):
                    refer(case, "SourceRef", guid("document", document.id))
            for document in self.state.documents.values():
                for start, end in said_by(document, participant):
                    refer(case, "SelectionRef", words_guid(document, participant, start, end))


def said_by(document: Document, participant: Participant) -> Iterator[tuple[int, int]]:
    """Yield the passages that are a participant's; none where the whole document is."""
    if not participant.withdrawn and not _is_whole(document, participant):
        yield from document.passages_of({participant.id})


def words_guid(document: Document, participant: Participant, start: int, end: int) -> str:
    """Return the GUID of the selection of a participant's words."""
    return guid("words", document.id, participant.id, str(start), str(end))


def _is_whole(document: Document, participant: Participant) -> bool:
    return document.passages_of({participant.id}) == [(0, document.length)]


def _typed(attribute: Attribute, value: str) -> tuple[str, str]:
    """Return the name of a value's type, and the value as XML has it."""
    try:
        match attribute.type:
            case "integer":
                return "Integer", str(attribute.read(value))
            case "number":
                return _decimal(value.replace(",", "."))
            case "yes-no":
                return "Boolean", "true" if attribute.read(value) else "false"
            case "date" | "time":
                attribute.read(value)
                return _TYPES[attribute.type], value
            case _:
                return "Text", value
    except ValueError:  # such as what was erased
        return "Text", value


def _decimal(value: str) -> tuple[str, str]:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Text", value
    return ("Float", f"{number:f}") if number.is_finite() else ("Text", value)
