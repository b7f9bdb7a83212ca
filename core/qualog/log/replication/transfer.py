"""Taking lines in: from another copy, a bundle, a database; the same rules for all of them.

A log is the union of its replicas' chains. Lines are taken in at the ends of their chains,
without gaps, after what their writers had seen, with every hash computed anew; so it does not
matter in which order copies meet, nor how often. All of it is one transaction: a line that
does not hold up, and nothing was taken in.
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
)
from qualog.log.erasure import Erasures, erase, erasures
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.signing import fitted
from qualog.log.replication.forks import Fork, Placement, place
from qualog.log.replication.references import References
from qualog.log.store import EntrySource, LogRange, Store, StoredEntry, Transaction

_CHUNK = 1000
FUTURE = 24 * 60 * 60 * 1000
"""How far a clock may be ahead, in milliseconds, before it is told."""


@frozen
class MergeResult:
    """What came in: how many lines of each replica, and what is to be told about it.

    `erased` says whether words were erased here because the other copy had erased them;
    `ahead` names replicas whose clock is more than a day ahead of this machine's.
    """

    lines: Mapping[str, int]
    forks: tuple[Fork, ...] = ()
    erased: bool = False
    ahead: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many lines came in."""
        return sum(self.lines.values())


def merge_from(
    store: Store, source: EntrySource, *, now: int, by_mail: bool = False
) -> MergeResult:
    """Take in what a store lacks of another copy of the same project.

    Args:
        store: where the lines go.
        source: the other copy.
        now: UTC milliseconds, to notice clocks that are far ahead.
        by_mail: whether anybody could have made it up: then the last line of each replica must
            be signed, where the key of that replica is known.

    Raises:
        LogError: it is another project, a line does not hold up, or something that the lines
            rest on is in neither copy; nothing was taken in.
    """
    if source.project != store.project:
        raise LogError("That is another project: only copies of one project can be merged.")
    taken = store.write(lambda writing: _Taking(store, source, writing, by_mail).all(now))
    if taken.erased:
        delete_cache(store)  # a process that did not know yet may have written one
    return taken


