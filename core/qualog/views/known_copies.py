"""The copies of a study as people know them: whose, on what machine, since when, how far."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from qualog.decisions import Erased
from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, Reason, ReplicaBegun
from qualog.errors import Ambiguous, NotFound
from qualog.language import alternatives
from qualog.log.entry import Head, LogEntry
from qualog.log.erasure import awaited
from qualog.log.integrity.chain_key import chain_key
from qualog.log.integrity.fingerprint import fingerprint, read_fingerprint
from qualog.log.log import Log
from qualog.log.replication.branches import Branches
from qualog.log.replication.trust import Trust, trust_in

_SHORTEST_ID = 4

_OnCopies = CopyAccepted | CopyEnded | CopyReopened


@frozen
class Word:
    """What somebody said of a copy.

    Attributes:
        by: the author of the copy that says so (an id).
        at: when, in UTC milliseconds.
        last: the last decision of the copy that stands; None where they accepted or reopened it.
        reason: why it ended; None where they accepted or reopened it.
    """

    by: tuple[str, ...]
    at: int
    last: int | None = None
    reason: Reason | None = None


@frozen
class KnownCopy:
    """A copy of the study, as far as it is known here.

    Attributes:
        id: its id; the last number of its decisions follows a dot in theirs.
        author: whose it is (an id).
        machine: what its machine calls itself; empty where it did not say, or it was erased.
        letters: its fingerprint; None where nobody has signed its decisions, so no key is known.
        key: its public key in hexadecimal digits; None likewise.
        is_this: whether it is the copy that is asked.
        decisions: how many decisions of it are here.
        last_at: when the last of them was made, in UTC milliseconds.
        is_accepted: whether this copy knows it: then its decisions come in without a question,
            and what it erases is erased here.
        accepted: who accepted it by name.
        ended: the words that it has ended, or was reopened, of each author the last.
        counts_to: the last decision that counts; None where all do.
        erases_to: the last decision whose erasures are carried out; None where all are.
        owes: what was erased (ids) and is not confirmed by it.
    """

    id: str
    author: str
    machine: str
    letters: str | None
    key: str | None
    is_this: bool
    decisions: int
    last_at: int
    is_accepted: bool
    accepted: tuple[Word, ...] = ()
    ended: tuple[Word, ...] = ()
    counts_to: int | None = None
    erases_to: int | None = None
    owes: tuple[str, ...] = field(default=())

    @property
    def is_ended(self) -> bool:
        """Whether anybody's last word is that it has ended."""
        return any(word.last is not None for word in self.ended)


def known_copies(log: Log) -> list[KnownCopy]:
    """Return the copies of a study, this one first, then by when they last decided."""
    knowledge = _Knowledge.of(log)
    found = map(knowledge.copy, {knowledge.branches.root(run) for run in knowledge.heads})
    return sorted(found, key=lambda copy: (not copy.is_this, -copy.last_at, copy.id))


def find_copy(copies: Iterable[KnownCopy], wanted: str) -> KnownCopy:
    """Find a copy by its four groups of letters, its machine, or the beginning of its id.

    Raises:
        NotFound: none answers to that.
        Ambiguous: several do.
    """
    here = list(copies)
    letters = read_fingerprint(wanted)
    folded = wanted.casefold().strip()
    fitting = (
        [copy for copy in here if letters is not None and copy.letters == letters]
        or [copy for copy in here if copy.id == folded]
        or [copy for copy in here if copy.machine and copy.machine.casefold() == folded]
        or [copy for copy in here if len(folded) >= _SHORTEST_ID and copy.id.startswith(folded)]
    )
    if not fitting:
        raise NotFound(
            "No copy is called “{wanted}”. To see which there are: qualog copies", wanted=wanted
        )
    if len(fitting) > 1:
        raise Ambiguous(
            "Several copies are called “{wanted}”: name one by its id, {ids}.",
            wanted=wanted,
            ids=alternatives(copy.id for copy in fitting),
        )
    return fitting[0]


@frozen
class _Knowledge:
    """What a log has of all copies, read once."""

    log: Log
    heads: Mapping[str, Head]
    branches: Branches
    trust: Trust
    owed: Mapping[str, list[str]]
    words: list[tuple[_OnCopies, LogEntry]]

    @classmethod
    def of(cls, log: Log) -> "_Knowledge":
        store = log.store
        kinds = (CopyAccepted.kind, CopyEnded.kind, CopyReopened.kind)
        entries = ((log.decision(entry), entry) for entry in store.entries(kinds=kinds))
        return cls(
            log,
            store.heads(),
            Branches(store.branches()),
            trust_in(store, log.replica),
            awaited(store),
            [(word, entry) for word, entry in entries if isinstance(word, _OnCopies)],
        )

    def copy(self, id_: str) -> KnownCopy:
        store, standing = self.log.store, self.trust.standing
        runs = [run for run in (id_, *self.branches.runs_after(id_)) if run in self.heads]
        key = chain_key(store, id_)
        author = self.trust.author(id_)
        accepted, ended = self._said_of(id_, key)
        return KnownCopy(
            id=id_,
            author=author,
            machine=self._machine(id_),
            letters=fingerprint(store.project, id_, author, key) if key else None,
            key=key.hex() if key else None,
            is_this=self.branches.root(self.log.replica) == id_,
            decisions=sum(self.heads[run].seq - self._parted(run) for run in runs),
            last_at=max(self.heads[run].at for run in runs) >> 16,
            is_accepted=id_ in self.trust.accepted,
            accepted=accepted,
            ended=ended,
            counts_to=_lowest(standing.aside, runs),
            erases_to=_lowest(standing.held, runs),
            owes=tuple(sorted(erased for erased, owing in self.owed.items() if id_ in owing)),
        )

    def _said_of(self, copy: str, key: bytes | None) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Return who accepted a copy, and each author's last word on whether it has ended.

        It is the author of the copy that says it, whomever a line names: and it is said of this
        copy only if it names its key.
        """
        accepted: list[Word] = []
        ended: dict[str, Word] = {}
        for word, entry in self.words:
            if word.copy != copy or key not in (None, bytes.fromhex(word.key)):
                continue
            by = self.trust.author(entry.replica)
            match word:
                case CopyAccepted():
                    accepted.append(Word((by,), entry.milliseconds))
                case CopyEnded(last=last, reason=reason):
                    ended[by] = Word((by,), entry.milliseconds, last, reason)
                case CopyReopened():
                    ended[by] = Word((by,), entry.milliseconds)
        return tuple(accepted), tuple(ended.values())

    def _machine(self, copy: str) -> str:
        first = self.log.store.entry(copy, 1)
        begun = self.log.decision(first) if first is not None else None
        if not isinstance(begun, ReplicaBegun) or isinstance(begun.machine, Erased):
            return ""
        return begun.machine

    def _parted(self, run: str) -> int:
        """Return the number after which a branch begins; 0 for a copy itself."""
        branch = self.branches.named.get(run)
        return branch.seq if branch is not None else 0


def _lowest(cuts: Mapping[str, int], runs: Iterable[str]) -> int | None:
    return min((cuts[run] for run in runs if run in cuts), default=None)
