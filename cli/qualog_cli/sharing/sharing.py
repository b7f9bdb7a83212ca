"""Commands between copies of a study: merge, sync, bundle; and erasing words in all of them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.log.replication.transfer import MergeResult
from qualog.log.store import Store
from qualog.project.locations import ProjectLocation, create_store, project_location
from qualog.project.project import Project
from qualog_cli.shared.options import PLACE, deciding
from qualog_cli.shared.show import counted, decided
from qualog_cli.study.study import home_of


@click.command("merge")
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@deciding
def merge_command(others: tuple[Path, ...], project: Project, why: str | None) -> None:
    """Take in what OTHER project files decided. They are only read.

    It does not matter in which order copies are merged, nor how often. Two-way: merge here,
    then merge this file there.
    """
    for other in others:
        with _watching(project):
            tell(project, project.copies.merge(other), str(other))


@click.command("sync")
@click.argument("url")
@deciding
def sync_command(url: str, project: Project, why: str | None) -> None:
    """Exchange decisions with the database at URL: what each lacks goes there, and comes here.

    The study is put there if it is not there yet. URL is such as
    postgresql://USER@HOST/DATABASE; a password belongs in ~/.pgpass.
    """
    place = project_location(url)
    if isinstance(place, Path):
        raise BadInput(f"{url} is no URL. Take another file's decisions in with 'qualog merge'.")
    with closing(create_store(place, project.log.store.project)) as shared:
        with _watching(project):
            came, went = project.copies.sync(shared)
            tell(project, came, shared.name)
        for replica, count in sorted(went.entries.items()):
            who = project.state.author_names(_authors(project, replica))
            click.echo(f"Sent {counted(count, 'decision')} by {who} ({replica[:4]})")
        if not went.count:
            click.echo("Nothing to send.")
        warn_if_unscrubbed(shared)


@click.group("bundle")
def bundle_command() -> None:
    """Send decisions by mail: one file, made and applied."""


@bundle_command.command("create")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--for", "reader", metavar="AUTHOR", help="Only what this author's copy lacks.")
@deciding
def create_bundle(out: Path | None, reader: str | None, project: Project, why: str | None) -> None:
    """Write one file with all decisions, or with what an author's copy lacks.

    What the copy lacks is known from its last decisions that came here. OUT is
    NAME-DATE.qualog-bundle unless you say.
    """
    _, name = home_of(project)
    target = out or Path(f"{name}-{date.today().isoformat()}.qualog-bundle")
    count = project.copies.bundle(target, reader=reader)
    click.echo(f"Wrote {counted(count, 'decision')} to {target}")


@bundle_command.command("apply")
@click.argument("bundles", nargs=-1, required=True, type=click.Path(path_type=Path))
@deciding
def apply_bundle(bundles: tuple[Path, ...], project: Project, why: str | None) -> None:
    """Take in what BUNDLES bring. A bundle that was cut or changed is refused whole."""
    for bundle in bundles:
        with _watching(project):
            tell(project, project.copies.apply(bundle), str(bundle))


@bundle_command.command("open")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("out", required=False, type=PLACE)
def open_bundle(bundle: Path, out: ProjectLocation | None) -> None:
    """Make a project of its own of BUNDLE: a copy of the study that it holds.

    BUNDLE holds all decisions, packed or as 'qualog export log-jsonl' wrote them. OUT is
    NAME.qualog here unless you say.
    """
    place = out or Path(f"{bundle.name.partition('.')[0]}.qualog")
    with Project.from_bundle(bundle, place) as project:
        where = project.log.store.name
        count = project.state.decisions
        click.echo(f"Opened “{project.state.name}” in {where}: {counted(count, 'decision')}.")
        names = ", ".join(each.name for each in project.state.authors.values())
        click.echo(f"Say who decides in this copy: qualog author use NAME, of {names}.")


@click.command("redact")
@click.argument("decision")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@deciding
def redact_command(decision: str, yes: bool, project: Project, why: str | None) -> None:
    """Erase the words of DECISION for good, here and in every other copy at its next merge.

    That it was made, when and by whom stays in the log.
    """
    if not yes:
        click.confirm(f"Erase the words of {decision} for good?", abort=True, err=True)
    decided("Erased the words", project.redact(decision, why=why))
    warn_if_unscrubbed(project.log.store)


def tell(project: Project, taken: MergeResult, source: str) -> None:
    """Say what came in from a source, and what came to light."""
    if not taken.count:
        click.echo(f"{source}: nothing new.")
    for replica, count in sorted(taken.entries.items()):
        who = project.state.author_names(_authors(project, replica))
        click.echo(f"{source}: {counted(count, 'decision')} by {who} ({replica[:4]})")
    for fork in taken.forks:
        click.echo(
            f"  The copy {fork.replica[:4]} went on in two places after {fork.replica[:4]}."
            f"{fork.seq}: a backup was put back, or one file was worked on in two places. Both "
            "are kept, as branches."
        )
    for replica in taken.ahead:
        click.echo(f"  The clock of the copy {replica[:4]} is more than a day ahead.")
    if taken.erased:
        click.echo("  Words that were erased there are erased here too.")
        warn_if_unscrubbed(project.log.store)
    if taken.count and (questions := project.state.questions):
        click.echo(f"  {counted(len(questions), 'question')} to settle: qualog questions")


@contextmanager
def _watching(project: Project) -> Iterator[None]:
    """Say so where others' codings of an open blind round come in."""
    before = project.blinding.count if project.blinding else 0
    yield
    if project.blinding and project.blinding.count > before:
        for each in project.blinding.rounds:
            click.echo(
                f"  The blind round “{each.name}” is open. What others coded in it is not shown, "
                "but this copy may hold it now: what is coded here from now on can no longer be "
                "shown to be independent.",
                err=True,
            )


def warn_if_unscrubbed(store: Store) -> None:
    """Say so if another program keeps erased words from being cleared out of the project."""
    if not store.scrubbed:
        click.echo(
            "  Another program has the project open, so unused places of it may still hold the "
            "words. Close it, and run 'qualog doctor'.",
            err=True,
        )


def _authors(project: Project, replica: str) -> list[str]:
    """Give the authors of the last line of a replica, for those who read what came in."""
    head = project.log.store.heads()[replica]
    entry = project.log.store.entry(replica, head.seq)
    return entry.authors.split() if entry is not None else []
