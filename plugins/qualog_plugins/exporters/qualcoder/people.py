"""Participants as cases with what they said, and attributes of participants and documents."""

from collections.abc import Iterator, Mapping

from attrs import define, field

from qualog.language import Sayable, message
from qualog.state import Attribute, AttributeValue, Participant, State
from qualog_plugins.exporters.qualcoder.memos import Memos
from qualog_plugins.exporters.qualcoder.tables import Tables, when
from qualog_plugins.exporters.shared.file_names import distinct

_NUMBERS = ("integer", "number")


@define
class People:
    """The participants and attributes that go out.

    Attributes:
        tables: where they are written.
        memos: the memos on participants.
        sources: what documents (ids) are known by there.
        renamed: attributes of documents that are called otherwise there, and how.
    """

    tables: Tables
    memos: Memos
    sources: Mapping[str, int]
    renamed: list[tuple[str, str]] = field(factory=list)

    @property
    def _state(self) -> State:
        return self.tables.state

    def put(self) -> None:
        """Put the participants, their passages and all attributes."""
        cases = {
            participant.id: self._put_case(participant)
            for participant in self._state.participants.values()
            if not participant.withdrawn
        }
        self._put_attributes(cases)

    def left_out(self) -> Iterator[Sayable]:
        """Yield which attributes are called otherwise."""
        for name, other in self.renamed:
            yield message(
                "An attribute in QualCoder is of cases or of files, so “{name}” of documents is "
                "called “{other}”.",
                name=name,
                other=other,
            )

    def _put_case(self, participant: Participant) -> int:
        owner = self.tables.owner(participant.made.authors)
        date = when(participant.made.milliseconds)
        number = self.tables.add(
            "cases",
            name=participant.pseudonym,
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
        given = [(attribute, of, found) for attribute, of, found in given if found]
        names = distinct(attribute.name for attribute, _, _ in given)
        for name, (attribute, of, found) in zip(names, given, strict=True):
            if name != attribute.name:
                self.renamed.append((attribute.name, name))
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
