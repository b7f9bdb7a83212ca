"""The append-only log: drafts of decisions go in, and each becomes an entry of its chain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

import msgspec
from attrs import define, field, frozen

from qualog.decisions import Decision
from qualog.decisions.copies import (
    CopyAccepted,
    CopyEnded,
    CopyReopened,
    KeyBound,
    ReplicaBegun,
)
from qualog.decisions.erasure import ErasureConfirmed, WordsErased
from qualog.decisions.project import ReplicasMerged
from qualog.errors import BadInput, LogError
from qualog.ids import new_id
from qualog.log.cache_file import delete_cache
from qualog.log.clock import Clock, is_believed, last_followed, tick, wall_clock
from qualog.log.codec import decoder, encode_body, encode_words, fields_in
from qualog.log.entry import (
    Head,
    LogEntry,
    Sealed,
    entry_hash,
    new_salt,
    sealed_commitment,
)
from qualog.log.erasure import carry_out, erase, to_confirm
from qualog.log.integrity.signing import sign
from qualog.log.own_chain import OwnChain
from qualog.log.replication.branches import Branches
from qualog.log.replication.references import References
from qualog.log.store import Store, StoredContent, StoredEntry, Transaction

_OF_THE_LOG: Final = (ReplicaBegun, KeyBound, ReplicasMerged, ErasureConfirmed)
"""What a log writes of its own accord before what it is given."""

_ON_COPIES: Final = (CopyAccepted, CopyEnded, CopyReopened)


class Draft(NamedTuple):
    """A decision that is about to be made.

    Attributes:
        decision: the decision.
        authors: the ids of who decides.
        why: the reason.
        data_subjects: the ids of the participants whom it is about.
        contents: the long words that it comes with.
    """

    decision: Decision
    authors: Sequence[str]
    why: str | None = None
    data_subjects: Sequence[str] = ()
    contents: tuple[StoredContent, ...] = ()


@frozen
class Appended:
    """What an append wrote: the numbers of a replica's entries; none if it was done before."""

    replica: str
    first: int
    last: int

    @property
    def ids(self) -> list[str]:
        """The ids of the decisions, in order."""
        return [f"{self.replica}.{seq}" for seq in range(self.first, self.last + 1)]


