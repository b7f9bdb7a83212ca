"""The log of a project and what it amounts to: chains, forks, clocks, erasures, kinds."""

from collections.abc import Iterator
from datetime import datetime

from qualog.health.finding import Finding
from qualog.log.cache_file import cache_file
from qualog.log.erasure import receipts, unconfirmed
from qualog.log.integrity.signing import check
from qualog.log.replication.branches import Branches
from qualog.log.replication.transfer import FUTURE
from qualog.project.project import Project
from qualog.replay.cache import load


def cached(project: Project) -> Iterator[Finding]:
    """Tell whether the cache can be believed; one that cannot is deleted, and made anew."""
    file = cache_file(project.log.store)
    if not file.exists():
        return
    if load(project.log.store) is not None:
        yield Finding("good", "cache", "The cache is sound.")
    else:
        yield Finding(
            "note",
            "cache",
            f"{file.name} was not made of this log by this program, or was damaged. It is not "
            "used; one is made anew when it is needed.",
        )


def chains(project: Project) -> Iterator[Finding]:
    """Compute every chain, commitment and signed checkpoint anew."""
    found, disproof = project.verify(), check(project.log.store).disproof
    if found.fault is not None:
        wrong = f"{found.fault.decision} {found.fault.what}"
    elif disproof is not None:
        wrong = f"the checkpoint of {disproof.replica} at line {disproof.size} {disproof.what}"
    else:
        yield Finding("good", "log", f"The log verifies: {_counted(found.lines, 'line')}.")
        return
    yield Finding(
        "bad",
        "log",
        f"The log does not verify: {wrong}.",
        "Work on with a backup or another author's copy, and merge what else is sound.",
    )


def forks(project: Project) -> Iterator[Finding]:
    """Tell which replicas went on in two places at once."""
    branches = Branches(project.log.store.branches())
    places = sorted({(each.parent, each.seq) for each in branches.named.values()})
    for parent, seq in places:
        yield Finding(
            "note",
            "forks",
            f"The replica {branches.root(parent)[:4]} went on in two places after its line {seq}"
            f"{_by(project, parent, seq)}. Both are kept.",
            "Nothing is lost. It comes of a backup that was put back, or of a folder that a "
            "service synchronises: let copies merge instead.",
        )


def clocks(project: Project) -> Iterator[Finding]:
    """Tell which copies date their decisions more than a day ahead of this machine."""
    for replica, head in project.log.store.heads().items():
        if head.at >> 16 > project.log.clock() + FUTURE:
            day = datetime.fromtimestamp((head.at >> 16) / 1000)
            yield Finding(
                "warning",
                "clocks",
                f"The replica {replica[:4]}{_by(project, replica, head.seq)} dates its last "
                f"decision {day:%Y-%m-%d %H:%M}, which is not yet.",
                "Set the clock of that machine, or of this one. Nothing is lost; dates from "
                "there, and those decided after them, are wrong.",
            )


def erasures(project: Project) -> Iterator[Finding]:
    """Tell which copies have not yet confirmed an erasure, and what no copy can confirm."""
    store = project.log.store
    heads = store.heads()
    waiting = unconfirmed(store)
    for receipt, replicas in waiting.items():
        who = ", ".join(f"{each[:4]}{_by(project, each, heads[each].seq)}" for each in replicas)
        yield Finding(
            "warning",
            "erasure",
            f"Not every copy has confirmed the erasure {_short(receipt)}: {who} not yet.",
            "Merge with each of them, and back: until then it may still hold the words.",
        )
    if done := [entry for entry, _ in receipts(store)]:
        day = datetime.fromtimestamp(max(each.milliseconds for each in done) / 1000)
        yield Finding(
            "note",
            "erasure",
            f"Backups, bundles and exports made before {day:%Y-%m-%d %H:%M} may still hold words "
            "that were erased here.",
            "Delete them. To merge one does not bring the words back.",
        )


def kinds(project: Project) -> Iterator[Finding]:
    """Tell which decisions no installed code can read."""
    for kind, count in project.state.unknown.items():
        yield Finding(
            "warning",
            "kinds",
            f"{_counted(count, 'decision')} of the kind {kind} cannot be read here; kept all the "
            "same, without effect.",
            "Install the plugin whose name the kind begins with, or a newer Qualog.",
        )


def copy(project: Project) -> Iterator[Finding]:
    """Tell which replica writes here, and why it is a new one if it is."""
    own = project.log.replica
    who = project.state.author_names(project.author)
    whose = f" for {who}" if who else ""
    if own in project.log.store.heads():
        yield Finding("good", "copy", f"This copy writes as the replica {own[:4]}{whose}.")
    elif project.was_put_back:
        yield Finding(
            "note",
            "copy",
            "This file is older than what was written here last: a backup was put back. It will "
            f"write as a replica of its own{whose}.",
            "Merge with the copies that others have: they may hold what came after the backup.",
        )
    else:
        yield Finding(
            "good", "copy", f"This is a new copy. It will write as a replica of its own{whose}."
        )


def _by(project: Project, replica: str, seq: int) -> str:
    entry = project.log.store.entry(replica, seq)
    return f" ({project.state.author_names(entry.authors.split())})" if entry else ""


def _short(decision: str) -> str:
    replica, _, seq = decision.partition(".")
    return f"{replica[:4]}.{seq}"


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"
