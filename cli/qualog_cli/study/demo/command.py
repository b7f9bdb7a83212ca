"""The command that makes the demo's study and walks through it."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from qualog.errors import LogError
from qualog.language import Sayable, message
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.project.project import Project
from qualog_cli.agreement.agree.command import agree_command
from qualog_cli.audit.history import history_command
from qualog_cli.audit.verify import verify_command
from qualog_cli.codebook.codes import codes_command
from qualog_cli.shared.commands import command
from qualog_cli.shared.output import Heading, say
from qualog_cli.study.demo.player import play_demo
from qualog_cli.study.status import status_command

PROJECT = "demo.qualog"
REPORT = "demo-report.html"
LIVED_LIFE = "The client as a case"
OPEN_CODING = "after open coding"


class _Scene(NamedTuple):
    heading: Sayable
    command: click.Command
    arguments: Sequence[str] = ()


@command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="qualog-demo")
def demo_command(folder: Path) -> None:
    """Make a sample study and show what Qualog does with it.

    Five interviews, coded by two authors. It is made in FOLDER (qualog-demo if you name none), and
    is yours to try things on.

    Examples:
        qualog demo
        qualog demo tryout

    See also: init
    """
    path = folder / PROJECT
    if path.exists():
        raise LogError(
            "{path} already exists. Look at it (qualog status --project {path}), or choose another "
            "folder: qualog demo FOLDER",
            path=path,
        )
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / REPORT
    with play_demo(path) as project:
        _write_report(project, report)
    say(message("Five interviews, two authors, every decision in {path}.", path=path))
    for scene in _scenes():
        typed = shlex.join(["qualog", str(scene.command.name), *scene.arguments])
        say()
        say(Heading(message("== {heading}: {command}", heading=scene.heading, command=typed)))
        say()
        scene.command.main([*scene.arguments, "--project", str(path)], standalone_mode=False)
    say()
    say(message("The report: {path}", path=report))
    say(
        message(
            "Next: cd {folder} && qualog read 'Interview 1' --at 'after open coding'",
            folder=shlex.quote(str(folder)),
        )
    )


def _scenes() -> list[_Scene]:
    return [
        _Scene(message("Where the study stands"), status_command),
        _Scene(message("The codebook"), codes_command),
        _Scene(message("The life of one code"), history_command, [LIVED_LIFE, "--no-uses"]),
        _Scene(
            message("Agreement, as it was after open coding"), agree_command, ["--at", OPEN_CODING]
        ),
        _Scene(message("The log"), verify_command),
    ]


def _write_report(project: Project, report: Path) -> None:
    exporter = installed_plugins().exporters().named("report")
    with plugin_errors(exporter):
        exporter.plugin.write(project.at(), report, exporter.plugin.options())
