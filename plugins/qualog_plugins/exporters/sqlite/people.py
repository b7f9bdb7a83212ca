"""The study, its authors and participants, and what attributes tell participants apart."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.shared.stamp import last_hash
from qualog_plugins.exporters.sqlite.table import AttributeId, Table


class StudyRow(NamedTuple):
    """The study, in a single row.

    Attributes:
        name: what it is called.
        aim: what it wants to find out.
        moment: as of when the database is.
        exact: 1 where that moment can be cited, 0 where another copy may still change it.
        decision: the id of the last decision; empty if there is none.
        hash: the hash of that decision, in hexadecimal.
    """

    name: str
    aim: str
    moment: str
    exact: int
    decision: str
    hash: str


class AuthorRow(NamedTuple):
    """Somebody who decides."""

    id: str
    name: str


class ParticipantRow(NamedTuple):
    """A participant; `consent_day` is when they consented, if that was noted with a day."""

    id: str
    pseudonym: str
    consent_day: str | None


class AttributeRow(NamedTuple):
    """An attribute of participants or documents; `type` is what its values are."""

    id: str
    name: str
    type: str


class AttributeValueRow(NamedTuple):
    """The value of an attribute.

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


def people_tables(study: Study) -> Iterator[Table]:
    """Yield the tables of the study and of those who are part of it."""
    yield Table("study", StudyRow, [_study(study)])
    state = study.state
    yield Table(
        "authors",
        AuthorRow,
        [AuthorRow(author.id, author.name) for author in state.authors.values()],
    )
    yield Table(
        "participants",
        ParticipantRow,
        [
            ParticipantRow(
                id=participant.id,
                pseudonym=participant.pseudonym,
                consent_day=participant.consent.day if participant.consent else None,
            )
            for participant in state.participants.values()
        ],
    )
    yield Table(
        "attributes",
        AttributeRow,
        [
            AttributeRow(attribute.id, attribute.name, attribute.type)
            for attribute in state.attributes.values()
        ],
    )
    yield Table("attribute_values", AttributeValueRow, _attribute_values(state))


def _study(study: Study) -> StudyRow:
    return StudyRow(
        name=study.state.name,
        aim=study.state.aim,
        moment=study.moment.label,
        exact=int(study.moment.exact),
        decision=study.last_decision,
        hash=last_hash(study),
    )


def _attribute_values(state: State) -> Iterator[AttributeValueRow]:
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
