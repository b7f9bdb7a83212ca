"""Whom the copy that reads a log trusts: whose decisions come in, whose erasures it carries out."""

from collections.abc import Collection, Mapping

from attrs import evolve, field, frozen

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened
from qualog.log.codec import without_words
from qualog.log.entry import LogEntry
from qualog.log.integrity.chain_key import first_line
from qualog.log.replication.acceptance import Reader
from qualog.log.replication.references import References
from qualog.log.replication.standing import (
    TRUST_KINDS,
    Standing,
    TrustDecision,
    TrustLine,
    Words,
    standing,
)
from qualog.log.store import EVERYTHING, LogRange, Store


@frozen
class Trust:
    """Whom a copy trusts.

    Attributes:
        standing: which decisions count and whose erasures hold, the same for everybody.
        accepted: the copies that it accepts, with the branches of those that forked.
    """

    standing: Standing
    accepted: frozenset[str]
    _reader: Reader = field(repr=False)
    _words: Words = field(repr=False)

    def author(self, copy: str) -> str:
        """Return the author (an id) of a copy or a branch; empty where it is not known."""
        return self._words.author(copy)

    def bound(self, copy: str) -> int:
        """Return the last number of a replica or branch that may come in (`NO_END`: all)."""
        return self._reader.bound(copy)

    def vouched(self, copy: str, author: str, key: str) -> bool:
        """Return whether an accepted copy lets in exactly this copy with this key.

        Args:
            copy: the copy, which need not have come here yet.
            author: its author, as its first line says.
            key: its public key, hexadecimal.
        """
        return any(
            isinstance(line.decision, CopyAccepted)
            and (line.decision.copy, line.decision.key) == (copy, key)
            and line.replica in self.accepted
            and not self.standing.holds(line.replica, line.seq)
            and self._reader.may_vouch(line, author)
            for line in self._words.lines
        )

    def may_erase(self, replica: str, seq: int) -> bool:
        """Return whether this copy carries out what a decision of a replica or branch erases."""
        return replica in self.accepted and not self.standing.holds(replica, seq)


def trust_in(
    store: Store, replica: str, author: str = "", *, before: Collection[str] | None = None
) -> Trust:
    """Return whom a copy trusts as its log stands.

    Args:
        store: the log.
        replica: the copy that asks. One that has decided nothing yet accepts all that is here.
        author: whose copy that is (an id), where its own first line does not say so yet.
        before: the replicas and branches that were here before those that are being decided on;
            None: there are no such.
    """
    references = References(store)
    words = _words_in(store, references)
    found = standing(words.lines, words.authors, words.branches)
    began_with: Collection[str] = references.known_at_first(replica)
    if not_begun := {replica} - words.authors.keys():
        words = evolve(words, authors={**words.authors, replica: author})
        began_with = store.heads() if before is None else before
    reader = Reader(replica, words, found, frozenset(map(words.branches.root, began_with)))
    accepted = (run for copy in reader.accepted() - not_begun for run in words.runs(copy))
    return Trust(found, frozenset(accepted), reader, words)


def standing_with(store: Store, replica: str, decision: TrustDecision) -> Standing:
    """Return what would count if a copy said this of another now."""
    references = References(store)
    words = _words_in(store, references, with_ends=True)
    heads = {run: head.seq for run, head in store.heads().items()}
    seq = heads.get(replica, 0) + 1
    line = TrustLine(replica, seq, decision, {**heads, replica: seq})
    return standing((*words.lines, line), words.authors, words.branches)


def standing_in(store: Store, span: LogRange = EVERYTHING) -> Standing:
    """Return which decisions count and whose erasures hold by what a range of a log says."""
    words = _words_in(store, References(store), span)
    return standing(words.lines, words.authors, words.branches)


def _words_in(
    store: Store,
    references: References,
    span: LogRange = EVERYTHING,
    *,
    with_ends: bool = False,
) -> Words:
    """Return what authors say of copies; `with_ends`: and are about to say that one has ended."""
    # One kind at a time, so that the index of each can serve.
    entries = (entry for kind in sorted(TRUST_KINDS) for entry in store.entries(span, (kind,)))
    in_order = sorted(entries, key=lambda entry: (entry.at, entry.replica, entry.seq))
    # What a writer knew decides between words on ends alone, and in most logs there are none.
    with_ends |= any(entry.kind in (CopyEnded.kind, CopyReopened.kind) for entry in in_order)
    lines = (_trust_line(references, entry, with_known=with_ends) for entry in in_order)
    return Words(
        tuple(line for line in lines if line is not None),
        {copy: _author(store, copy) for copy in map(references.branches.root, store.heads())},
        references.branches,
    )


def _trust_line(references: References, entry: LogEntry, *, with_known: bool) -> TrustLine | None:
    decision = without_words(entry.kind, entry.version, entry.body)
    if not isinstance(decision, TrustDecision):
        return None  # the file was changed: verification names it
    if isinstance(decision, CopyEnded) and decision.last and references.branches:
        run = references.with_hash(decision.copy, decision.last, decision.hash)
        decision = evolve(decision, copy=run)  # type: ignore[misc]
    known: Mapping[str, int] = {}
    if with_known and entry.seq == 1:
        known = references.known_at_first(entry.replica)
    elif with_known:
        known = references.known_to(entry.replica, entry.seq)
    return TrustLine(entry.replica, entry.seq, decision, known)


def _author(store: Store, copy: str) -> str:
    """Return the author of a copy: whom its first line names, else who decided that."""
    begun = first_line(store, copy)
    if begun is not None:
        return begun.author
    first = store.entry(copy, 1)
    return first.authors.partition(" ")[0] if first is not None else ""
