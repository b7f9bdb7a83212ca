"""What was erased, by the receipts in the log, so that nothing erased ever comes back.

Not every receipt is obeyed: each copy deletes words on that of copies which it accepts, and as
long as nobody says that those had ended by then. A receipt that is not obeyed still explains why
words are missing in a copy that did obey it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from attrs import define, field

from qualog.decisions import Decision
from qualog.decisions.erasure import ErasureConfirmed, WordsErased
from qualog.log.cache_file import delete_cache
from qualog.log.codec import decoder
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.replication.trust import standing_in, trust_in
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
    """Return what receipts say is erased that nobody's word holds: the same for every copy."""
    standing = standing_in(store)
    return _of(receipt for entry, receipt in receipts(store) if not standing.holds(*_place(entry)))


def explained(store: Store) -> Erasures:
    """Return all that any receipt says is erased: where words are missing, this is why."""
    return _of(receipt for _, receipt in receipts(store))


def demanded(store: Store, replica: str) -> Erasures:
    """Return what a copy must not have any more: what those that it accepts erased, unheld."""
    return _of(receipt for _, receipt in _obeyed(store, replica))


def carry_out(store: Store, transaction: Transaction, replica: str) -> bool:
    """Delete what a copy must not have any more; return whether any of it was still there.

    What was held is among it once that hold has ended, or its copy was accepted.
    """
    wanted = demanded(store, replica)
    there = {
        run: present
        for run, numbers in wanted.entries.items()
        if (present := [seq for seq in numbers if store.sealed(run, seq) is not None])
    }
    contents = wanted.contents and wanted.contents & store.content_ids()
    if not there and not contents:
        return False
    erase(store, transaction, there, contents)
    return True


def receipts(store: Store) -> Iterator[tuple[LogEntry, WordsErased]]:
    """Yield the receipts of a log with their entries, in the order of replay."""
    for entry, decision in _of_kind(store, WordsErased.kind):
        if isinstance(decision, WordsErased):
            yield entry, decision


def unconfirmed(store: Store) -> dict[str, list[str]]:
    """Return the receipts (ids) that some replicas have not confirmed, and which these are.

    A replica that began in knowledge of the receipt never had the words. One that has ended says
    nothing more, and nobody is bound by a receipt that is held.
    """
    confirmed: dict[str, set[str]] = {}
    for entry, decision in _of_kind(store, ErasureConfirmed.kind):
        if isinstance(decision, ErasureConfirmed):
            confirmed.setdefault(entry.replica, set()).update(decision.receipts)
    references, standing = References(store), standing_in(store)
    found = {}
    for entry, _ in receipts(store):
        if standing.holds(*_place(entry)):
            continue
        lacking = [
            replica
            for replica in sorted(store.heads().keys() - standing.held.keys())
            if replica != entry.replica
            and not references.branches.forked(replica)
            and entry.id not in confirmed.get(replica, ())
            and not _began_knowing(references, replica, entry)
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
    """Return the receipts of other replicas that this one obeys and has not confirmed yet."""
    confirmed: set[str] = set()
    for entry, decision in _of_kind(store, ErasureConfirmed.kind):
        if entry.replica == replica and isinstance(decision, ErasureConfirmed):
            confirmed.update(decision.receipts)
    return tuple(
        entry.id
        for entry, _ in _obeyed(store, replica)
        if entry.replica != replica and entry.id not in confirmed
    )


def _began_knowing(references: References, replica: str, receipt: LogEntry) -> bool:
    return references.known_at_first(replica).get(receipt.replica, 0) >= receipt.seq


def _obeyed(store: Store, replica: str) -> Iterator[tuple[LogEntry, WordsErased]]:
    """Yield the receipts that a copy carries out."""
    if found := list(receipts(store)):  # in most logs there are none
        trust = trust_in(store, replica)
        yield from (pair for pair in found if trust.may_erase(*_place(pair[0])))


def _of(receipts: Iterable[WordsErased]) -> Erasures:
    found = Erasures()
    for receipt in receipts:
        found.add(receipt)
    return found


def _place(entry: LogEntry) -> tuple[str, int]:
    return entry.replica, entry.seq


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
