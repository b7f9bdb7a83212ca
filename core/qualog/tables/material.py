"""Documents with their texts, and the turns in them."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qualog.decisions.documents import Turn
from qualog.state import Document, State
from qualog.tables.table import (
    AuthorId,
    DecisionId,
    DocumentId,
    ParticipantId,
    Table,
    Time,
    made,
)
from qualog.views.study import Study


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
    made: Time
    decision: DecisionId


class TurnRow(NamedTuple):
    """A turn of a document, unless the condition of a narrowed study excludes it.

    Attributes:
        id: the document's id and the turn's number.
        document: the document.
        turn: the number of the turn, counted from 1.
        start: where it begins in the text, in code points.
        end: where it ends, not included.
        label: what the transcript calls who speaks; empty if nothing.
        speaker: who speaks: by pseudonym or an author's name if that is known, else the label.
        participant: whose words they are: who speaks, if it is a participant, or whose passage it
            is; empty where the transcript calls them something, and nobody said yet who that is.
        author: who speaks, if it is an author, who asks.
        begin_ms: when it begins in the recording, in milliseconds.
        end_ms: when it ends, in milliseconds.
        text: its words.
    """

    id: str
    document: DocumentId
    turn: int
    start: int
    end: int
    label: str | None
    speaker: str | None
    participant: ParticipantId | None
    author: AuthorId | None
    begin_ms: int | None
    end_ms: int | None
    text: str


def _documents(study: Study) -> Iterator[DocumentRow]:
    state = study.state
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


def _turns(study: Study) -> Iterator[TurnRow]:
    for document in study.state.documents.values():
        yield from _turns_of(study.state, document)


def _turns_of(state: State, document: Document) -> Iterator[TurnRow]:
    text, outside = state.text(document.id), state.left_out(document.id)
    for number, turn in enumerate(document.turns, start=1):
        if any(start <= turn.start and turn.end <= end for start, end in outside):
            continue
        is_known = 0 <= turn.speaker < len(document.speakers)
        label = (document.speakers[turn.speaker] if is_known else None) or None
        who = _who_says(document, turn, label)
        yield TurnRow(
            id=f"{document.id}/{number}",
            document=document.id,
            turn=number,
            start=turn.start,
            end=turn.end,
            label=label,
            speaker=_name(state, document.identified.get(turn.speaker, "")) or label,
            participant=_only(state.participants.keys(), who),
            author=_only(state.authors.keys(), who),
            begin_ms=turn.time,
            end_ms=turn.until,
            text=text[turn.start : turn.end],
        )


def _who_says(document: Document, turn: Turn, label: str | None) -> Sequence[str]:
    """Return whose words a turn has (ids): its speaker's, or those of whose passage it is.

    That a whole document is a participant's says who was interviewed. It does not make the turns
    of the interviewer theirs, so of a label that stands for nobody yet only what was said of a
    passage counts.
    """
    if label is None or turn.speaker in document.identified:
        return document.speakers_in(turn.start, turn.end)
    return [
        given.participant
        for given in document.attributions
        if given.start <= turn.start and turn.end <= given.end
        if (given.start, given.end) != (0, document.length)
    ]


def _name(state: State, who: str) -> str | None:
    if who in state.participants:
        return state.participants[who].pseudonym
    return state.authors[who].name if who in state.authors else None


def _only(known: Collection[str], who: Sequence[str]) -> str | None:
    """Return the one of those who speak that is known; None if none is, or several."""
    found = [id_ for id_ in who if id_ in known]
    return found[0] if len(found) == 1 else None


TABLES = (
    Table("documents", DocumentRow, _documents),
    Table("turns", TurnRow, _turns),
)
