"""The command that makes the demo's study and walks through it."""

from pathlib import Path

import click

from qualog.errors import LogError
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog_cli.agreement.agree.command import agree_command
from qualog_cli.audit.audit import history_command
from qualog_cli.codebook.codes import codes_command
from qualog_cli.study.demo.player import play_demo
from qualog_cli.study.study import status_command, verify_command

PROJECT = "demo.qualog"
REPORT = "demo-report.html"
LIVED_LIFE = "The client as a case"
OPEN_CODING = "after open coding"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="qualog-demo")
def demo_command(folder: Path) -> None:
    """Make a sample study in FOLDER (qualog-demo), and show what Qualog does with it."""
    path = folder / PROJECT
    if path.exists():
        raise LogError(
            f"{path} is there already. Look at it (qualog status --project {path}), "
            "or name another folder: qualog demo FOLDER."
        )
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / REPORT
    with play_demo(path) as project:
        offer = installed_plugins().exporters().named("report")
        with plugin_errors(offer):
            offer.plugin.write(project.at(), report, offer.plugin.options())
    click.echo(f"Five interviews, two authors, every decision in {path}.")
    for heading, command, arguments in (
        ("Where the study stands", status_command, []),
        ("The codebook", codes_command, []),
        ("The life of one code", history_command, [LIVED_LIFE, "--no-uses"]),
        ("Agreement, as it was after open coding", agree_command, ["--at", OPEN_CODING]),
        ("The log", verify_command, []),
    ):
        typed = " ".join(map(_shell, [str(command.name), *arguments]))
        click.secho(f"\n== {heading}: qualog {typed}\n", bold=True)
        command.main([*arguments, "--project", str(path)], standalone_mode=False)
    click.echo(f"\nThe report: {report}")
    click.echo(f"Go on: cd {folder} && qualog read 'Interview 1' --at 'after open coding'")


def _shell(argument: str) -> str:
    return f"'{argument}'" if " " in argument else argument
