"""Cases and variables: cases become participants, variables attributes and their values."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field, frozen

from qualog.decisions.attributes import AttributeType
from qualog.errors import BadInput
from qualog.material import ImportedAttribute, ImportedValue
from qualog.state import Attribute, Provenance
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    described,
    guid_of,
    local_name,
    name_of,
    said,
    target,
)
from qualog_plugins.importers.refi.naming import Names

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
    """Reads variables and their values; one whose values are of other types is a text."""

    values: list[ImportedValue] = field(factory=list)
    dropped: list[str] = field(factory=list)
    _names: dict[str, str] = field(factory=dict)
    _types: dict[str, AttributeType] = field(factory=dict)

    def read(self, variables: Any) -> None:
        """Read what there is to tell; variables of one name are one."""
        for element in children(variables, "Variable"):
            name = name_of(element) or "unnamed variable"
            self._names[guid_of(element)] = name
            kind = _TYPES.get(str(element.get("typeOfVariable")), "text")
            if self._types.setdefault(name, kind) != kind:
                self._types[name] = "text"
            if described(element):
                self.dropped.append(f"the description of the variable “{name}”")

    def take(self, kind: Any, about: str, elements: Sequence[Any]) -> None:
        """Take the values of a participant or a document."""
        for element in elements:
            name = self._names.get(target(child(element, "VariableRef")))
            values = [each for each in element if local_name(each).endswith("Value")]
            value = said(values[0]) if values else ""
            if name is None or not value:
                self.dropped.append(f"an empty value of {about}, or one of no variable")
                continue
            self._check(name, value)
            self.values.append(ImportedValue(kind, about, name, value))

    def is_in(self, group: str, documents: Sequence[str]) -> None:
        """Say of documents that they are in a group."""
        self._types.setdefault(group, "yes-no")
        for document in documents:
            self._check(group, "yes")
            self.values.append(ImportedValue("document", document, group, "yes"))

    def attributes(self) -> Iterator[ImportedAttribute]:
        """Give the attributes."""
        for name, kind in self._types.items():
            yield ImportedAttribute(name, kind)

    def _check(self, name: str, value: str) -> None:
        kind = self._types[name]
        try:
            Attribute("", name, kind, _NOBODY).written(value)
        except BadInput:
            self._types[name] = "text"
            self.dropped.append(f"that “{name}” is of the type {kind}: '{value}' is none")


@frozen
class Case:
    """A case; `name` is "" where it has none and is there to give its only source values.

    `sources` and `selections` are the GUIDs of what is its words, `codes` counts codes on itself.
    """

    guid: str
    name: str
    description: str
    values: tuple[Any, ...]
    sources: tuple[str, ...]
    selections: tuple[str, ...]
    codes: int


def read_cases(cases: Any) -> Iterator[Case]:
    """Give the cases."""
    names = Names("case")
    for element in children(cases, "Case"):
        sources = tuple(target(each) for each in children(element, "SourceRef"))
        selections = tuple(target(each) for each in children(element, "SelectionRef"))
        name = name_of(element)
        of_source = not name and len(sources) == 1 and not selections
        yield Case(
            guid_of(element),
            "" if of_source else names.unique(name),
            described(element),
            tuple(children(element, "VariableValue")),
            sources,
            selections,
            len(list(children(element, "CodeRef"))),
        )
