"""Signing how far a replica came, and checking what was signed against the log."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve, field, frozen

from qualog.language import Sayable, message, number
from qualog.log.integrity.chain_key import chain_key
from qualog.log.integrity.checkpoint import Checkpoint, origin, signed_text
from qualog.log.integrity.keys import find_frontier, find_key, is_signed, keep_frontier
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.branches import Branches
from qualog.log.store import Store


@frozen
class Disproof:
    """A checkpoint that the log contradicts.

    Attributes:
        replica: whose checkpoint it is; for a branch, the replica that it began as.
        size: how many entries it is of.
        problem: how the log contradicts it: a clause, to stand in a sentence.
    """

    replica: str
    size: int
    problem: Sayable


@frozen
class Signatures:
    """What signed checkpoints say about a log.

    Attributes:
        covered: for each replica and branch, the last of its entries that a checkpoint binds.
        entries: how many entries are bound in all.
        unsigned: for each replica and branch of which some are not, how many entries are not.
        disproof: the first checkpoint that does not hold, or None.
    """

    covered: dict[str, int]
    entries: int
    unsigned: dict[str, int] = field(factory=dict)
    disproof: Disproof | None = None


def sign(store: Store, replica: str) -> Checkpoint | None:
    """Sign how far a replica of this machine came, and keep that in the log's store.

    Returns:
        The checkpoint; None, and nothing is signed, if the replica has no entry, forked, has
        signed this already, or has lost its key.
    """
    head = store.heads().get(replica)
    branches = Branches(store.branches())
    if head is None or branches.forked(replica) or replica in branches.named:
        return None
    before = [checkpoint for checkpoint in store.checkpoints() if checkpoint.replica == replica]
    if any(checkpoint.size == head.seq for checkpoint in before):
        return None
    key = find_key(store.project, replica)
    if key is None or chain_key(store, replica) not in (None, key.public):
        return None
    kept = find_frontier(store.project, replica)
    known = any((kept.size, kept.root) == (signed.size, signed.root) for signed in before)
    begun = kept if known else Frontier()
    grown = begun.grown(hash_ for _, hash_ in store.hashes(replica, begun.size))
    text = signed_text(origin(store.project, replica), grown.size, grown.root)
    keep_frontier(store.project, replica, grown)
    made = Checkpoint(replica, grown.size, grown.root, key.public, key.sign(text))
    store.write(lambda transaction: transaction.put_checkpoints([made]), replica=replica)
    return made


def check(store: Store, others: Sequence[Checkpoint] = ()) -> Signatures:
    """Check the checkpoints of a store, and others that left the machine, against the log."""
    placed, disproof = fitted(store, [*store.checkpoints(), *others])
    branches = Branches(store.branches())
    covered: dict[str, int] = {}
    for checkpoint in placed:
        for run, end in branches.path(checkpoint.replica, checkpoint.size).items():
            covered[run] = max(covered.get(run, 0), end)
    begins = {name: branch.seq for name, branch in branches.named.items()}
    entries = sum(end - begins.get(run, 0) for run, end in covered.items())
    unsigned = {
        run: head.seq - max(covered.get(run, 0), begins.get(run, 0))
        for run, head in store.heads().items()
    }
    bare = {run: count for run, count in unsigned.items() if count > 0}
    return Signatures(covered, entries, bare, disproof)


def fitted(
    store: Store, checkpoints: Sequence[Checkpoint]
) -> tuple[list[Checkpoint], Disproof | None]:
    """Find which replica or branch each checkpoint binds.

    Returns:
        The checkpoints that hold, each with the run that it binds, up to the first that does not;
        and that one, or None.
    """
    branches = Branches(store.branches())
    keys = {branches.root(known.replica): known.key for known in store.checkpoints()}
    named = {branches.root(offered.replica) for offered in checkpoints}
    keys |= {root: key for root in named if (key := chain_key(store, root)) is not None}
    roots = _roots(store, branches, checkpoints)
    placed: list[Checkpoint] = []
    for checkpoint in checkpoints:
        root, size = branches.root(checkpoint.replica), checkpoint.size
        text = signed_text(origin(store.project, root), size, checkpoint.root)
        runs = (root, *branches.runs_after(root))
        run = next((run for run in runs if roots.get((run, size)) == checkpoint.root), None)
        places = {"copy": root[:4], "size": number(size)}
        if keys.setdefault(root, checkpoint.key) != checkpoint.key:
            problem = message(
                "the checkpoint of the copy {copy} at decision {size} is signed with another key "
                "than before",
                **places,
            )
        elif not is_signed(checkpoint.key, checkpoint.signature, text):
            problem = message(
                "the checkpoint of the copy {copy} at decision {size} has a signature that is not "
                "valid",
                **places,
            )
        elif run is None:
            problem = message(
                "the checkpoint of the copy {copy} at decision {size} does not fit the log: "
                "decisions have been cut off or changed",
                **places,
            )
        else:
            placed.append(evolve(checkpoint, replica=run))
            continue
        return placed, Disproof(root, size, problem)
    return placed, None


def path_hashes(store: Store, branches: Branches, run: str) -> Iterator[bytes]:
    """Yield the hashes of the entries that lead to the end of a run, from its root's first on."""
    ends = branches.path(run, store.heads()[run].seq)
    for part in reversed(ends):
        for seq, hash_ in store.hashes(part):
            if seq > ends[part]:
                break
            yield hash_


def _roots(
    store: Store, branches: Branches, checkpoints: Sequence[Checkpoint]
) -> dict[tuple[str, int], bytes]:
    """Return the root of each run at the sizes of checkpoints, computed in one pass over each."""
    sizes: dict[str, set[int]] = {}
    for checkpoint in checkpoints:
        sizes.setdefault(branches.root(checkpoint.replica), set()).add(checkpoint.size)
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
