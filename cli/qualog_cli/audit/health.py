"""Commands on the health of a project: doctor, backup."""

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from qualog.health.backup import back_up, backup_name
from qualog.health.doctor import examine
from qualog.language import message, plural
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.files import home_of
from qualog_cli.shared.opening import find_project, opened
from qualog_cli.shared.options import JSON, PROJECT
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.side_file import warn_of_side_file

_MARKS: Final = {"good": "✓", "note": "·", "warning": "!", "bad": "✗"}


@command("doctor")
@PROJECT
@JSON
@click.pass_context
def doctor_command(ctx: click.Context, project: ProjectLocation | None, as_json: bool) -> None:
    """Check the project and the machine for problems.

    It changes nothing, says what to do, and exits with 1 if something is bad.

    Examples:
        qualog doctor
        qualog doctor --json

    See also: verify, backup
    """
    found = examine(find_project(project))
    if as_json:
        print_json({"findings": found})
    else:
        for finding in found:
            say(f"{_MARKS[finding.level]} {finding.what}")
            if finding.todo:
                say(f"    {finding.todo}")
    if any(finding.level == "bad" for finding in found):
        ctx.exit(1)


@command("backup")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@PROJECT
def backup_command(out: Path | None, project: ProjectLocation | None) -> None:
    """Write a verified copy, while others work.

    OUT is a file or a folder. If you name none, it is written beside the project; that of a project
    in a database, here. Nothing is ever overwritten.

    Examples:
        qualog backup
        qualog backup /media/stick

    See also: verify, doctor
    """
    with opened(project) as study:
        backup = back_up(study.log.store, _target(study, out))
        warn_of_side_file(study.log.store)
    said = message(
        "Backed up to {file}: {decisions}, verified.",
        file=backup.path,
        decisions=plural("one decision", "{n} decisions", backup.verification.entries),
    )
    say(said)


def _target(project: Project, out: Path | None) -> Path:
    if out is not None and not out.is_dir():
        return out
    folder, stem = home_of(project)
    return (out or folder) / backup_name(stem, datetime.now())
