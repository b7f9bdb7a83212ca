"""The command that compares two points in time."""

from collections.abc import Iterable

import click

from qualog.history.difference import difference
from qualog.language import message
from qualog.project.locations import ProjectLocation
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import quoted, short_decision
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.options import JSON, PROJECT
from qualog_cli.shared.output import print_json
from qualog_cli.shared.paging import print_lines
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import POINT_IN_TIME
from qualog_cli.shared.usage import OneOf


@command("diff")
@click.argument("before", type=POINT_IN_TIME)
@click.argument("after", type=POINT_IN_TIME, default="now")
@click.option("--only", type=OneOf(["code", "theme", "coding"]), help="Just changes of these.")
@PROJECT
@JSON
def diff_command(
    before: str, after: str, only: str | None, project: ProjectLocation | None, as_json: bool
) -> None:
    """Compare two points in time.

    It shows what changed in codes, themes and codings from BEFORE to AFTER, which is now if you do
    not say.

    Examples:
        qualog diff "after open coding"
        qualog diff "after open coding" "before the report" --only code

    See also: moments, history
    """
    with opened(project, viewer=named_authors()) as study:
        old = study.at(before)
        new = study.at(None if after == "now" else after)
        changes = [
            change for change in difference(old.state, new.state) if only in (None, change.what)
        ]
    if as_json:
        print_json({"before": old.moment.label, "after": new.moment.label, "changes": changes})
        return
    rows = [
        (
            change.what,
            change.name if change.what != "coding" else quoted(change.name, None),
            change.how,
        )
        for change in changes
    ]
    found: Iterable[object] = (
        table(rows, ("what", "which", "how")) if rows else [message("Nothing changed.")]
    )
    span = message(
        "From {before} to {after}",
        before=short_decision(old.moment.label),
        after=short_decision(new.moment.label),
    )
    print_lines([*new.hidden, span, "", *found])
