"""The group of commands that change a document, or say where it is from."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.decisions.documents import changed_places
from qualog.language import listing, message, number
from qualog.project.project import Project
from qualog.replay.appliers.revisions import first_revision
from qualog.state import Document
from qualog.views.study import Study
from qualog_cli.material.documents import documents_command
from qualog_cli.material.origins import origin_command, original_command
from qualog_cli.material.speaking import attribute_command, speaker_command
from qualog_cli.material.working import (
    coded_command,
    held_command,
    mark_read_command,
    transcribed_command,
)
from qualog_cli.shared.commands import command, group
from qualog_cli.shared.formats import NOTHING, provenance_data, short_decision
from qualog_cli.shared.options import deciding, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import DOCUMENT


@group("document")
def document_command() -> None:
    """Change a document, say who speaks in it, or trace it to its file.

    To list the documents: qualog documents. To read one: qualog read

    Examples:
        qualog document origin "Interview 1" --turn 4
        qualog document speaker "Interview 1" Respondent --participant "Interviewee 1"
        qualog document rename "Interview 1" "Interview with a manager"
    """


@command("rename")
@click.argument("document", type=DOCUMENT)
@click.argument("name")
@deciding
def rename(document: str, name: str, project: Project, why: str | None) -> None:
    """Change the name of a document.

    Examples:
        qualog document rename "Interview 1" "Interview with a manager"
    """
    renamed = project.documents.rename(document, name, why=why)
    say_decided(message("Renamed “{old}” to “{new}”", old=document, new=name), renamed)


@command("remove")
@click.argument("document", type=DOCUMENT)
@deciding
def remove(document: str, project: Project, why: str | None) -> None:
    """Remove a document and its codings from the study. Nothing is erased.

    Examples:
        qualog document remove "Interview 1" --why "the wrong recording"
    """
    removed = project.documents.remove(document, why=why)
    say_decided(message("Removed {document} from the study", document=document), removed)


@command("revisions")
@click.argument("document", type=DOCUMENT)
@reading
def revisions(document: str, study: Study, as_json: bool) -> None:
    """List the revisions of a text: when it was corrected, by whom, and how much.

    Examples:
        qualog document revisions "Interview 1"
    """
    found = study.find.document(document)
    data = list(_revisions(study, found))
    rows = [
        (
            f"{place} *" if revision["is_shown"] else place,
            revision["made"]["at"],
            listing(revision["made"]["authors"]),
            number(revision["length"]),
            revision["places"] if place > 1 else NOTHING,
            short_decision(revision["made"]["decision"]),
        )
        for place, revision in enumerate(data, start=1)
    ]
    headings = ("revision", "when", "who", "characters", "places corrected", "decision")
    show(study, as_json, "revisions", data, lambda: table(rows, headings))


def _revisions(study: Study, document: Document) -> Iterator[dict[str, Any]]:
    for revision in document.revisions or (first_revision(document),):
        yield {
            "is_shown": revision.id == document.revision,
            "length": revision.length,
            "places": changed_places(revision.blocks),
            "importer": revision.importer,
            "encoding": revision.encoding,
            "made": provenance_data(study, revision.made),
        }


document_command.add_command(documents_command, "list")
for _command in (
    rename,
    remove,
    speaker_command,
    attribute_command,
    held_command,
    transcribed_command,
    mark_read_command,
    coded_command,
    revisions,
    origin_command,
    original_command,
):
    document_command.add_command(_command)
