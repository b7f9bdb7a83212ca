"""Signing how far a replica came, and checking what was signed against the log."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve, frozen

from qualog.log.integrity.checkpoint import Checkpoint, origin, signed_text
from qualog.log.integrity.keys import find_key, is_signed, keep_key
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.branches import Branches
from qualog.log.store import Store


@frozen
class Disproof:
    """A checkpoint that the log contradicts, and how."""

    replica: str
    size: int
    what: str


@frozen
class Signatures:
    """What signed checkpoints say about a log.

    `covered` is, for each replica and branch, the last of its lines that a checkpoint binds;
    `lines` is how many that are in all. `disproof` is the first checkpoint that does not hold,
    or None.
    """

    covered: dict[str, int]
    lines: int
    disproof: Disproof | None = None


def sign(store: Store, replica: str) -> Checkpoint | None:
    """Sign how far a replica of this machine came, and keep that in the log's store.

    Gives None, and signs nothing, if the replica has no line, forked, or has signed this already.
    """
    head = store.heads().get(replica)
    branches = Branches(store.branches())
    if head is None or branches.forked(replica) or replica in branches.named:
        return None
    before = {(c.size, c.root, c.key) for c in store.checkpoints() if c.replica == replica}
    if any(size == head.seq for size, _, _ in before):
        return None
    key = find_key(store.project, replica)
    begun = key.signed if (key.signed.size, key.signed.root, key.public) in before else Frontier()
    grown = begun.grown(hash_ for _, hash_ in store.hashes(replica, begun.size))
    text = signed_text(origin(store.project, replica), grown.size, grown.root)
    keep_key(store.project, replica, evolve(key, signed=grown))
    made = Checkpoint(replica, grown.size, grown.root, key.public, key.sign(text))
    store.write(lambda writing: writing.put_checkpoints([made]), replica=replica)
    return made


def check(store: Store, others: Sequence[Checkpoint] = ()) -> Signatures:
    """Check the checkpoints of a store, and others that left the machine, against the log."""
    placed, disproof = fitted(store, [*store.checkpoints(), *others])
    branches = Branches(store.branches())
    covered: dict[str, int] = {}
    for each in placed:
        for run, end in branches.path(each.replica, each.size).items():
            covered[run] = max(covered.get(run, 0), end)
    begins = {name: branch.seq for name, branch in branches.named.items()}
    lines = sum(end - begins.get(run, 0) for run, end in covered.items())
    return Signatures(covered, lines, disproof)


def fitted(
    store: Store, checkpoints: Sequence[Checkpoint]
) -> tuple[list[Checkpoint], Disproof | None]:
    """Find which replica or branch each checkpoint binds; give the first that does not hold."""
    branches = Branches(store.branches())
    keys = {branches.root(each.replica): each.key for each in store.checkpoints()}
    roots = _roots(store, branches, checkpoints)
    placed: list[Checkpoint] = []
    for each in checkpoints:
        root = branches.root(each.replica)
        text = signed_text(origin(store.project, root), each.size, each.root)
        if keys.setdefault(root, each.key) != each.key:
            return placed, Disproof(root, each.size, "is signed with another key than before")
        if not is_signed(each.key, each.signature, text):
            return placed, Disproof(root, each.size, "has a signature that does not hold")
        runs = (root, *branches.runs_after(root))
        run = next((run for run in runs if roots.get((run, each.size)) == each.root), None)
        if run is None:
            told = "does not fit the log: lines were cut off or changed"
            return placed, Disproof(root, each.size, told)
        placed.append(evolve(each, replica=run))
    return placed, None


def path_hashes(store: Store, branches: Branches, run: str) -> Iterator[bytes]:
    """Give the hashes of the lines that lead to the end of a run, from its root's first on."""
    ends = branches.path(run, store.heads()[run].seq)
    for each in reversed(ends):
        for seq, hash_ in store.hashes(each):
            if seq > ends[each]:
                break
            yield hash_


def _roots(
    store: Store, branches: Branches, checkpoints: Sequence[Checkpoint]
) -> dict[tuple[str, int], bytes]:
    """Compute the root of each run at the sizes that are spoken of, in one pass over each."""
    sizes: dict[str, set[int]] = {}
    for each in checkpoints:
        sizes.setdefault(branches.root(each.replica), set()).add(each.size)
    roots = {}
    for run, head in store.heads().items():
        branch = branches.named.get(run)
        first = branch.seq if branch is not None else 0
        wanted = sorted(s for s in sizes.get(branches.root(run), ()) if first < s <= head.seq)
        if wanted:
            hashes = path_hashes(store, branches, run)
            frontier = Frontier()
            for size in wanted:
                frontier = frontier.grown(islice(hashes, size - frontier.size))
                roots[run, size] = frontier.root
    return roots
