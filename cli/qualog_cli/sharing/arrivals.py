"""What is said of decisions that came from another copy."""

from collections.abc import Iterator
from contextlib import contextmanager

from qualog.language import Message, message, plural
from qualog.log.replication.transfer import MergeResult
from qualog.project.project import Project
from qualog_cli.shared.erasing import warn_if_unscrubbed
from qualog_cli.shared.formats import short_copy
from qualog_cli.shared.output import say, warn


def say_arrivals(project: Project, result: MergeResult, source: str) -> None:
    """Print what came in from a source, and what came to light by it."""
    if not result.count:
        say(_nothing(result, source))
    for replica, count in sorted(result.entries.items()):
        say(
            plural(
                "From {source}: one decision by {authors} (copy {copy}).",
                "From {source}: {n} decisions by {authors} (copy {copy}).",
                count,
                source=source,
                authors=project.state.author_names(authors_of(project, replica)),
                copy=short_copy(replica),
            )
        )
    for line in _about_copies(project, result):
        say(f"  {line}")
    for fork in result.forks:
        forked = message(
            "The copy {copy} went on in two places after {copy}.{decision}: a backup was put back, "
            "or one file was worked on in two places. Both are kept, as branches.",
            copy=short_copy(fork.replica),
            decision=fork.seq,
        )
        say(f"  {forked}")
    for replica in result.ahead:
        ahead = message(
            "The clock of the copy {copy} is more than a day ahead.", copy=short_copy(replica)
        )
        say(f"  {ahead}")
    if result.erased:
        say(f"  {message('Words that were erased there have been erased here too.')}")
        warn_if_unscrubbed(project.log.store)
    if result.count and (questions := len(project.state.questions)):
        asked = plural(
            "One question to settle: qualog questions",
            "{n} questions to settle: qualog questions",
            questions,
        )
        say(f"  {asked}")


def _nothing(result: MergeResult, source: str) -> Message:
    if result.refused:
        return message(
            "From {source}: nothing came in, and nothing of it is remembered.", source=source
        )
    if result.left:
        return message(
            "From {source}: nothing came in, since its copies have ended: qualog copies",
            source=source,
        )
    return message("From {source}: nothing new.", source=source)


def _about_copies(project: Project, result: MergeResult) -> Iterator[object]:
    """Yield what is said of copies that were met, and of what was left out or is not signed."""
    for copy in result.met:
        yield message(
            "This copy knows {name}'s copy {copy} from now on.",
            name=copy.name,
            copy=short_copy(copy.replica),
        )
    for copy in result.vouched:
        yield message(
            "{name} accepted another copy of theirs, {copy} on “{machine}”: it came in too.",
            name=copy.name,
            copy=short_copy(copy.replica),
            machine=copy.machine,
        )
    for replica, count in sorted(result.carried.items()):
        yield plural(
            "One decision of the copy {copy} came along, since others rest on it: it was not "
            "accepted. Tell whose decisions those are.",
            "{n} decisions of the copy {copy} came along, since others rest on them: it was not "
            "accepted. Tell whose decisions those are.",
            count,
            copy=short_copy(replica),
        )
    for replica, count in sorted(result.left.items()) if result.count else ():
        yield plural(
            "One decision of the copy {copy} was left out.",
            "{n} decisions of the copy {copy} were left out.",
            count,
            copy=short_copy(replica),
        )
    for replica, count in sorted(result.unsigned.items()):
        yield plural(
            "One decision of {authors} (copy {copy}) is not signed yet.",
            "{n} decisions of {authors} (copy {copy}) are not signed yet.",
            count,
            authors=project.state.author_names(authors_of(project, replica)),
            copy=short_copy(replica),
        )


@contextmanager
def watching_blind_rounds(project: Project) -> Iterator[None]:
    """Warn where others' codings of an open blind round come in."""
    before = project.blinding.count if project.blinding else 0
    yield
    if project.blinding and project.blinding.count > before:
        for round_ in project.blinding.rounds:
            warn(
                message(
                    "The blind round “{name}” is open. What others coded in it is not shown, but "
                    "this copy may hold it now: what is coded here from now on can no longer be "
                    "shown to be independent.",
                    name=round_.name,
                )
            )


def authors_of(project: Project, replica: str) -> list[str]:
    """Return who made the last decision of a copy (ids), to tell people whose copy it is."""
    head = project.log.store.heads()[replica]
    entry = project.log.store.entry(replica, head.seq)
    return entry.authors.split() if entry is not None else []
