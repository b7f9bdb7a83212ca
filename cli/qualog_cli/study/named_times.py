"""Commands on named points in time."""

import click

from qualog.language import message
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import clock_time, provenance_data, short_decision
from qualog_cli.shared.options import deciding, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table


@command("moment")
@click.argument("name")
@deciding
def moment_command(name: str, project: Project, why: str | None) -> None:
    """Name this point in time, to return to it and cite it.

    Every command that reads finds it by --at NAME. To list what is named: qualog moments

    Examples:
        qualog moment "after the second reading"
        qualog moment "as submitted" --why "the version that the journal has"

    See also: moments, diff, fingerprint
    """
    moment = project.moments.name(name, why=why)
    say_decided(message("This point in time is “{name}”", name=moment.name), moment.made.decision)


@command("moments")
@reading
def moments_command(study: Study, as_json: bool) -> None:
    """List the named points in time.

    To name one: qualog moment NAME

    Examples:
        qualog moments
        qualog moments --json
    """
    moments = list(study.state.moments.values())
    data = [
        {
            "id": moment.id,
            "name": moment.name,
            "heads": moment.heads,
            "made": provenance_data(study, moment.made),
        }
        for moment in moments
    ]
    rows = [
        (moment.name, clock_time(moment.made.milliseconds), short_decision(moment.made.decision))
        for moment in moments
    ]
    headings = ("point in time", "named on", "decision")
    none = message("There are no named points in time. To name this one: qualog moment NAME")
    show(study, as_json, "moments", data, lambda: table(rows, headings) if rows else [none])
