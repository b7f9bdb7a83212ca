"""The command that follows a thing over time."""

from collections.abc import Iterator, Sequence

import click

from qualog.history.narration import Narrated
from qualog.history.timeline import timeline
from qualog.language import message, plural
from qualog.views.study import Study
from qualog_cli.audit.decisions import decision_data, decision_lines
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import reading
from qualog_cli.shared.output import Heading
from qualog_cli.shared.results import show
from qualog_cli.shared.types import ANYTHING


@command("history")
@click.argument("what", type=ANYTHING)
@click.option("--uses/--no-uses", default=True, help="For a code: each passage coded as it.")
@reading
def history_command(what: str, uses: bool, study: Study, as_json: bool) -> None:
    """Follow a code, coding, theme or anything else over time.

    WHAT may be a code, coding, theme, document, memo, link to theory or participant.

    Examples:
        qualog history Listening
        qualog history "The client as a case" --no-uses
        qualog history "Interview 1" --json

    See also: log, diff
    """
    id_ = study.find.anything(what)
    found = [
        narrated
        for narrated in timeline(study, id_)
        if uses or not narrated.entry.kind.startswith("coding-")
    ]
    data = [decision_data(narrated) for narrated in found]
    show(study, as_json, "history", data, lambda: _lines(study, id_, found))


def _lines(study: Study, id_: str, found: Sequence[Narrated]) -> Iterator[object]:
    yield Heading(message("The history of {thing}", thing=study.names.anything(id_)))
    yield ""
    yield from decision_lines(found)
    codebook = study.state.codebook
    if id_ in codebook.codes:
        yield ""
        if codings := len(study.state.codings_of(codebook.resolve(id_))):
            yield plural("One passage is coded as it.", "{n} passages are coded as it.", codings)
        else:
            yield message("No passage is coded as it.")
