"""Merging: from another copy, a bundle, a database; the same rules for all of them.

A log is the union of its replicas' chains. Entries come in at the ends of their chains, without
gaps, after what their writers had seen, with every hash computed again; so it does not matter in
which order copies meet, nor how often. All of it is one transaction: if one entry does not hold
up, or somebody is to be asked first, nothing was changed.
"""

from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from qualog.decisions import Decision
from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened
from qualog.decisions.erasure import WordsErased
from qualog.errors import LogError
from qualog.log.cache_file import delete_cache
from qualog.log.entry import Head, short_id
from qualog.log.erasure import Erasures, carry_out, demanded, erase, erasures
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.words import replaced_words
from qualog.log.replication.admission import Admission
from qualog.log.replication.arrivals import Arrivals
from qualog.log.replication.branches import Branches
from qualog.log.replication.forks import Fork, place
from qualog.log.replication.gate import Gate
from qualog.log.replication.introduction import Introduction, NotMet
from qualog.log.replication.offer import Ends, Offer, read_offer, require_sound
from qualog.log.replication.trust import trust_in
from qualog.log.store import EntrySource, LogRange, Store, StoredEntry, Transaction

_MUST_BE_SIGNED = frozenset(
    cls.kind for cls in (WordsErased, CopyAccepted, CopyEnded, CopyReopened)
)
"""What nobody may say in another's name: it is believed only where a signature covers it."""


