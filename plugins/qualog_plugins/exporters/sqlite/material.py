"""Documents with their texts, and the turns in them."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.state import Document, State
from qualog_plugins.exporters.sqlite.table import DecisionId, DocumentId, ParticipantId, Table, made


class DocumentRow(NamedTuple):
    """A document.

    Attributes:
        id: its id.
        name: what it is called.
        text: all of its text; what was erased reads as `█`.
        length: how long the text is, in code points.
        interviewers: the names of those who conducted the interview.
        held_on: on which day.
        transcribers: the names of those who transcribed it.
        transcribed_on: on which day.
        made: when it was imported.
        decision: the decision that did it.
    """

    id: str
    name: str
    text: str
    length: int
    interviewers: str
    held_on: str | None
    transcribers: str
    transcribed_on: str | None
    made: str
    decision: DecisionId


class TurnRow(NamedTuple):
    """A turn of a document.

    Attributes:
        id: the document's id and the turn's number.
        document: the document.
        turn: the number of the turn, counted from 1.
        start: where it begins in the text, in code points.
        end: where it ends, not included.
        speaker: who speaks: by pseudonym or an author's name if that is known, else the label.
        participant: who speaks, if it is a participant.
        time: when it begins in the recording, in milliseconds.
    """

    id: str
    document: DocumentId
    turn: int
    start: int
    end: int
    speaker: str | None
    participant: ParticipantId | None
    time: int | None


def material_tables(state: State) -> Iterator[Table]:
    """Yield the tables of documents and turns."""
    yield Table("documents", DocumentRow, _documents(state))
    yield Table("turns", TurnRow, _turns(state))


def _documents(state: State) -> Iterator[DocumentRow]:
    for document in state.documents.values():
        yield DocumentRow(
            id=document.id,
            name=document.name,
            text=state.text(document.id),
            length=document.length,
            interviewers=state.author_names(document.interviewers),
            held_on=document.held_on,
            transcribers=state.author_names(document.transcribers),
            transcribed_on=document.transcribed_on,
            **made(document.made),
        )


def _turns(state: State) -> Iterator[TurnRow]:
    for document in state.documents.values():
        for number, turn in enumerate(document.turns, start=1):
            identified = document.identified.get(turn.speaker)
            yield TurnRow(
                id=f"{document.id}/{number}",
                document=document.id,
                turn=number,
                start=turn.start,
                end=turn.end,
                speaker=_speaker(state, document, turn.speaker),
                participant=identified if identified in state.participants else None,
                time=turn.time,
            )


def _speaker(state: State, document: Document, index: int) -> str | None:
    identified = document.identified.get(index, "")
    if identified in state.participants:
        return state.participants[identified].pseudonym
    if identified in state.authors:
        return state.authors[identified].name
    return document.speakers[index] if 0 <= index < len(document.speakers) else None
