"""Commands that bring in what other copies decided: merge and sync."""

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.language import message, plural
from qualog.project.locations import create_store, project_location
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.erasing import warn_if_unscrubbed
from qualog_cli.shared.formats import short_copy
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say
from qualog_cli.sharing.arrivals import authors_of, say_arrivals, watching_blind_rounds
from qualog_cli.sharing.meeting import meeting_options, taken_in


@command("merge")
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@meeting_options
@deciding
def merge_command(
    others: tuple[Path, ...],
    accept: tuple[str, ...],
    accept_clock: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Bring in the decisions of other copies of the study.

    OTHERS are project files; they are only read. It does not matter in which order copies are
    merged, nor how often. For both ways, merge here, then merge this file there. A copy that comes
    for the first time is shown with its letters, and you are asked whose it is.

    Examples:
        qualog merge from-samir/trust.qualog
        qualog merge from-samir/trust.qualog from-ada/trust.qualog

    See also: copies, bundle, sync, questions
    """
    for other in others:
        with watching_blind_rounds(project):
            came = taken_in(partial(project.copies.merge, other), accept, accept_clock)
            say_arrivals(project, came, str(other))


@command("sync")
@click.argument("url")
@meeting_options
@deciding
def sync_command(
    url: str,
    accept: tuple[str, ...],
    accept_clock: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Exchange decisions with a database that a team shares.

    What the database at URL lacks goes there, and what this copy lacks comes here; the study is put
    there if it is not there yet. A copy that comes for the first time is shown with its letters,
    and you are asked whose it is. A password belongs in ~/.pgpass.

    Examples:
        qualog sync postgresql://ingrid@db.example.org/studies

    See also: copies, merge, bundle
    """
    place = project_location(url)
    if isinstance(place, Path):
        raise BadInput(
            "“{url}” is not a URL. To bring in the decisions of another file: qualog merge", url=url
        )
    with closing(create_store(place, project.log.store.project)) as shared:
        with watching_blind_rounds(project):
            came, went = taken_in(partial(project.copies.sync, shared), accept, accept_clock)
            say_arrivals(project, came, shared.name)
        for replica, count in sorted(went.entries.items()):
            say(
                plural(
                    "Sent one decision by {authors} (copy {copy}).",
                    "Sent {n} decisions by {authors} (copy {copy}).",
                    count,
                    authors=project.state.author_names(authors_of(project, replica)),
                    copy=short_copy(replica),
                )
            )
        if not went.count:
            say(message("Nothing to send."))
        warn_if_unscrubbed(shared)
