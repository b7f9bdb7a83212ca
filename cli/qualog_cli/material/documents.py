"""Commands on documents, and the text with its codes in the margin."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.decisions.documents import Turn
from qualog.project.project import Project
from qualog.replay.appliers.revisions import first_revision
from qualog.state import Coding, Document, State
from qualog.text.reanchoring import changes
from qualog.views.study import Study
from qualog_cli.material.origins import origin_command, original_command
from qualog_cli.shared.margin import margined
from qualog_cli.shared.options import SPAN, deciding, narrowing, reading
from qualog_cli.shared.show import ID, decided, made, recorded, short, show, table


@click.command("documents")
@reading
@narrowing
def documents_command(study: Study, as_json: bool) -> None:
    """List the documents."""
    state = study.state
    data = [_document(study, each) for each in state.documents.values()]
    rows = [
        (
            each.id[:ID],
            each.name,
            f"{each.length:,}",
            len(each.turns),
            len(state.codings_in(each.id)),
            each.encoding or "–",
            ", ".join(_pseudonyms(state, each)) or "–",
            state.author_names(each.transcribers) or "–",
        )
        for each in state.documents.values()
    ]
    headings = (
        "id",
        "document",
        "characters",
        "turns",
        "codings",
        "read as",
        "participants",
        "transcribed by",
    )
    show(study, as_json, "documents", data, lambda: table(rows, headings))


@click.command("read")
@click.argument("document")
@reading
def read_command(document: str, study: Study, as_json: bool) -> None:
    """Show DOCUMENT, turn by turn, with its codes in the margin."""
    state = study.state
    found = study.find.document(document)
    codings = state.codings_in(found.id)
    data = _document(study, found) | {
        "text": state.text(found.id),
        "turns": [_turn(found, number, each) for number, each in enumerate(found.turns, start=1)],
        "codings": [
            {
                "id": each.id,
                "start": each.start,
                "end": each.end,
                "quote": state.quote(each),
                "code": state.codebook.name(each.code),
                "made": made(study, each.made),
            }
            for each in codings
        ],
    }
    show(study, as_json, "document", data, lambda: _pages(state, found, codings))


def _pages(state: State, document: Document, codings: list[Coding]) -> Iterator[str]:
    text = state.text(document.id)
    end = 0
    for number, turn in enumerate(document.turns, start=1):
        if between := text[end : turn.start].strip():
            yield _heading(document, number, turn, between)
        else:
            yield _heading(document, number, turn, "")
        yield from _lines(state, text, turn.start, turn.end, codings)
        yield ""
        end = turn.end
    if text[end:].strip():
        yield from _lines(state, text, end, len(text), codings)


def _lines(state: State, text: str, start: int, end: int, codings: list[Coding]) -> Iterator[str]:
    return (line.shown(line.words) for line in margined(state, text, start, end, codings))


def _heading(document: Document, number: int, turn: Turn, label: str) -> str:
    told = f"[{number}]"
    if turn.speaker >= 0:
        who = document.speakers[turn.speaker] if turn.speaker < len(document.speakers) else "?"
        told += f" {who}"
    return told + (f"  {recorded(turn.time)}" if turn.time is not None else "")


@click.group("document")
def document_command() -> None:
    """Rename, attribute, remove documents; who held and transcribed; what was corrected."""


@document_command.command("rename")
@click.argument("document")
@click.argument("name")
@deciding
def rename(document: str, name: str, project: Project, why: str | None) -> None:
    """Call a document something else."""
    decided(f"{document} is called “{name}”", project.documents.rename(document, name, why=why))


@document_command.command("remove")
@click.argument("document")
@deciding
def remove(document: str, project: Project, why: str | None) -> None:
    """Take a document and its codings out of the study. Nothing is erased."""
    decided(f"Took out {document}", project.documents.remove(document, why=why))


@document_command.command("revisions")
@click.argument("document")
@reading
def revisions(document: str, study: Study, as_json: bool) -> None:
    """Show the wordings that a text went through: when it was corrected, by whom, how much."""
    found = study.find.document(document)
    data = list(_revisions(study, found))
    rows = [
        (
            f"{number}{' *' if each['is_shown'] else ''}",
            each["made"]["at"],
            " and ".join(each["made"]["authors"]),
            f"{each['length']:,}",
            each["places"] if number > 1 else "–",
            short(each["made"]["decision"]),
        )
        for number, each in enumerate(data, start=1)
    ]
    headings = ("revision", "when", "who", "characters", "places corrected", "decision")
    show(study, as_json, "revisions", data, lambda: table(rows, headings))


@document_command.command("held")
@click.argument("document")
@click.option("--interviewer", "interviewers", multiple=True, required=True)
@click.option("--day", metavar="DATE")
@deciding
def held(
    document: str, interviewers: tuple[str, ...], day: str | None, project: Project, why: str | None
) -> None:
    """Note who held an interview, and when."""
    decision = project.documents.conducted(document, interviewers, day=day, why=why)
    decided(f"Noted who held {document}", decision)


@document_command.command("transcribed")
@click.argument("document")
@click.option("--transcriber", "transcribers", multiple=True, required=True)
@click.option("--day", metavar="DATE")
@deciding
def transcribed(
    document: str, transcribers: tuple[str, ...], day: str | None, project: Project, why: str | None
) -> None:
    """Note who transcribed a recording, and when it was done."""
    decision = project.documents.transcribed(document, transcribers, day=day, why=why)
    decided(f"Noted who transcribed {document}", decision)


@document_command.command("mark-read")
@click.argument("document")
@deciding
def mark_read(document: str, project: Project, why: str | None) -> None:
    """Note that the authors read a document through, to get to know it."""
    decided(f"Noted the reading of {document}", project.documents.mark_read(document, why=why))


@document_command.command("coded")
@click.argument("document")
@click.option(
    "--span", "spans", type=SPAN, multiple=True, metavar="START:END", help="Just this passage."
)
@click.option("--turn", "turns", type=int, multiple=True, metavar="N", help="Just this turn.")
@deciding
def coded(
    document: str,
    spans: tuple[tuple[int, int], ...],
    turns: tuple[int, ...],
    project: Project,
    why: str | None,
) -> None:
    """Note that a document was coded to its end: where no code was given, none applies.

    With --span or --turn (more than once for several), just these passages and what was marked
    count as coded, and nothing is known of the rest.
    """
    documents = project.documents
    found = documents.find.document(document)
    of_turns = [documents.passage(found, turn=each) for each in turns]
    decision = documents.coded(document, passages=[*spans, *of_turns], why=why)
    decided(f"Noted that {document} is coded", decision)


@document_command.command("speaker")
@click.argument("document")
@click.argument("speaker")
@click.option("--participant", metavar="P")
@click.option("--is-author", "author", metavar="A", help="The author who speaks there.")
@deciding
def speaker(
    document: str,
    speaker: str,
    participant: str | None,
    author: str | None,
    project: Project,
    why: str | None,
) -> None:
    """Say which participant, or which author, a SPEAKER of a transcript is."""
    decision = project.documents.identify(
        document, speaker, participant=participant, author=author, why=why
    )
    decided(f"{speaker} in {document} is {participant or author}", decision)


@document_command.command("attribute")
@click.argument("document")
@click.argument("participant")
@click.option("--quote", metavar="TEXT")
@click.option("--span", type=SPAN, metavar="START:END")
@deciding
def attribute(
    document: str,
    participant: str,
    quote: str | None,
    span: tuple[int, int] | None,
    project: Project,
    why: str | None,
) -> None:
    """Say that a passage, or all of a document, is a participant's words."""
    decision = project.documents.attribute(document, participant, quote=quote, span=span, why=why)
    decided(f"Attributed it to {participant}", decision)


