"""What was erased: the union of all receipts, so that nothing erased ever comes back."""

from collections.abc import Collection, Iterator, Mapping

import msgspec
from attrs import define, field

from qualog.decisions import Decision
from qualog.decisions.erasure import ErasureConfirmed, WordsErased
from qualog.log.cache_file import delete_cache
from qualog.log.codec import decoder
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.store import Store, StoredEntry, Transaction


@define
class Erasures:
    """The words of entries, and the contents, that receipts say are gone."""

    entries: dict[str, set[int]] = field(factory=dict)
    contents: set[str] = field(factory=set)

    def add(self, receipt: WordsErased) -> None:
        """Add what one receipt names."""
        for replica, numbers in receipt.lines.items():
            self.entries.setdefault(replica, set()).update(numbers)
        self.contents.update(receipt.contents)

    def has(self, replica: str, seq: int) -> bool:
        """Return whether the words of an entry are erased."""
        return seq in self.entries.get(replica, ())

    def purge(self, stored: StoredEntry) -> StoredEntry:
        """Return an entry without what is erased, however it came here."""
        if not self.entries and not self.contents:
            return stored
        entry, sealed, contents = stored
        if self.has(entry.replica, entry.seq):
            sealed = None
        return StoredEntry(entry, sealed, tuple(c for c in contents if c.id not in self.contents))


def erase(
    store: Store,
    transaction: Transaction,
    entries: Mapping[str, Collection[int]],
    contents: Collection[str],
) -> None:
    """Delete words of entries and long contents, and the cache, which is a copy of words."""
    delete_cache(store)
    transaction.erase(entries, contents)


def erasures(store: Store) -> Erasures:
    """Return all that the receipts of a log say is erased."""
    found = Erasures()
    for _, receipt in receipts(store):
        found.add(receipt)
    return found


def receipts(store: Store) -> Iterator[tuple[LogEntry, WordsErased]]:
    """Yield the receipts of a log with their entries, in the order of replay."""
    for entry, decision in _of_kind(store, WordsErased.kind):
        if isinstance(decision, WordsErased):
            yield entry, decision


def unconfirmed(store: Store) -> dict[str, list[str]]:
    """Return the receipts (ids) that some replicas have not confirmed, and which these are.

    A replica whose first entry already knew of the receipt never had the words.
    """
    confirmed: dict[str, set[str]] = {}
    for entry, decision in _of_kind(store, ErasureConfirmed.kind):
        if isinstance(decision, ErasureConfirmed):
            confirmed.setdefault(entry.replica, set()).update(decision.receipts)
    branches = References(store).branches
    found = {}
    for entry, _ in receipts(store):
        lacking = [
            replica
            for replica in sorted(store.heads())
            if replica != entry.replica
            and not branches.forked(replica)
            and entry.id not in confirmed.get(replica, ())
            and not _began_knowing(store, replica, entry)
        ]
        if lacking:
            found[entry.id] = lacking
    return found


def awaited(store: Store) -> dict[str, list[str]]:
    """Return what was erased (a participant, a decision) that some replicas have not confirmed."""
    because = {entry.id: receipt.because for entry, receipt in receipts(store)}
    found: dict[str, set[str]] = {}
    for receipt, replicas in unconfirmed(store).items():
        found.setdefault(because[receipt], set()).update(replicas)
    return {erased: sorted(replicas) for erased, replicas in found.items()}


def to_confirm(store: Store, replica: str) -> tuple[str, ...]:
    """Return the receipts of other replicas that this one has not confirmed yet."""
    confirmed: set[str] = set()
    for entry, decision in _of_kind(store, ErasureConfirmed.kind):
        if entry.replica == replica and isinstance(decision, ErasureConfirmed):
            confirmed.update(decision.receipts)
    return tuple(
        entry.id
        for entry, _ in receipts(store)
        if entry.replica != replica and entry.id not in confirmed
    )


def _began_knowing(store: Store, replica: str, receipt: LogEntry) -> bool:
    first = min((seq for seq, _ in store.hashes(replica)), default=1)
    return References(store).known_to(replica, first).get(receipt.replica, 0) >= receipt.seq


def _of_kind(store: Store, kind: str) -> Iterator[tuple[LogEntry, Decision]]:
    references = References(store)
    for entry in store.entries(kinds=(kind,)):
        decode = decoder(entry.kind, entry.version)
        if decode is None:
            continue
        try:
            decision = decode(entry.body, None)
        except msgspec.MsgspecError:  # the file was changed: verification names it
            continue
        yield entry, references.resolve(decision, entry.replica, entry.seq)
