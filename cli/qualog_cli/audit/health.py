"""Commands on the health of a project: doctor, backup."""

from datetime import datetime
from pathlib import Path

import click

from qualog.health.backup import back_up, backup_name
from qualog.health.doctor import examine
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog_cli.shared.options import PROJECT, find_project, opened
from qualog_cli.shared.show import counted, print_json
from qualog_cli.study.study import home_of

_MARKS = {"good": "✓", "note": "·", "warning": "!", "bad": "✗"}


@click.command("doctor")
@PROJECT
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor_command(ctx: click.Context, project: ProjectLocation | None, as_json: bool) -> None:
    """Look for what could be wrong with a project, and with the machine under it.

    It changes nothing, and exits with 1 if something is bad.
    """
    found = examine(find_project(project))
    if as_json:
        print_json({"findings": found})
    else:
        for each in found:
            click.echo(f"{_MARKS[each.level]} {each.what}")
            if each.todo:
                click.echo(f"    {each.todo}")
    if any(each.level == "bad" for each in found):
        ctx.exit(1)


@click.command("backup")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@PROJECT
def backup_command(out: Path | None, project: ProjectLocation | None) -> None:
    """Write a verified copy of the project to OUT, a file or a folder; else beside the project.

    A project in a database is written to a project file, here unless you say.

    Others may work on the project meanwhile. Nothing is ever overwritten.
    """
    with opened(project) as study:
        made = back_up(study.log.store, _target(study, out))
    click.echo(
        f"Backed up to {made.path}: {counted(made.verification.entries, 'decision')}, verified."
    )


def _target(project: Project, out: Path | None) -> Path:
    if out is not None and not out.is_dir():
        return out
    folder, stem = home_of(project)
    return (out or folder) / backup_name(stem, datetime.now())
