"""The log of a project and what it amounts to: chains, forks, clocks, erasures, kinds."""

from collections.abc import Iterator
from datetime import datetime

from qualog.health.finding import Finding
from qualog.language import Sayable, clauses, listing, message, paragraph, plural
from qualog.log.cache_file import cache_file
from qualog.log.entry import short_id
from qualog.log.erasure import receipts, unconfirmed
from qualog.log.replication.branches import Branches
from qualog.log.replication.offer import FUTURE
from qualog.log.strict.line import line_faults
from qualog.project.project import Project
from qualog.replay.cache import load


def cached(project: Project) -> Iterator[Finding]:
    """Yield whether the cache can be believed; one that cannot is deleted, and made again."""
    file = cache_file(project.log.store)
    if not file.exists():
        return
    if load(project.log.store) is not None:
        yield Finding("good", "cache", message("The cache is sound."))
    else:
        yield Finding(
            "note",
            "cache",
            message(
                "The cache {file} was not made from this log by this version of Qualog, or is "
                "damaged. It has been deleted, and is made again when it is needed.",
                file=file.name,
            ),
        )


def chains(project: Project) -> Iterator[Finding]:
    """Yield whether every chain, commitment and signed checkpoint still holds."""
    found = project.verify()
    if found.fault is not None:
        yield _does_not_check_out(found.fault.problem)
    else:
        decisions = plural("one decision", "{n} decisions", found.entries)
        whole = message("The log checks out: {decisions} verified.", decisions=decisions)
        yield Finding("good", "log", whole)
    for unproven in found.unproven:
        if unproven != project.log.replica:  # this copy signs when it is closed
            yield Finding(
                "warning",
                "log",
                message(
                    "Nothing that the copy {copy} decided is signed with its key.",
                    copy=_copy(project, unproven, unproven, 1),
                ),
                message("Let its author open that copy, which signs it, and merge it here."),
            )


def _does_not_check_out(problem: Sayable) -> Finding:
    return Finding(
        "bad",
        "log",
        message("The log does not check out: {problem}.", problem=problem),
        message("Continue with a backup or another author's copy, and merge what else is sound."),
    )


def forks(project: Project) -> Iterator[Finding]:
    """Yield which copies went on in two places at once."""
    branches = Branches(project.log.store.branches())
    places = sorted({(branch.parent, branch.seq) for branch in branches.named.values()})
    for parent, seq in places:
        yield Finding(
            "note",
            "forks",
            message(
                "The copy {copy} went on in two places after {decision}. Both are kept.",
                copy=_copy(project, branches.root(parent), parent, seq),
                decision=short_id(branches.root(parent), seq),
            ),
            message(
                "Nothing is lost. The cause is a backup that was restored, or a folder that a "
                "service synchronises: merge copies instead."
            ),
        )


def clocks(project: Project) -> Iterator[Finding]:
    """Yield which copies date their decisions more than a day ahead of this machine."""
    for replica, head in project.log.store.heads().items():
        if head.at >> 16 > project.log.clock() + FUTURE:
            yield Finding(
                "warning",
                "clocks",
                message(
                    "The copy {copy} dates its last decision {time}, which is in the future.",
                    copy=_copy(project, replica, replica, head.seq),
                    time=_time(head.at >> 16),
                ),
                message(
                    "Set the clock of that machine, or of this one. Nothing is lost, but the dates "
                    "of its decisions, and of those made after them, are wrong."
                ),
            )


def erasures(project: Project) -> Iterator[Finding]:
    """Yield which copies have not yet confirmed an erasure, and what no copy can confirm."""
    store = project.log.store
    heads = store.heads()
    for receipt, replicas in unconfirmed(store).items():
        replica, _, seq = receipt.partition(".")
        yield Finding(
            "warning",
            "erasure",
            message(
                "The erasure {decision} has not been confirmed yet by: {copies}.",
                decision=short_id(replica, int(seq)),
                copies=listing(_copy(project, name, name, heads[name].seq) for name in replicas),
            ),
            message(
                "Merge with each of them, in both directions: until then it may still have the "
                "words."
            ),
        )
    if done := [entry for entry, _ in receipts(store)]:
        yield Finding(
            "note",
            "erasure",
            message(
                "Backups, bundles and exports made before {time} may still contain words that have "
                "been erased here.",
                time=_time(max(entry.milliseconds for entry in done)),
            ),
            message("Delete them. Merging one does not bring the words back."),
        )


def kinds(project: Project) -> Iterator[Finding]:
    """Yield which decisions no installed code can read."""
    for kind, count in project.state.unknown.items():
        yield Finding(
            "warning",
            "kinds",
            plural(
                "One decision of the kind {kind} cannot be read here; it is kept, without effect.",
                "{n} decisions of the kind {kind} cannot be read here; they are kept, without "
                "effect.",
                count,
                kind=kind,
            ),
            message("Install the plugin whose name the kind begins with, or upgrade Qualog."),
        )


def lines(project: Project) -> Iterator[Finding]:
    """Yield which lines are not as Qualog writes them, and what that hinders."""
    for stored in project.log.store.stored_entries():
        entry = stored.entry
        if not (faults := list(line_faults(stored))):
            continue
        hindered = message("No other copy will take it in, nor what its copy decided afterwards.")
        if project.log.decision(entry) is None:
            hindered = message(
                "It is kept, without effect. No other copy will take it in, nor what its copy "
                "decided afterwards."
            )
        yield Finding(
            "bad",
            "lines",
            paragraph(
                message(
                    "{decision} is not as Qualog writes it: {faults}.",
                    decision=entry.short_id,
                    faults=clauses(faults),
                ),
                hindered,
            ),
            message(
                "Go on with a copy of the study that does not have it, or with a backup; "
                "what was decided here since can be decided there again."
            ),
        )


def copy(project: Project) -> Iterator[Finding]:
    """Yield which copy this is, and why it is a new one if it is."""
    own = project.log.replica
    name = _named(own, project.state.author_names(project.author))
    if own in project.log.store.heads():
        yield Finding("good", "copy", message("This is the copy {copy}.", copy=name))
    elif project.was_put_back:
        yield Finding(
            "note",
            "copy",
            message(
                "This file is older than what was written here last: a backup was put back. It "
                "will continue as a new copy, {copy}.",
                copy=name,
            ),
            message(
                "Merge with the copies that others have: they may hold what came after the backup."
            ),
        )
    else:
        new = message("This is a new copy. Its decisions will be those of {copy}.", copy=name)
        yield Finding("good", "copy", new)


def _copy(project: Project, shown: str, replica: str, seq: int) -> Sayable:
    """Return how a copy is called, with who decided at a place in it."""
    entry = project.log.store.entry(replica, seq)
    authors = project.state.author_names(entry.authors.split()) if entry else ""
    return _named(shown, authors)


def _named(replica: str, authors: str) -> Sayable:
    if not authors:
        return replica[:4]
    return message("{copy} ({authors})", copy=replica[:4], authors=authors)


def _time(milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000):%Y-%m-%d %H:%M}"
