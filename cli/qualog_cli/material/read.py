"""The command that shows a document with its codes in the margin."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from qualog.decisions.documents import Turn
from qualog.state import Coding, Document, State
from qualog.views.study import Study
from qualog_cli.material.document_data import document_data, speaker_of, turn_data
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import provenance_data, recording_time
from qualog_cli.shared.margin import margined
from qualog_cli.shared.options import reading
from qualog_cli.shared.output import Heading
from qualog_cli.shared.results import show
from qualog_cli.shared.types import DOCUMENT

_UNKNOWN_SPEAKER = "?"


@command("read")
@click.argument("document", type=DOCUMENT)
@reading
def read_command(document: str, study: Study, as_json: bool) -> None:
    """Show a document with its codes in the margin.

    The text of DOCUMENT is shown turn by turn. A code is named where its passage begins, with the
    initials of its coder, and has a bar beside it to the end of the passage.

    Examples:
        qualog read "Interview 1"
        qualog read "Interview 1" --at "after open coding"

    See also: documents, codings, search
    """
    found = study.find.document(document)
    codings = study.state.codings_in(found.id)
    data = _data(study, found, codings)
    show(study, as_json, "document", data, lambda: _lines(study.state, found, codings))


def _data(study: Study, document: Document, codings: Sequence[Coding]) -> dict[str, Any]:
    state = study.state
    turns = enumerate(document.turns, start=1)
    return document_data(study, document) | {
        "text": state.text(document.id),
        "turns": [turn_data(document, number, turn) for number, turn in turns],
        "codings": [
            {
                "id": coding.id,
                "start": coding.start,
                "end": coding.end,
                "quote": state.quote(coding),
                "code": state.codebook.name(coding.code),
                "made": provenance_data(study, coding.made),
            }
            for coding in codings
        ],
    }


def _lines(state: State, document: Document, codings: Sequence[Coding]) -> Iterator[str]:
    text = state.text(document.id)
    end = 0
    for number, turn in enumerate(document.turns, start=1):
        yield _heading(document, number, turn)
        yield from _passage(state, text, turn.start, turn.end, codings)
        yield ""
        end = turn.end
    if text[end:].strip():
        yield from _passage(state, text, end, len(text), codings)


def _passage(
    state: State, text: str, start: int, end: int, codings: Sequence[Coding]
) -> Iterator[str]:
    return (line.shown(line.words) for line in margined(state, text, start, end, codings))


def _heading(document: Document, number: int, turn: Turn) -> Heading:
    parts = [f"[{number}]"]
    if turn.speaker >= 0:
        parts.append(speaker_of(document, turn) or _UNKNOWN_SPEAKER)
    heading = " ".join(parts)
    return Heading(heading if turn.time is None else f"{heading}  {recording_time(turn.time)}")
