"""Cases and variables: cases become participants, variables attributes and their values."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field, frozen

from qualog.decisions.attributes import AttributeType
from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.material import ImportedAttribute, ImportedValue
from qualog.state import Attribute, Provenance
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    description_of,
    guid_of,
    local_name,
    name_of,
    target,
    text_of,
)
from qualog_plugins.importers.refi.naming import UniqueNames

_TYPES: dict[str, AttributeType] = {
    "Text": "text",
    "Boolean": "yes-no",
    "Integer": "integer",
    "Float": "number",
    "Date": "date",
    "DateTime": "time",
}
_NOBODY = Provenance(0, "", 0, ())


@define
class VariableReader:
    """Reads variables and their values; a variable with a value of another type is a text."""

    values: list[ImportedValue] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    _names: dict[str, str] = field(factory=dict)  # by GUID
    _types: dict[str, AttributeType] = field(factory=dict)  # by name

    def read(self, variables: Any) -> None:
        """Read which variables there are; those of one name are one."""
        for element in children(variables, "Variable"):
            name = name_of(element) or "unnamed variable"
            self._names[guid_of(element)] = name
            kind = _TYPES.get(str(element.get("typeOfVariable")), "text")
            if self._types.setdefault(name, kind) != kind:
                self._types[name] = "text"
            if description_of(element):
                self.dropped.append(message("the description of the variable “{name}”", name=name))

    def add_values(self, of: Any, about: str, elements: Sequence[Any]) -> None:
        """Add the values of a participant or a document.

        Args:
            of: "participant" or "document".
            about: its name.
            elements: the values.
        """
        for element in elements:
            name = self._names.get(target(child(element, "VariableRef")))
            values = [inner for inner in element if local_name(inner).endswith("Value")]
            value = text_of(values[0]) if values else ""
            if name is None or not value:
                self.dropped.append(
                    message("a value of “{name}” that is empty, or of no variable", name=about)
                )
                continue
            self._check(name, value)
            self.values.append(ImportedValue(of, about, name, value))

    def add_group(self, group: str, documents: Sequence[str]) -> None:
        """Add a group of documents, as an attribute that says yes of each."""
        self._types.setdefault(group, "yes-no")
        for document in documents:
            self._check(group, "yes")
            self.values.append(ImportedValue("document", document, group, "yes"))

    def attributes(self) -> Iterator[ImportedAttribute]:
        """Yield the attributes."""
        for name, kind in self._types.items():
            yield ImportedAttribute(name, kind)

    def _check(self, name: str, value: str) -> None:
        """Make a variable a text where a value is not of its type."""
        kind = self._types[name]
        try:
            Attribute("", name, kind, _NOBODY).written(value)
        except BadInput:
            self._types[name] = "text"
            self.dropped.append(
                message(
                    "that the variable “{name}” is of the type {type}: “{value}” is not",
                    name=name,
                    type=kind,
                    value=value,
                )
            )


@frozen
class Case:
    """A case.

    Attributes:
        guid: its GUID.
        name: its name; "" where it has none and is there to give its only source values.
        description: what is said of it.
        values: the elements of its values.
        sources: the GUIDs of the sources that are its words.
        selections: the GUIDs of the selections that are its words.
        codes: how many codes are on the case itself.
    """

    guid: str
    name: str
    description: str
    values: tuple[Any, ...]
    sources: tuple[str, ...]
    selections: tuple[str, ...]
    codes: int


def read_cases(cases: Any) -> Iterator[Case]:
    """Yield the cases."""
    names = UniqueNames("case")
    for element in children(cases, "Case"):
        sources = tuple(map(target, children(element, "SourceRef")))
        selections = tuple(map(target, children(element, "SelectionRef")))
        name = name_of(element)
        of_source = not name and len(sources) == 1 and not selections
        yield Case(
            guid_of(element),
            "" if of_source else names.unique(name),
            description_of(element),
            tuple(children(element, "VariableValue")),
            sources,
            selections,
            len(list(children(element, "CodeRef"))),
        )
