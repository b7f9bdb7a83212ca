"""What another copy offers, read through once and checked before anything of it is kept.

Each chain must go on without a gap from what is here, each hash be that of its line, and each line
be as Qualog writes it; a chain must be its key's own. What is remembered of it is little: the
hashes, whose chains these are, and what their writers had seen.
"""

from collections.abc import Iterator, Mapping

from attrs import define, field

from qualog.decisions import Decision
from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.log.codec import fields_in, without_words
from qualog.log.entry import ZERO_HASH, LogEntry, computed_hash, short_id
from qualog.log.integrity.beginning import begins, binds, passed_on
from qualog.log.integrity.chain_key import chain_key, first_line, key_bound
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.branches import Branches
from qualog.log.replication.forks import Placement
from qualog.log.replication.gate import Gate
from qualog.log.store import EntrySource, LogRange, Store, StoredEntry
from qualog.log.strict.line import line_faults

FUTURE = 24 * 60 * 60 * 1000
"""How far a clock may be ahead, in milliseconds, before it is not followed."""

_HASH = 32


@define
class OfferedRun:
    """The new lines of a replica or branch.

    Attributes:
        run: which it is, as it is called here.
        root: the replica that it began as.
        here: the number of the last line that was here before.
        first_authors: the authors of its first new line.
        since: when that was made, in UTC milliseconds.
        hashes: those of the new lines, one after the other.
    """

    run: str
    root: str
    here: int
    first_authors: str = ""
    since: int = 0
    hashes: bytearray = field(factory=bytearray)

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.here + len(self.hashes) // _HASH

    def hash_at(self, seq: int) -> bytes:
        """Return the hash of a new line."""
        at = (seq - self.here - 1) * _HASH
        return bytes(self.hashes[at : at + _HASH])


@define
class Ends:
    """The ends of the chains here, as lines are added to them one by one."""

    store: Store
    branches: Branches
    _ends: dict[str, tuple[int, bytes, int]] = field(factory=dict)

    def of(self, run: str) -> tuple[int, bytes, int]:
        """Return number, hash and clock of the last line of a run.

        A branch of which nothing came in yet goes on from the place where it parts.
        """
        if run not in self._ends:
            branch = self.branches.named.get(run)
            head = self.store.heads().get(run)
            if head is not None:
                self._ends[run] = (head.seq, head.hash, head.at)
            elif branch is not None and branch.seq:
                self._ends[run] = self.of(branch.parent)
            else:
                self._ends[run] = (0, ZERO_HASH, 0)
        return self._ends[run]

    def add(self, entry: LogEntry) -> None:
        """Take a line as the next of its chain.

        Raises:
            LogError: it does not follow the last one.
        """
        seq, previous, at = self.of(entry.replica)
        if entry.seq != seq + 1:
            raise LogError(
                "{decision} cannot follow {last}: what lies between is missing. Nothing was "
                "changed. Ask for a complete copy.",
                decision=entry.short_id,
                last=short_id(entry.replica, seq),
            )
        root = self.branches.root(entry.replica)
        project = self.store.project
        if computed_hash(entry, project=project, root=root, previous=previous) != entry.hash:
            raise LogError(
                "{decision} has been changed, or does not follow the decision before it. Nothing "
                "was changed here. To see what is wrong, verify the other copy: qualog verify",
                decision=entry.short_id,
            )
        if entry.at <= at:
            raise LogError(
                "{decision} is dated before the decision that it follows. Nothing was changed.",
                decision=entry.short_id,
            )
        self._ends[entry.replica] = (entry.seq, entry.hash, entry.at)


@define
class Offer:
    """What a source offers.

    Attributes:
        store: where it may go.
        source: where it comes from.
        placement: which run of this copy each line belongs to.
        branches: those of this copy, with forks that came to light.
        runs: the runs that have new lines.
        merges: lines that say what their writer had seen, in order: place, and how far in each run.
        begun: the first line of each root that is new and has one.
        authors: the author of each root that says it, an id.
        machines: the label of each root's machine.
        keys: the key that each root's new lines name, or else its checkpoints.
        names: what authors are called who are new.
        ahead: the runs whose clock is more than a day ahead.
    """

    store: Store
    source: EntrySource
    placement: Placement
    branches: Branches
    runs: dict[str, OfferedRun] = field(factory=dict)
    merges: list[tuple[str, int, Mapping[str, int]]] = field(factory=list)
    begun: dict[str, ReplicaBegun] = field(factory=dict)
    authors: dict[str, str] = field(factory=dict)
    machines: dict[str, str] = field(factory=dict)
    keys: dict[str, bytes] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)
    ahead: set[str] = field(factory=set)

    def lines(self) -> Iterator[StoredEntry]:
        """Yield the new lines, each under the run that it belongs to here."""
        for stored in self.source.stored_entries(LogRange(after=self.placement.after)):
            entry = stored.entry
            run = self.placement.run(entry.replica, entry.seq)
            if run is None:
                continue
            if run != entry.replica:  # a fork was found: its own log may not know of that yet
                stored = stored._replace(entry=entry._replace(replica=run))
            yield stored

    def author(self, root: str) -> str:
        """Return the author of a copy, an id: whom it names, else who decided its first line."""
        if root in self.authors:
            return self.authors[root]
        begun = first_line(self.store, root)
        if begun is not None:
            return begun.author
        first = self.store.entry(root, 1)
        if first is not None:
            return first.authors.partition(" ")[0]
        found = next(run for run in self.runs.values() if run.root == root)
        return found.first_authors.partition(" ")[0]


