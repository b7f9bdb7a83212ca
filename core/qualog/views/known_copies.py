"""The copies of a study as people know them: whose, on what machine, since when, how far."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, Reason, ReplicaBegun
from qualog.errors import Ambiguous, NotFound
from qualog.language import alternatives
from qualog.log.entry import LogEntry
from qualog.log.erasure import awaited
from qualog.log.integrity.chain_key import chain_key
from qualog.log.integrity.fingerprint import fingerprint, read_fingerprint
from qualog.log.log import Log
from qualog.log.replication.branches import Branches
from qualog.log.replication.standing import NO_END
from qualog.log.replication.trust import Trust, trust_in

_SHORTEST_ID = 4


@frozen
class Word:
    """What somebody said of a copy.

    Attributes:
        by: their ids.
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
    trust = trust_in(log.store, log.replica)
    owed = awaited(log.store)
    words = list(_words(log))
    found = [_known(log, copy, trust, words, owed) for copy in _copies(log)]
    return sorted(found, key=lambda copy: (not copy.is_this, -copy.last_at))


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


def _copies(log: Log) -> list[str]:
    branches = Branches(log.store.branches())
    return sorted({branches.root(run) for run in log.store.heads()})


def _known(
    log: Log,
    copy: str,
    trust: Trust,
    words: list[tuple[CopyAccepted | CopyEnded | CopyReopened, LogEntry]],
    owed: dict[str, list[str]],
) -> KnownCopy:
    heads = log.store.heads()
    branches = Branches(log.store.branches())
    runs = [copy, *branches.runs_after(copy)]
    author = trust.author(copy)
    key = chain_key(log.store, copy)
    first = log.store.entry(copy, 1)
    begun = log.decision(first) if first is not None else None
    stands = trust.standing
    return KnownCopy(
        id=copy,
        author=author,
        machine=begun.machine or "" if isinstance(begun, ReplicaBegun) else "",
        letters=fingerprint(log.store.project, copy, author, key) if key else None,
        key=key.hex() if key else None,
        is_this=branches.root(log.replica) == copy,
        decisions=sum(heads[run].seq - _parted(branches, run) for run in runs if run in heads),
        last_at=max(heads[run].at for run in runs if run in heads),
        is_accepted=copy in trust.accepted,
        accepted=tuple(
            Word(tuple(entry.authors.split()), entry.at >> 16)
            for word, entry in words
            if isinstance(word, CopyAccepted) and word.copy == copy
        ),
        ended=_last_words(copy, words),
        counts_to=_lowest(stands.aside, runs),
        erases_to=_lowest(stands.held, runs),
        owes=tuple(sorted(erased for erased, owing in owed.items() if copy in owing)),
    )


def _words(log: Log) -> Iterator[tuple[CopyAccepted | CopyEnded | CopyReopened, LogEntry]]:
    kinds = (CopyAccepted.kind, CopyEnded.kind, CopyReopened.kind)
    for entry in log.store.entries(kinds=kinds):
        word = log.decision(entry)
        if isinstance(word, CopyAccepted | CopyEnded | CopyReopened):
            yield word, entry


def _last_words(
    copy: str, words: Iterable[tuple[CopyAccepted | CopyEnded | CopyReopened, LogEntry]]
) -> tuple[Word, ...]:
    last: dict[str, Word] = {}
    for word, entry in words:
        by = tuple(entry.authors.split())
        if word.copy == copy and isinstance(word, CopyEnded):
            last[entry.authors] = Word(by, entry.at >> 16, word.last, word.reason)
        elif word.copy == copy and isinstance(word, CopyReopened):
            last[entry.authors] = Word(by, entry.at >> 16)
    return tuple(last.values())


def _parted(branches: Branches, run: str) -> int:
    branch = branches.named.get(run)
    return branch.seq if branch is not None else 0


def _lowest(cuts: Mapping[str, int], runs: Iterable[str]) -> int | None:
    lowest = min((cuts.get(run, NO_END) for run in runs), default=NO_END)
    return lowest if lowest < NO_END else None
