"""Merging: from another copy, a bundle, a database; the same rules for all of them.

A log is the union of its replicas' chains. Entries come in at the ends of their chains, without
gaps, after what their writers had seen, with every hash computed again; so it does not matter in
which order copies meet, nor how often. All of it is one transaction: if one entry does not hold
up, nothing was changed.
"""

from collections import Counter
from collections.abc import Mapping

from attrs import define, field, frozen

from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.log.cache_file import delete_cache
from qualog.log.codec import decoder
from qualog.log.contents import contents_named
from qualog.log.entry import (
    ZERO_HASH,
    LogEntry,
    computed_hash,
    content_commitment,
    sealed_commitment,
    short_id,
)
from qualog.log.erasure import Erasures, erase, erasures
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.signing import fitted
from qualog.log.replication.branches import Branches
from qualog.log.replication.forks import Fork, Placement, place
from qualog.log.replication.references import References
from qualog.log.store import EntrySource, LogRange, Store, StoredEntry, Transaction

_CHUNK = 1000
FUTURE = 24 * 60 * 60 * 1000
"""How far a clock may be ahead, in milliseconds, before it is reported."""


@frozen
class MergeResult:
    """What came in, and what came to light by it.

    Attributes:
        entries: how many entries came in of each replica or branch.
        forks: replicas that turned out to have gone on in two places.
        erased: whether words were erased here because the other copy had erased them.
        ahead: replicas whose clock is more than a day ahead of this machine's.
    """

    entries: Mapping[str, int]
    forks: tuple[Fork, ...] = ()
    erased: bool = False
    ahead: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many entries came in."""
        return sum(self.entries.values())


def merge_from(
    store: Store, source: EntrySource, *, now: int, by_mail: bool = False
) -> MergeResult:
    """Bring in what a store lacks of another copy of the same project.

    Args:
        store: where the entries go.
        source: the other copy.
        now: UTC milliseconds, to notice clocks that are far ahead.
        by_mail: whether anybody could have made it up: then the last entry of each replica must
            be signed, where the key of that replica is known.

    Raises:
        LogError: it is another project, an entry does not hold up, or something that the entries
            rest on is in neither copy; nothing was changed.
    """
    if source.project != store.project:
        raise LogError("That is another project: only copies of one project can be merged.")
    result = store.write(lambda transaction: _Merge(store, source, transaction, by_mail).all(now))
    if result.erased:
        delete_cache(store)  # a process that did not know yet may have written one
    return result


@define
class _Merge:
    """One merge, within a transaction.

    Attributes:
        store: where the entries go.
        source: the other copy.
        transaction: what they are written in.
        by_mail: whether anybody could have made it up.
        _ends: number, hash and clock of the last entry of each run that came in.
        _came: how many entries came in of each run.
        _wordless: entries and contents that came without words, and no receipt is known yet.
        _ahead: replicas whose clock is far ahead.
    """

    store: Store
    source: EntrySource
    transaction: Transaction
    by_mail: bool
    _ends: dict[str, tuple[int, bytes, int]] = field(factory=dict)
    _came: Counter[str] = field(factory=Counter)
    _wordless: list[tuple[LogEntry, str]] = field(factory=list)
    _ahead: set[str] = field(factory=set)

    def all(self, now: int) -> MergeResult:
        placement = place(self.store, self.source, self.transaction)
        known = erasures(self.store)
        self._put(placement, known, latest=now + FUTURE)
        erased = self._erase(known)  # only now are all receipts here
        self._keep_checkpoints()
        return MergeResult(
            entries=dict(self._came),
            forks=placement.forks,
            erased=erased,
            ahead=tuple(sorted(self._ahead)),
        )

    def _put(self, placement: Placement, known: Erasures, *, latest: int) -> None:
        references = References(self.store)
        chunk: list[StoredEntry] = []
        for stored in self.source.stored_entries(LogRange(after=placement.after)):
            entry = stored.entry
            run = placement.run(entry.replica, entry.seq)
            if run is None:
                continue
            root = references.branches.root(run)
            if run != entry.replica:  # a fork was found: its own log may not know of that yet
                entry = entry._replace(replica=run)
                stored = stored._replace(entry=entry)
            self._check(entry, root)
            if entry.kind == ReplicasMerged.kind or len(chunk) >= _CHUNK or stored.contents:
                # What a `replicas-merged` had seen is looked up in the store, so it must be there;
                # and texts are long, so few are held at once.
                self.transaction.put(chunk)
                chunk.clear()
            if entry.kind == ReplicasMerged.kind:
                self._check_past(entry, references)
            self._check_words(stored, known)
            chunk.append(known.purge(stored))
            self._came[run] += 1
            if entry.milliseconds > latest:
                self._ahead.add(run)
        self.transaction.put(chunk)

    def _keep_checkpoints(self) -> None:
        """Keep what others signed, and refuse what contradicts it.

        Entries that came by mail must be signed by their replica's key, if that is known: who
        made them up has no such key.
        """
        known = self.store.checkpoints()
        offered = [
            checkpoint for checkpoint in self.source.checkpoints() if checkpoint not in known
        ]
        fitting, disproof = fitted(self.store, offered)
        if disproof is not None:
            raise LogError(
                "The other copy does not check out: {problem}. Nothing was changed.",
                problem=disproof.problem,
            )
        if self.by_mail:
            self._refuse_unsigned(known, fitting)
        self.transaction.put_checkpoints(fitting)

    def _refuse_unsigned(self, known: list[Checkpoint], fitting: list[Checkpoint]) -> None:
        branches = Branches(self.store.branches())
        signing = {branches.root(checkpoint.replica) for checkpoint in known}
        signed = {(checkpoint.replica, checkpoint.size) for checkpoint in (*known, *fitting)}
        for run in self._came:
            if branches.root(run) in signing and (run, self._ends[run][0]) not in signed:
                raise LogError(
                    "The last decisions of the copy {copy} are not signed with its key. Nothing "
                    "was changed. Let its author open that copy, decide or merge there, and send "
                    "a new bundle.",
                    copy=run[:4],
                )

    def _check(self, entry: LogEntry, root: str) -> None:
        """Refuse an entry that does not follow the last of its chain."""
        seq, previous, at = self._end(entry.replica)
        if entry.seq != seq + 1:
            raise LogError(
                "{decision} cannot follow {last}: what lies between is missing. Nothing was "
                "changed. Ask for a complete copy.",
                decision=entry.short_id,
                last=short_id(entry.replica, seq),
            )
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

    def _end(self, run: str) -> tuple[int, bytes, int]:
        """Return number, hash and clock of the last entry of a run.

        A branch of which nothing came in yet goes on from the place where it parts.
        """
        if run not in self._ends:
            branch = self.store.branches().get(run)
            head = self.store.heads().get(run)
            if head is not None:
                self._ends[run] = (head.seq, head.hash, head.at)
            elif branch is not None and branch.seq:
                self._ends[run] = self._end(branch.parent)
            else:
                self._ends[run] = (0, ZERO_HASH, 0)
        return self._ends[run]

    def _check_past(self, entry: LogEntry, references: References) -> None:
        """Refuse an entry whose writer had seen what is not here: it would come before its past."""
        decode = decoder(entry.kind, entry.version)
        if decode is None:
            return
        merged = references.resolve(decode(entry.body, None), entry.replica, entry.seq)
        assert isinstance(merged, ReplicasMerged)
        for replica, (seq, hash_) in merged.heads.items():
            seen = self.store.entry(replica, seq) if seq else None
            if seen is None or seen.hash.hex() != hash_:
                raise LogError(
                    "{decision} was decided after {seen}, which is in neither copy as it was then. "
                    "Nothing was changed. Ask for a complete copy.",
                    decision=entry.short_id,
                    seen=short_id(replica, seq),
                )
            if seen.at >= entry.at:
                raise LogError(
                    "{decision} is dated before {seen}, after which it was decided. Nothing was "
                    "changed.",
                    decision=entry.short_id,
                    seen=seen.short_id,
                )

    def _check_words(self, stored: StoredEntry, known: Erasures) -> None:
        """Refuse words that are not those that were sealed; remember where there are none."""
        entry, sealed, contents = stored
        if sealed is not None and sealed_commitment(sealed) != entry.commitment:
            raise LogError(
                "{decision} has other words than it was sealed with. Nothing was changed.",
                decision=entry.short_id,
            )
        if sealed is None and entry.commitment and not known.has(entry.replica, entry.seq):
            self._wordless.append((entry, ""))
        given = {content.id: content for content in contents}
        for named in contents_named(entry.body):
            content = given.pop(named.content, None)
            if content is None:
                if named.content not in known.contents:
                    self._wordless.append((entry, named.content))
            elif content_commitment(content.salt, content.bytes).hex() != named.commitment:
                raise LogError(
                    "{decision} has another text or file than it was sealed with. Nothing was "
                    "changed.",
                    decision=entry.short_id,
                )
        if given:
            raise LogError(
                "{decision} comes with a text that it does not refer to. Nothing was changed.",
                decision=entry.short_id,
            )

    def _erase(self, before: Erasures) -> bool:
        """Delete what the receipts that came in name; refuse words that lack without a receipt."""
        now = erasures(self.store)
        for entry, content in self._wordless:
            if not (content in now.contents if content else now.has(entry.replica, entry.seq)):
                raise LogError(
                    "The words of {decision} are missing, and no receipt says that they were "
                    "erased. Nothing was changed. Ask for a complete copy.",
                    decision=entry.short_id,
                )
        if now == before:
            return False
        erase(self.store, self.transaction, now.entries, now.contents)
        return True