@define
class _Taking:
    store: Store
    source: EntrySource
    writing: Transaction
    by_mail: bool
    _ends: dict[str, tuple[int, bytes, int]] = field(factory=dict)
    _taken: Counter[str] = field(factory=Counter)
    _wordless: list[str] = field(factory=list)
    _ahead: set[str] = field(factory=set)

    def all(self, now: int) -> MergeResult:
        placement = place(self.store, self.source, self.writing)
        known = erasures(self.store)
        self._put(placement, known, latest=now + FUTURE)
        erased = self._erase(known)
        self._take_checkpoints()
        return MergeResult(
            lines=dict(self._taken),
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
            if run != entry.replica:
                entry = entry._replace(replica=run)
                stored = stored._replace(entry=entry)
            self._check(entry, root)
            if entry.kind == ReplicasMerged.kind or len(chunk) >= _CHUNK or stored.contents:
                self.writing.put(chunk)  # what a line had seen is looked up; texts are long
                chunk.clear()
            if entry.kind == ReplicasMerged.kind:
                self._check_past(entry, references)
            self._check_words(stored, known)
            chunk.append(known.purge(stored))
            self._taken[run] += 1
            if entry.milliseconds > latest:
                self._ahead.add(run)
        self.writing.put(chunk)

    def _take_checkpoints(self) -> None:
        """Keep what others signed, and refuse what contradicts it.

        Lines that came by mail must be signed by their replica's key, if that is known: who made
        them up has no such key.
        """
        known = self.store.checkpoints()
        offered = [each for each in self.source.checkpoints() if each not in known]
        fitting, disproof = fitted(self.store, offered)
        if disproof is not None:
            raise LogError(
                f"The signed checkpoint of {disproof.replica[:4]} at line {disproof.size} "
                f"{disproof.what}. Nothing was taken in."
            )
        if self.by_mail:
            self._refuse_unsigned(known, fitting)
        self.writing.put_checkpoints(fitting)

    def _refuse_unsigned(self, known: list[Checkpoint], fitting: list[Checkpoint]) -> None:
        signing = {References(self.store).branches.root(each.replica) for each in known}
        signed = {(each.replica, each.size) for each in (*known, *fitting)}
        for run in self._taken:
            root = References(self.store).branches.root(run)
            if root in signing and (run, self._ends[run][0]) not in signed:
                raise LogError(
                    f"The last decisions of {run[:4]} are not signed with the key of that copy. "
                    "Nothing was taken in; let its author open that copy, decide or merge there, "
                    "and send a new bundle."
                )

    def _check(self, entry: LogEntry, root: str) -> None:
        """Refuse a line that does not follow the last of its chain."""
        seq, previous, at = self._end(entry.replica)
        if entry.seq != seq + 1:
            raise LogError(
                f"{_told(entry)} cannot follow {entry.replica[:4]}.{seq}: what lies between is "
                "missing. Nothing was taken in; ask for a complete copy."
            )
        project = self.store.project
        if computed_hash(entry, project=project, root=root, previous=previous) != entry.hash:
            raise LogError(
                f"{_told(entry)} was changed, or does not follow the line before it. Nothing was "
                "taken in; 'qualog verify' on the other copy tells more."
            )
        if entry.at <= at:
            raise LogError(f"{_told(entry)} is dated before the line that it follows.")
        self._ends[entry.replica] = (entry.seq, entry.hash, entry.at)

    def _end(self, run: str) -> tuple[int, bytes, int]:
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
        """Refuse a line whose writer had seen what is not here: it would come before its past."""
        decode = decoder(entry.kind, entry.version)
        if decode is None:
            return
        merged = references.resolve(decode(entry.body, None), entry.replica, entry.seq)
        assert isinstance(merged, ReplicasMerged)
        for replica, (seq, hash_) in merged.heads.items():
            seen = self.store.entry(replica, seq) if seq else None
            if seen is None or seen.hash.hex() != hash_:
                raise LogError(
                    f"{_told(entry)} was decided after {replica[:4]}.{seq}, which is in neither "
                    "copy as it was seen. Nothing was taken in; ask for a complete copy."
                )
            if seen.at >= entry.at:
                raise LogError(f"{_told(entry)} is dated before {seen.id}, which it had seen.")

    def _check_words(self, stored: StoredEntry, known: Erasures) -> None:
        """Refuse words that are not those that were sealed; remember where there are none."""
        entry, sealed, contents = stored
        if sealed is not None and sealed_commitment(sealed) != entry.commitment:
            raise LogError(f"{_told(entry)} has other words than it was sealed with.")
        if sealed is None and entry.commitment and not known.has(entry.replica, entry.seq):
            self._wordless.append(entry.id)
        given = {each.id: each for each in contents}
        for named in contents_named(entry.body):
            content = given.pop(named.content, None)
            if content is None:
                if named.content not in known.contents:
                    self._wordless.append(f"{entry.id} {named.content}")
            elif content_commitment(content.salt, content.bytes).hex() != named.commitment:
                raise LogError(f"{_told(entry)} has another text or file than it was sealed with.")
        if given:
            raise LogError(f"{_told(entry)} comes with a text that it does not speak of.")

    def _erase(self, before: Erasures) -> bool:
        """Delete what the receipts that came in tell; refuse words that are missing without one."""
        now = erasures(self.store)
        for each in self._wordless:
            entry, _, content = each.partition(" ")
            replica, _, seq = entry.partition(".")
            if not (content in now.contents if content else now.has(replica, int(seq))):
                raise LogError(
                    f"The words of {replica[:4]}.{seq} are missing, and no receipt says that "
                    "they were erased. Nothing was taken in; ask for a complete copy."
                )
        if now == before:
            return False
        erase(self.store, self.writing, now.lines, now.contents)
        return True


def _told(entry: LogEntry) -> str:
    return f"{entry.replica[:4]}.{entry.seq}"