@frozen
class MergeResult:
    """What came in, and what came to light by it.

    Attributes:
        entries: how many entries came in of each replica or branch.
        forks: replicas that turned out to have gone on in two places.
        met: copies that were accepted in this merge.
        vouched: copies that came for the first time, and that an accepted copy vouches for.
        refused: copies that were refused.
        left: how many entries of each replica or branch were left out.
        carried: how many entries of each came in just because others rest on them.
        unsigned: how many entries of each no signature covers yet.
        erased: whether words were erased here because the other copy had erased them.
        ahead: replicas whose clock is more than a day ahead of this machine's.
    """

    entries: Mapping[str, int]
    forks: tuple[Fork, ...] = ()
    met: tuple[Introduction, ...] = ()
    vouched: tuple[Introduction, ...] = ()
    refused: tuple[Introduction, ...] = ()
    left: Mapping[str, int] = field(factory=dict)
    carried: Mapping[str, int] = field(factory=dict)
    unsigned: Mapping[str, int] = field(factory=dict)
    erased: bool = False
    ahead: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many entries came in."""
        return sum(self.entries.values())


def merge_from(
    store: Store,
    source: EntrySource,
    *,
    now: int,
    gate: Gate | None = None,
    as_it_is: bool = False,
) -> MergeResult:
    """Bring in what a store lacks of another copy of the same project.

    Args:
        store: where the entries go.
        source: the other copy.
        now: UTC milliseconds, to notice clocks that are far ahead.
        gate: what the copy that takes them in goes by. None: it is a copy of what the source has,
            such as a study that is opened from a bundle, and all of it comes in.
        as_it_is: whether a line comes in that Qualog would not write: a backup has what there is.

    Raises:
        LogError: it is another project, an entry does not hold up, or something that the entries
            rest on is in neither copy; nothing was changed.
        NotMet: a person must say first whose copies these are; nothing was changed.
    """
    if source.project != store.project:
        raise LogError("That is another project: only copies of one project can be merged.")

    kept_out: dict[str, int] = {}

    def merge(transaction: Transaction) -> MergeResult:
        if gate is None:
            return _copied(store, source, transaction, as_it_is=as_it_is)
        return _Merge(store, source, transaction, gate, now, kept_out).all()

    while True:
        try:
            result = store.write(merge)
            break
        except _ForksLeftOut as found:
            kept_out |= found.left
    if result.erased:
        delete_cache(store)  # a process that did not know yet may have written one
    return result


def _copied(
    store: Store, source: EntrySource, transaction: Transaction, *, as_it_is: bool
) -> MergeResult:
    """Take in all that a source has."""
    placement = place(store, source, transaction)
    offer = Offer(store, source, placement, Branches(store.branches()))
    ends = Ends(store, offer.branches)
    known = erasures(store)
    arrivals = Arrivals(store, transaction, known)

    def in_order() -> Iterator[StoredEntry]:
        for stored in offer.lines():
            ends.add(stored.entry)
            if not as_it_is:
                require_sound(stored)
            yield stored

    arrivals.put(in_order())
    arrivals.require_reasons()
    now = erasures(store)  # only now are all receipts here
    if now != known:
        erase(store, transaction, now.entries, now.contents)
    arrivals.keep_checkpoints(source.checkpoints())
    return MergeResult(dict(arrivals.came), placement.forks, erased=now != known)


class _ForksLeftOut(Exception):
    """Nothing of some branches comes in; so the fork must not be written down here either.

    Attributes:
        left: how many entries each has.
    """

    def __init__(self, left: Mapping[str, int]) -> None:
        super().__init__()
        self.left = dict(left)


@define
class _Merge:
    """One merge through a gate, within a transaction; its steps are in the order of the protocol.

    Attributes:
        store: where the entries go.
        source: the other copy.
        transaction: what they are written in.
        gate: what this copy goes by.
        now: UTC milliseconds.
        kept_out: how many entries there are of each branch that stays out.
    """

    store: Store
    source: EntrySource
    transaction: Transaction
    gate: Gate
    now: int
    kept_out: Mapping[str, int]

    def all(self) -> MergeResult:
        before = {run: head.seq for run, head in self.store.heads().items()}
        erased_before = self._erased()
        placement = place(self.store, self.source, self.transaction, self.kept_out)
        offer = read_offer(self.store, self.source, placement, self.gate, self.now)
        admission = Admission(self.store, self.gate, offer)
        arrivals = Arrivals(self.store, self.transaction, erased_before)
        self._take_in(offer, admission, arrivals)
        if admission.unmet:
            raise NotMet(admission.unmet.values())
        self._require_forks(offer, admission)
        left = {**admission.left, **self.kept_out}
        if not arrivals.came:
            return MergeResult({}, refused=tuple(admission.refused.values()), left=left)
        arrivals.require_reasons()
        arrivals.keep_checkpoints(self._fitting(offer, admission))
        unsigned = arrivals.unsigned()
        self._require_signed(offer, admission, unsigned)
        self._require_words(before)
        self._decide(admission)
        carry_out(self.store, self.transaction, self.gate.copy)
        self.gate.trial(before)
        return MergeResult(
            entries=dict(arrivals.came),
            forks=placement.forks,
            met=tuple(admission.met.values()),
            vouched=tuple(admission.vouched.values()),
            refused=tuple(admission.refused.values()),
            left=left,
            carried=admission.carried,
            unsigned=unsigned,
            erased=self._erased() != erased_before,
            ahead=tuple(sorted(offer.ahead)),
        )

    def _erased(self) -> Erasures:
        return demanded(self.store, self.gate.copy)

    def _take_in(self, offer: Offer, admission: Admission, arrivals: Arrivals) -> None:
        """Put what is admitted, until what came in admits nothing more."""
        put = {run.run: run.here for run in offer.runs.values()}
        while admission.again():
            arrivals.put(self._between(offer, put, admission.upto))
            put = dict(admission.upto)

    def _require_forks(self, offer: Offer, admission: Admission) -> None:
        """Begin again without the branches of which nothing came in."""
        bare = offer.branches.named.keys() & admission.left.keys() - self.store.heads().keys()
        if bare:
            raise _ForksLeftOut({run: admission.left[run] for run in bare})

    def _between(
        self, offer: Offer, low: Mapping[str, int], high: Mapping[str, int]
    ) -> Iterator[StoredEntry]:
        """Yield the offered lines between two numbers of each run, as they were checked."""
        for stored in offer.lines():
            entry = stored.entry
            run = offer.runs.get(entry.replica)
            if run is None or not low[run.run] < entry.seq <= high[run.run]:
                continue
            if run.hash_at(entry.seq) != entry.hash:
                raise LogError("The other copy was changed meanwhile. Nothing was changed here.")
            yield stored

    def _fitting(self, offer: Offer, admission: Admission) -> Iterator[Checkpoint]:
        """Yield the checkpoints of what came in; of what was left out, none is kept."""
        heads, branches = self.store.heads(), Branches(self.store.branches())
        for checkpoint in self.source.checkpoints():
            root = branches.root(checkpoint.replica)
            runs = [run for run in (root, *branches.runs_after(root)) if run in heads]
            left_out = any(
                heads[run].seq < checkpoint.size <= offer.runs[run].last
                for run in runs
                if run in offer.runs
            )
            if runs and not left_out and admission.has_key(root):
                yield checkpoint

    def _require_signed(
        self, offer: Offer, admission: Admission, unsigned: Mapping[str, int]
    ) -> None:
        """Refuse an end that no signature covers, where it could be another's."""
        heads = self.store.heads()
        for run in unsigned.keys() - admission.left.keys():
            root = offer.runs[run].root
            if admission.has_key(root):
                is_open = _is_gone_on_from(run, offer, admission, unsigned) or (
                    not self.gate.by_mail
                    and run != self.gate.copy  # what this copy says next would sign it
                    and not self._is_weighty(run, unsigned)
                )
            else:  # nobody can sign it: a person says that this is all of it
                is_open = not self.gate.by_mail or root in admission.met
            if not is_open:
                raise LogError(
                    "The last decisions of the copy {copy}, up to {last}, are not signed with its "
                    "key. Nothing was changed. Let its author open that copy, decide or merge "
                    "there, and send it again.",
                    copy=run[:4],
                    last=short_id(run, heads[run].seq),
                )

    def _is_weighty(self, run: str, unsigned: Mapping[str, int]) -> bool:
        """Return whether what nobody signed erases words, or speaks of copies."""
        head = self.store.heads()[run].seq
        tail = LogRange(heads={run: head}, after={run: head - unsigned[run]})
        return any(self.store.entries(tail, kinds=_MUST_BE_SIGNED))

    def _require_words(self, before: Mapping[str, int]) -> None:
        """Refuse texts that are not those which they stand for."""
        for entry, fault in replaced_words(self.store, before):
            problem = fault._replace(values={**fault.values, "decision": entry.short_id})
            raise LogError(
                "The other copy does not check out: {problem}. Nothing was changed.",
                problem=problem,
            )

    def _decide(self, admission: Admission) -> None:
        """Write down what a person said of copies, in this copy's own chain."""
        heads = self.store.heads()
        drafts: list[Decision] = []
        for root, copy in admission.met.items():
            if root in admission.reopened:
                drafts.append(CopyReopened(copy=root, key=copy.key.hex()))
                continue
            head = heads.get(root, Head())  # none is its own where it forked before its first
            drafts.append(
                CopyAccepted(copy=root, key=copy.key.hex(), upto=(head.seq, head.hash.hex()))
            )
        for root, copy in admission.refused.items():
            if admission.carried.keys() & admission.runs_of(root):
                drafts.append(self._refusal(copy, admission))
        if drafts:
            self.gate.decide(self.transaction, drafts)

    def _refusal(self, copy: Introduction, admission: Admission) -> CopyEnded:
        """Return that a copy which had to be carried has ended where its own author ends it.

        Else it has where it was known to: a "no" is never wider than its owner's own end.
        """
        root = copy.replica
        owners = trust_in(self.store, self.gate.copy).standing.ends.get(root, {})
        here = admission.here(root)
        head = self.store.heads().get(root, Head())
        last = max(here, min(owners.get(copy.author, here), head.seq))
        hash_ = self.store.hash_at(root, last) if last else None
        return CopyEnded(
            copy=root,
            key=copy.key.hex(),
            last=last,
            hash=hash_.hex() if hash_ is not None else "",
            reason="refused",
        )


def _is_gone_on_from(
    run: str, offer: Offer, admission: Admission, unsigned: Mapping[str, int]
) -> bool:
    """Return whether a copy that goes on from a run had seen its end, and so vouches for it.

    So it is where a key was lost, and nobody can sign that end any more. The copy that goes on is
    of the same author, is signed, and comes in by its own right: anybody could name an end that
    they made up themselves.
    """
    author, last = offer.author(offer.runs[run].root), admission.upto[run]
    return any(
        seen.get(run, 0) >= last
        and (begun := offer.begun.get(by)) is not None
        and begun.author == author
        and (begun.follows or "").partition(".")[0] == run
        and seq <= admission.upto.get(by, 0)
        and not {by} & (unsigned.keys() | admission.carried.keys())
        for by, seq, seen in offer.merges
    )