def read_offer(
    store: Store, source: EntrySource, placement: Placement, gate: Gate, now: int
) -> Offer:
    """Read through what a source offers.

    Raises:
        LogError: a line is not as it can be; the sentence names it.
    """
    offer = Offer(store, source, placement, Branches(store.branches()))
    reading = _Reading(offer, gate, now + FUTURE, Ends(store, offer.branches))
    for stored in offer.lines():
        reading.read(stored)
    for checkpoint in source.checkpoints():
        root = offer.branches.root(checkpoint.replica)
        known = chain_key(store, root) or offer.keys.get(root)
        if known is None:
            offer.keys[root] = checkpoint.key
        elif known != checkpoint.key:
            raise _another_key(root)
    for root, begun in offer.begun.items():
        if begun.passed is not None and not _is_passed_on(offer, root, begun):
            raise LogError(
                "The copy {copy} says that it goes on from another one, whose key did not sign "
                "that. Nothing was changed. Ask its author for another copy, by another way.",
                copy=root[:4],
            )
    return offer


def _is_passed_on(offer: Offer, root: str, begun: ReplicaBegun) -> bool:
    """Return whether the copy that is followed is known, and its key, if it has one, says so."""
    followed = (begun.follows or "").partition(".")[0]
    if followed not in offer.store.heads() and followed not in offer.runs:
        return False
    key = chain_key(offer.store, followed) or offer.keys.get(followed)
    return key is None or passed_on(offer.store.project, root, begun, key)


@define
class _Reading:
    offer: Offer
    gate: Gate
    latest: int
    ends: Ends

    def read(self, stored: StoredEntry) -> None:
        entry = stored.entry
        self.ends.add(entry)
        require_sound(stored)
        self._note(entry)
        decision = without_words(entry.kind, entry.version, entry.body)
        if decision is not None:
            self._learn(stored, decision)

    def _note(self, entry: LogEntry) -> None:
        offer = self.offer
        run = offer.runs.get(entry.replica)
        if run is None:
            root = offer.branches.root(entry.replica)
            run = OfferedRun(entry.replica, root, entry.seq - 1, entry.authors, entry.milliseconds)
            offer.runs[entry.replica] = run
        run.hashes += entry.hash
        if entry.milliseconds > self.latest:
            if not self.gate.follows_clock(run.root):
                raise LogError(
                    "{decision} is dated more than a day ahead of this machine's clock. Nothing "
                    "was changed. If that clock is right, correct the one here; if it is wrong "
                    "and its decisions are wanted all the same: --accept-clock {copy}",
                    decision=entry.short_id,
                    copy=run.root[:4],
                )
            offer.ahead.add(run.run)

    def _learn(self, stored: StoredEntry, decision: Decision) -> None:
        entry = stored.entry
        root = self.offer.branches.root(entry.replica)
        match decision:
            case ReplicaBegun():
                self._begin(stored, decision, root)
            case KeyBound():
                self._bind(entry, decision, root)
            case ReplicasMerged(heads=heads):
                seen = {replica: number for replica, (number, _) in heads.items()}
                self.offer.merges.append((entry.replica, entry.seq, seen))
            case AuthorAdded(author=author):
                name = _words(stored).get("name")
                if isinstance(name, str):
                    self.offer.names[author] = name

    def _begin(self, stored: StoredEntry, begun: ReplicaBegun, root: str) -> None:
        if stored.entry.seq != 1 or not begins(self.offer.store.project, root, begun):
            raise _not_its_own(stored.entry)
        self.offer.begun[root] = begun
        self.offer.authors[root] = begun.author
        self.offer.keys[root] = bytes.fromhex(begun.key)
        machine = _words(stored).get("machine")
        self.offer.machines[root] = machine if isinstance(machine, str) else ""

    def _bind(self, entry: LogEntry, bound: KeyBound, root: str) -> None:
        offer = self.offer
        key = bytes.fromhex(bound.key)
        known = chain_key(offer.store, root) or offer.keys.get(root)
        again = first_line(offer.store, root) or key_bound(offer.store, root)
        tree = Frontier().grown(self._hashes(entry.replica, bound.size))
        if (
            known not in (None, key)
            or again is not None
            or root in offer.authors
            or (tree.size, tree.root.hex()) != (bound.size, bound.root)
            or not binds(offer.store.project, root, bound)
        ):
            raise _not_its_own(entry)
        offer.authors[root] = bound.author
        offer.keys[root] = key

    def _hashes(self, run: str, size: int) -> Iterator[bytes]:
        """Yield the hashes of the first lines that lead to a run."""
        for part, last in reversed(self.offer.branches.path(run, size).items()):
            for seq, hash_ in self.offer.store.hashes(part):
                if seq <= last:
                    yield hash_
            if (new := self.offer.runs.get(part)) is not None:
                for seq in range(new.here + 1, min(last, new.last) + 1):
                    yield new.hash_at(seq)


def require_sound(stored: StoredEntry) -> None:
    """Check that a line is one that Qualog could have written.

    Raises:
        LogError: it is not; the sentence names it.
    """
    for fault in line_faults(stored):
        raise LogError(
            "{decision} cannot be merged: {fault}. Nothing was changed.",
            decision=stored.entry.short_id,
            fault=fault,
        )


def _words(stored: StoredEntry) -> Mapping[str, object]:
    return fields_in(stored.sealed.words) if stored.sealed is not None else {}


def _not_its_own(entry: LogEntry) -> LogError:
    return LogError(
        "{decision} says with which key its copy is signed, and that is not so. Nothing was "
        "changed. Ask its author for another copy, by another way.",
        decision=entry.short_id,
    )


def _another_key(root: str) -> LogError:
    return LogError(
        "This says that it is the copy {copy}, and it is signed with another key than {copy} began "
        "with. Nothing was changed. It did not come from its author's machine as it is: ask for "
        "another copy, by another way.",
        copy=root[:4],
    )
