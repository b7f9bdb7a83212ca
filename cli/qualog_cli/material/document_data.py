"""What is said of a document in JSON."""

from typing import Any

from qualog.decisions.documents import Turn
from qualog.state import Document, State
from qualog.views.study import Study
from qualog_cli.shared.formats import provenance_data


def document_data(study: Study, document: Document) -> dict[str, Any]:
    """Return what is known of a document, its text and its codings apart."""
    state = study.state
    return {
        "id": document.id,
        "name": document.name,
        "length": document.length,
        "speakers": list(document.speakers),
        "participants": pseudonyms(state, document),
        "interviewers": [state.author_names([author]) for author in document.interviewers],
        "held_on": document.held_on,
        "transcribers": [state.author_names([author]) for author in document.transcribers],
        "transcribed_on": document.transcribed_on,
        "readings": [provenance_data(study, reading) for reading in document.readings],
        "coded": [
            provenance_data(study, coded.made)
            | {"passages": [list(passage) for passage in coded.passages]}
            for coded in document.coded
        ],
        "importer": document.importer,
        "encoding": document.encoding,
        "made": provenance_data(study, document.made),
    }


def turn_data(document: Document, number: int, turn: Turn) -> dict[str, Any]:
    """Return what is known of a turn; `number` counts from 1."""
    return {
        "turn": number,
        "start": turn.start,
        "end": turn.end,
        "speaker": speaker_of(document, turn),
        "time": turn.time,
    }


def speaker_of(document: Document, turn: Turn) -> str | None:
    """Return the label of whoever speaks in a turn; None where it is not known."""
    known = 0 <= turn.speaker < len(document.speakers)
    return document.speakers[turn.speaker] if known else None


def pseudonyms(state: State, document: Document) -> list[str]:
    """Return the pseudonyms of the participants whose words a document holds."""
    subjects = document.subjects_in(0, document.length)
    return [person.pseudonym for person in state.participants.values() if person.id in subjects]
