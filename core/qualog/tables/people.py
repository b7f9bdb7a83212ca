"""The study, its authors and participants, and what attributes tell participants apart."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.tables.table import AttributeId, Flag, Table
from qualog.views.study import Study


class StudyRow(NamedTuple):
    """The study, in a single row.

    Attributes:
        name: what it is called.
        aim: what it wants to find out.
        moment: as of when the tables are.
        exact: 1 where that moment can be cited, 0 where another copy may still change it.
        decision: the id of the last decision; empty if there is none.
        hash: the hash of that decision, in hexadecimal.
    """

    name: str
    aim: str
    moment: str
    exact: Flag
    decision: str
    hash: str


class AuthorRow(NamedTuple):
    """Somebody who decides.

    Attributes:
        id: their id.
        name: their name.
    """

    id: str
    name: str


class ParticipantRow(NamedTuple):
    """A participant.

    Attributes:
        id: their id.
        pseudonym: what they are called; their real name is in no table.
        consent_day: when they consented, if that was noted with a day.
    """

    id: str
    pseudonym: str
    consent_day: str | None


class AttributeRow(NamedTuple):
    """An attribute of participants or documents.

    Attributes:
        id: its id.
        name: what it is called.
        type: what its values are: `text`, `integer`, `number`, `yes-no`, `date` or `time`.
    """

    id: str
    name: str
    type: str


class AttributeValueRow(NamedTuple):
    """The value of an attribute; those of participants who withdrew are left out.

    Attributes:
        about: the id of the participant or the document that has it.
        kind: `participant` or `document`.
        attribute: the attribute.
        value: the value, as it was written.
    """

    about: str
    kind: str
    attribute: AttributeId
    value: str


def _study(study: Study) -> Iterator[StudyRow]:
    yield StudyRow(
        name=study.state.name,
        aim=study.state.aim,
        moment=study.moment.label,
        exact=int(study.moment.exact),
        decision=study.last_decision,
        hash=study.last_hash,
    )


def _authors(study: Study) -> Iterator[AuthorRow]:
    for author in study.state.authors.values():
        yield AuthorRow(author.id, author.name)


def _participants(study: Study) -> Iterator[ParticipantRow]:
    for participant in study.state.participants.values():
        yield ParticipantRow(
            id=participant.id,
            pseudonym=participant.pseudonym,
            consent_day=participant.consent.day if participant.consent else None,
        )


def _attributes(study: Study) -> Iterator[AttributeRow]:
    for attribute in study.state.attributes.values():
        yield AttributeRow(attribute.id, attribute.name, attribute.type)


def _attribute_values(study: Study) -> Iterator[AttributeValueRow]:
    state = study.state
    # What those who withdrew had of attributes is left out, although they keep a row without it.
    known = (state.participants.keys() - state.withdrawn) | state.documents.keys()
    for value in state.values.values():
        if value.value is not None and value.about in known and value.attribute in state.attributes:
            yield AttributeValueRow(
                about=value.about,
                kind="participant" if value.about in state.participants else "document",
                attribute=value.attribute,
                value=value.value,
            )


TABLES = (
    Table("study", StudyRow, _study),
    Table("authors", AuthorRow, _authors),
    Table("participants", ParticipantRow, _participants),
    Table("attributes", AttributeRow, _attributes),
    Table("attribute_values", AttributeValueRow, _attribute_values),
)
