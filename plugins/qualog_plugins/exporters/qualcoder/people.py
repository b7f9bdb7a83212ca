"""Participants as cases with what they said, and attributes of participants and documents."""

from collections.abc import Mapping

from attrs import define

from qualog.state import Attribute, AttributeValue, Participant, State
from qualog_plugins.exporters.qualcoder.memos import Memos
from qualog_plugins.exporters.qualcoder.tables import Tables, when

_NUMBERS = ("integer", "number")


@define
class People:
    """The participants and attributes that go out.

    Attributes:
        tables: where they are written.
        memos: the memos on participants.
        sources: what documents (ids) are known by there.
    """

    tables: Tables
    memos: Memos
    sources: Mapping[str, int]

    @property
    def _state(self) -> State:
        return self.tables.state

    def put(self) -> None:
        """Put the participants, their passages and all attributes."""
        people = [each for each in self._state.participants.values() if not each.withdrawn]
        names = self.tables.names(participant.pseudonym for participant in people)
        cases = {
            participant.id: self._put_case(participant, name)
            for participant, name in zip(people, names, strict=True)
        }
        self._put_attributes(cases)

    def _put_case(self, participant: Participant, name: str) -> int:
        owner = self.tables.owner(participant.made.authors)
        date = when(participant.made.milliseconds)
        number = self.tables.add(
            "cases",
            name=name,
            memo=self.memos.cell(participant.id, participant.made.authors),
            owner=owner,
            date=date,
        )
        for document in self._state.documents.values():
            for start, end in document.passages_of({participant.id}):
                self.tables.add(
                    "case_text",
                    caseid=number,
                    fid=self.sources[document.id],
                    pos0=start,
                    pos1=end,
                    owner=owner,
                    date=date,
                    memo="",
                )
        return number

    def _put_attributes(self, cases: Mapping[str, int]) -> None:
        values: dict[str, list[AttributeValue]] = {}
        for value in self._state.values.values():
            if value.value:
                values.setdefault(value.attribute, []).append(value)
        given = [
            (
                attribute,
                of,
                [value for value in values.get(attribute.id, ()) if value.about in all_],
            )
            for of, all_ in (("case", cases), ("file", self.sources))
            for attribute in self._state.attributes.values()
        ]
        valued = {attribute.id for attribute, _, found in given if found}
        # One that nobody has a value of is there, too: as one of cases.
        given = [
            (attribute, of, found)
            for attribute, of, found in given
            if found or (of == "case" and attribute.id not in valued)
        ]
        names = self.tables.names(attribute.name for attribute, _, _ in given)
        for name, (attribute, of, found) in zip(names, given, strict=True):
            self.tables.add(
                "attribute_type",
                name=name,
                date=when(attribute.made.milliseconds),
                owner=self.tables.owner(attribute.made.authors),
                memo="",
                caseOrFile=of,
                valuetype="numeric" if attribute.type in _NUMBERS else "character",
            )
            for value in found:
                self.tables.add(
                    "attribute",
                    name=name,
                    attr_type=of,
                    value=_written(attribute, value.value or ""),
                    id={**cases, **self.sources}[value.about],
                    date=when(value.made.milliseconds),
                    owner=self.tables.owner(value.made.authors),
                )


def _written(attribute: Attribute, value: str) -> str:
    return value.replace(",", ".") if attribute.type == "number" else value
