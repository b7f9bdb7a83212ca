"""Commands that send decisions by mail."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from qualog.language import alternatives, message, plural
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog_cli.shared.commands import group
from qualog_cli.shared.files import home_of
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say
from qualog_cli.shared.types import AUTHOR, PLACE
from qualog_cli.sharing.arrivals import say_arrivals, watching_blind_rounds
from qualog_cli.sharing.meeting import meeting_options, taken_in


@group("bundle")
def bundle_command() -> None:
    """Send decisions by mail, as one file.

    Examples:
        qualog bundle create for-samir.qualog-bundle
        qualog bundle apply from-samir.qualog-bundle
    """


@bundle_command.command("create")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--for", "reader", type=AUTHOR, help="Just what this author's copy lacks.")
@deciding
def create_bundle(out: Path | None, reader: str | None, project: Project, why: str | None) -> None:
    """Write one file with all decisions, or with what an author's copy lacks.

    What the copy lacks is known from its last decisions that came here. The file is OUT, or
    NAME-DATE.qualog-bundle if you name none.

    Examples:
        qualog bundle create
        qualog bundle create for-samir.qualog-bundle --for "Samir Haddad"

    See also: bundle apply, merge
    """
    _, name = home_of(project)
    target = out or Path(f"{name}-{date.today().isoformat()}.qualog-bundle")
    count = project.copies.bundle(target, reader=reader)
    say(
        plural(
            "Wrote one decision to {file}.", "Wrote {n} decisions to {file}.", count, file=target
        )
    )


@bundle_command.command("apply")
@click.argument("bundles", nargs=-1, required=True, type=click.Path(path_type=Path))
@meeting_options
@deciding
def apply_bundle(
    bundles: tuple[Path, ...],
    accept: tuple[str, ...],
    accept_clock: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Bring in the decisions of bundles; one that was cut or changed is refused as a whole.

    A copy that comes for the first time is shown with its letters, and you are asked whose it is.

    Examples:
        qualog bundle apply from-samir.qualog-bundle

    See also: copies, bundle create, questions
    """
    for bundle in bundles:
        with watching_blind_rounds(project):
            came = taken_in(partial(project.copies.apply, bundle), accept, accept_clock)
            say_arrivals(project, came, str(bundle))


@bundle_command.command("open")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("out", required=False, type=PLACE)
def open_bundle(bundle: Path, out: ProjectLocation | None) -> None:
    """Make a project of a bundle that holds all decisions: a copy of the study.

    BUNDLE is packed, or is what qualog export log-jsonl wrote. The project is OUT, or NAME.qualog
    here if you name none.

    Examples:
        qualog bundle open trust-2025-06-02.qualog-bundle
        qualog bundle open trust-2025-06-02.qualog-bundle trust.qualog
    """
    place = out or Path(f"{bundle.name.partition('.')[0]}.qualog")
    with Project.from_bundle(bundle, place) as project:
        said = plural(
            "Opened the study “{name}” in {place}: one decision.",
            "Opened the study “{name}” in {place}: {n} decisions.",
            project.state.decisions,
            name=project.state.name,
            place=project.log.store.name,
        )
        say(said)
        names = alternatives(author.name for author in project.state.authors.values())
        say(
            message(
                "Who decides in this copy? To choose {names}: qualog author use NAME", names=names
            )
        )