document_command.add_command(origin_command)
document_command.add_command(original_command)


def _document(study: Study, document: Document) -> dict[str, Any]:
    state = study.state
    return {
        "id": document.id,
        "name": document.name,
        "length": document.length,
        "speakers": list(document.speakers),
        "participants": _pseudonyms(state, document),
        "interviewers": [state.author_names([each]) for each in document.interviewers],
        "held_on": document.held_on,
        "transcribers": [state.author_names([each]) for each in document.transcribers],
        "transcribed_on": document.transcribed_on,
        "readings": [made(study, each) for each in document.readings],
        "coded": [
            made(study, each.made) | {"passages": [list(span) for span in each.passages]}
            for each in document.coded
        ],
        "importer": document.importer,
        "encoding": document.encoding,
        "made": made(study, document.made),
    }


def _revisions(study: Study, document: Document) -> Iterator[dict[str, Any]]:
    for each in document.revisions or (first_revision(document),):
        yield {
            "is_shown": each.id == document.revision,
            "length": each.length,
            "places": changes(each.blocks),
            "importer": each.importer,
            "encoding": each.encoding,
            "made": made(study, each.made),
        }


def _turn(document: Document, number: int, turn: Turn) -> dict[str, Any]:
    return {
        "turn": number,
        "start": turn.start,
        "end": turn.end,
        "speaker": document.speakers[turn.speaker]
        if 0 <= turn.speaker < len(document.speakers)
        else None,
        "time": turn.time,
    }


def _pseudonyms(state: State, document: Document) -> list[str]:
    subjects = document.subjects_in(0, document.length)
    return [each.pseudonym for each in state.participants.values() if each.id in subjects]