@define
class Log:
    """One project's log as one replica writes it.

    Attributes:
        store: where the entries are kept.
        replica: who writes; empty until the first decision is made in a place that has no
            chain yet.
        clock: what returns UTC milliseconds; so a study that happened earlier can be written
            down with its own dates.
        own: the chain that this place writes in, with its key. Without it, entries are written
            as the replica says, and nothing is signed.
    """

    store: Store
    replica: str
    clock: Clock = wall_clock
    own: OwnChain | None = None
    _seen: dict[str, tuple[int, str]] | None = field(default=None, init=False)
    _erased: bool = field(default=False, init=False)
    _is_weighty: bool = field(default=False, init=False)

    def append(
        self, drafts: Iterable[Draft], *, transaction_id: str = "", idempotency_key: str = ""
    ) -> Appended:
        """Write decisions in one transaction, durable on return: all of them or none.

        Args:
            drafts: taken one by one, so an import may be as long as it likes.
            transaction_id: an id that the decisions share; empty for a single decision.
            idempotency_key: an id of the caller's; a retry with the same one writes nothing.

        Raises:
            LogError: the project cannot be written; nothing was changed.
        """
        attempts = 0

        def write(transaction: Transaction) -> Appended:
            nonlocal attempts  # a database may ask for it again
            attempts += 1
            if attempts > 1 and isinstance(drafts, Iterator):
                raise LogError(
                    "The database asked for this to be done again, and what was to be written came "
                    "in a stream that cannot be read twice. Nothing was written. Please repeat it."
                )
            return self.put(
                transaction,
                drafts,
                transaction_id=transaction_id,
                idempotency_key=idempotency_key,
            )

        if self.own is not None:
            self.replica = self.own.ready()
        try:
            written = self.store.write(write, replica=self.replica)
        except BaseException:
            self.forget_attempt()
            raise
        if self._is_weighty:  # others believe it only where it is signed
            self.sign()
        if self._erased:
            delete_cache(self.store)  # a process that did not know yet may have written one
        return written

    def put(
        self,
        transaction: Transaction,
        drafts: Iterable[Draft],
        *,
        transaction_id: str = "",
        idempotency_key: str = "",
    ) -> Appended:
        """Write decisions in a transaction of this log's store that is open, as `append` does.

        Whoever opened it calls `forget_attempt` where it is not kept.
        """
        self.forget_attempt()
        if self.own is not None:
            self.replica = self.own.ready()
        self._own_chain_to_write_in()
        receipts: list[WordsErased] = []
        words_on_copies = False
        heads = self.store.heads()
        first = last = heads.get(self.replica, Head()).seq
        if self.store.has_idempotency_key(idempotency_key):
            return Appended(self.replica, first + 1, last)

        def entries() -> Iterator[StoredEntry]:
            nonlocal first, last, words_on_copies
            made = self._entries(heads, drafts, transaction_id, idempotency_key)
            for stored, decision in made:
                last = stored.entry.seq
                if isinstance(decision, _OF_THE_LOG):
                    first = last  # not the caller's: its own begin after these
                elif isinstance(decision, WordsErased):
                    receipts.append(decision)
                elif isinstance(decision, _ON_COPIES):
                    words_on_copies = True
                yield stored

        transaction.put(entries())
        for receipt in receipts:  # a receipt, and the erasure that it is of, are one
            erase(self.store, transaction, receipt.lines, receipt.contents)
        # What was held until now, or came from a copy that was not accepted.
        carried_out = words_on_copies and carry_out(self.store, transaction, self.replica)
        self._erased = bool(receipts) or carried_out
        self._is_weighty = bool(receipts) or words_on_copies
        return Appended(self.replica, first + 1, last)

    def forget_attempt(self) -> None:
        """Forget what was written in a transaction that may not have been kept."""
        self._seen, self._erased, self._is_weighty = None, False, False
        if self.own is not None:
            self.own.begin_again()

    def confirm(self, authors: Sequence[str]) -> None:
        """Write that this copy has deleted what other copies' receipts name, if it has not yet.

        It was deleted when the receipts came in.
        """
        if receipts := to_confirm(self.store, self.replica):
            self.append([Draft(ErasureConfirmed(receipts=receipts), authors)])

    def sign(self) -> None:
        """Sign how far this replica came, so that nobody changes it unseen or writes in its name.

        A key that cannot be kept is no reason to lose a decision: then nothing is signed.
        """
        with suppress(BadInput, OSError, ImportError):
            if self.store.writable:
                sign(self.store, self.replica)

    def known_at(self, decision: str) -> dict[str, int]:
        """Return how far each replica was known where a decision (an id) was made, itself too."""
        replica, _, seq = decision.partition(".")
        return References(self.store).known_to(replica, int(seq))

    def words(self, entry: LogEntry) -> dict[str, object] | None:
        """Return the words of an entry by field, `why` among them; None where they were erased."""
        if not entry.commitment:
            return {}
        sealed = self.store.sealed(entry.replica, entry.seq)
        return None if sealed is None else fields_in(sealed.words)

    def decision(self, entry: LogEntry) -> Decision | None:
        """Return the decision of an entry; None where no loaded code can read it."""
        decode = decoder(entry.kind, entry.version)
        if decode is None or not is_believed(entry.at):
            return None
        sealed = self.store.sealed(entry.replica, entry.seq) if entry.commitment else None
        try:
            decision = decode(entry.body, sealed and sealed.words)
            return References(self.store).resolve(decision, entry.replica, entry.seq)
        except msgspec.MsgspecError:
            return None

    def _entries(
        self,
        heads: Mapping[str, Head],
        drafts: Iterable[Draft],
        transaction_id: str,
        idempotency_key: str,
    ) -> Iterator[tuple[StoredEntry, Decision]]:
        """Yield what is written of each decision, and the decision.

        This runs once for each decision of an import: so the columns are made and hashed in one
        go, and nothing is looked up twice.
        """
        replica, clock = self.replica, self.clock
        origin = (self.store.project.encode(), replica.encode())
        mine = heads.get(replica, Head())
        seq, previous = mine.seq, mine.hash
        # After all that is here, whoever wrote it: so what a decision rests on comes before it.
        at = max(mine.at, last_followed(head.at for head in heads.values()))
        for decision, by, why, about, contents in self._with_merge(heads, drafts):
            seq += 1
            at = tick(at, clock())
            kind, version = decision.kind, decision.version
            authors, data_subjects = " ".join(by), " ".join(about)
            body = encode_body(decision)
            words = encode_words(decision, why)
            sealed = Sealed(new_salt(), words) if words else None
            commitment = sealed_commitment(sealed) if sealed else b""
            texts = (authors, kind, idempotency_key, transaction_id, data_subjects)
            columns = (*origin, *map(str.encode, texts), body, commitment)
            previous = entry_hash(previous, seq, at, version, columns)
            entry = LogEntry(
                replica, seq, at, authors, kind, version, *texts[2:], body, commitment, previous
            )
            idempotency_key = ""  # the first entry of a transaction carries it
            yield StoredEntry(entry, sealed, contents), decision

    def _with_merge(self, heads: Mapping[str, Head], drafts: Iterable[Draft]) -> Iterator[Draft]:
        """Yield drafts, and before them what this replica has come to know of the others.

        A draft is asked for when the one before it has been written. So the news is written once,
        before the first decision after it came; and what the chain itself begins with before that.
        """
        others = {
            replica: (head.seq, head.hash.hex())
            for replica, head in heads.items()
            if replica != self.replica
        }
        mine = heads.get(self.replica, Head())
        for draft in drafts:
            if self.own is not None:
                for opening in self.own.opening(mine, draft.authors[0]):
                    yield Draft(opening, draft.authors[:1])
            if others and others != self._last_seen():
                yield Draft(ReplicasMerged(heads=others), draft.authors)
                if not isinstance(draft.decision, ErasureConfirmed) and (
                    receipts := to_confirm(self.store, self.replica)
                ):
                    yield Draft(ErasureConfirmed(receipts=receipts), draft.authors)
            self._seen = others
            yield draft

    def _own_chain_to_write_in(self) -> None:
        """Find the chain to write in; a new one, if this one turned out to have forked."""
        if self.own is not None:
            self.replica = self.own.ready()
        if Branches(self.store.branches()).forked(self.replica):
            anew = self.own.begin_anew("forked") if self.own is not None else new_id()
            self.replica = anew

    def _last_seen(self) -> dict[str, tuple[int, str]]:
        if self._seen is None:
            entry = self.store.last_merge(self.replica)
            merged = self.decision(entry) if entry else None
            self._seen = merged.heads if isinstance(merged, ReplicasMerged) else {}
        return self._seen
