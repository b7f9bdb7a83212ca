"""What the authors' words on copies amount to: which decisions count, and whose erasures hold.

A pure function of the log's lines, so that the order in which copies meet cannot matter.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import field, frozen

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, KeyBound, ReplicaBegun
from qualog.log.replication.branches import Branches

NO_END: Final = 2**53
"""The last number of a copy that goes on: no decision has a higher one."""

Cuts = dict[str, int]
"""The last number that stands, by replica or branch; one that is not in it has no end."""

TrustDecision = ReplicaBegun | KeyBound | CopyAccepted | CopyEnded | CopyReopened
TRUST_KINDS = frozenset(
    cls.kind for cls in (ReplicaBegun, KeyBound, CopyAccepted, CopyEnded, CopyReopened)
)


@frozen
class TrustLine:
    """A line of the log that trust rests on.

    Attributes:
        replica: whose chain it is in.
        seq: its number there.
        decision: what it says.
        known: how far in each replica its writer knew, itself among them; for a chain's first
            line, what the chain began with.
    """

    replica: str
    seq: int
    decision: TrustDecision
    known: Mapping[str, int]

    def is_beyond(self, cuts: Mapping[str, int]) -> bool:
        """Return whether it comes after the last number that stands."""
        return self.seq > cuts.get(self.replica, NO_END)


@frozen
class Standing:
    """How far each copy counts, and how far its erasures are carried out.

    A replica or branch that is not in a mapping has no end there.

    Attributes:
        aside: the last number of a copy that counts, where two authors agree that it has ended.
        own: the last number up to which its own words on copies are heard: that of `aside`, or an
            earlier one on which its own author put an end to it.
        held: the last number of a copy whose erasures are carried out, where that is not all.
        ends: where each author who is heard ends a copy; `NO_END` where they say that it goes on.
    """

    aside: Mapping[str, int] = field(factory=dict)
    own: Mapping[str, int] = field(factory=dict)
    held: Mapping[str, int] = field(factory=dict)
    ends: Mapping[str, Mapping[str, int]] = field(factory=dict)

    def counts(self, replica: str, seq: int) -> bool:
        """Return whether a decision counts: it does unless two authors put it aside."""
        return seq <= self.aside.get(replica, seq)

    def holds(self, replica: str, seq: int) -> bool:
        """Return whether what a decision erases is held back."""
        return seq > self.held.get(replica, seq)  # which is never later than the last that counts


_NO_BRANCHES: Final = Branches({})


def standing(
    lines: Iterable[TrustLine], authors: Mapping[str, str], branches: Branches = _NO_BRANCHES
) -> Standing:
    """Return what the words on copies amount to.

    Two authors who agree that a copy has ended put aside what it decided afterwards. One who says
    so holds what it erases. A word that is itself beyond such an end is not heard; which words
    are not, is settled in three steps, each by what the one before it found, so that no two words
    can take each other away.

    Args:
        lines: all lines of the log that trust rests on, in any order.
        authors: the author (an id) of each copy, where it is known.
        branches: those of the copies that forked.
    """
    said = Words(tuple(lines), authors, branches)
    aside = said.lapsed({run: sorted(ends.values())[1] for run, ends in said.on(2).items()})
    own = said.lapsed(_lower(aside, said.by_own_author(aside)))
    ends = said.on(void=own)
    held = _lower(own, {run: min(by.values()) for run, by in ends.items()})
    return Standing(_ended(aside), _ended(own), _ended(held), ends)


@frozen
class Words:
    """What authors say of copies in all lines that trust rests on.

    Attributes:
        lines: those lines.
        authors: the author of each copy.
        branches: those of the copies that forked.
    """

    lines: tuple[TrustLine, ...] = ()
    authors: Mapping[str, str] = field(factory=dict)
    branches: Branches = _NO_BRANCHES
    _keys: Mapping[str, str] = field(init=False, repr=False, eq=False)

    @_keys.default
    def _named_keys(self) -> dict[str, str]:
        """Return the key that each copy names as its own, in its first line that names one."""
        named: dict[str, tuple[int, str]] = {}
        for line in self.lines:
            key = _own_key(line)
            if key:
                named[line.replica] = min(named.get(line.replica, (line.seq, key)), (line.seq, key))
        return {copy: key for copy, (_, key) in named.items()}

    def on(
        self, least: int = 1, *, void: Mapping[str, int] | None = None
    ) -> dict[str, dict[str, int]]:
        """Return where each author ends a replica or branch, of those on which so many speak.

        Args:
            least: how many authors.
            void: the last number of a copy whose word is heard.
        """
        found: dict[str, dict[str, list[TrustLine]]] = {}
        for line in self.lines:
            copy, author = self._spoken_of(line), self.author(line.replica)
            if copy and author and not line.is_beyond(void or {}):
                found.setdefault(copy, {}).setdefault(author, []).append(line)
        last = {
            copy: {author: _last_words(said) for author, said in by.items()}
            for copy, by in found.items()
            if len(by) >= least
        }
        return {
            run: {
                author: min(self._last(run, line.decision) for line in words)
                for author, words in by.items()
            }
            for copy, by in last.items()
            for run in self.runs(copy)
        }

    def by_own_author(self, void: Mapping[str, int]) -> Cuts:
        """Return where a copy's own author ends it, in words that are not beyond an end."""
        return {
            run: ends[author]
            for run, ends in self.on(void=void).items()
            if (author := self.author(run)) in ends
        }

    def lapsed(self, cuts: Cuts) -> Cuts:
        """Return the ends with those copies at 0 that only ended copies let in, after their end.

        A copy that nobody accepted by name does not lapse: it was there before the others.
        """
        let_in: dict[str, list[TrustLine]] = {}
        by_name: set[str] = set()
        for line in self.lines:
            for copy in self._lets_in(line):
                let_in.setdefault(copy, []).append(line)
                if isinstance(line.decision, CopyAccepted):
                    by_name.add(copy)
        lapsed = dict(cuts)
        again = True
        while again:
            gone = {
                run
                for copy in by_name
                if all(line.is_beyond(lapsed) for line in let_in[copy])
                for run in self.runs(copy)
                if lapsed.get(run, NO_END) > 0
            }
            lapsed.update(dict.fromkeys(gone, 0))
            again = bool(gone)
        return lapsed

    def author(self, replica: str) -> str:
        """Return the author of a copy; empty where it is not known."""
        return self.authors.get(self.branches.root(replica), "")

    def key(self, copy: str) -> str:
        """Return the key that a copy names as its own; empty where it names none."""
        return self._keys.get(copy, "")

    def runs(self, copy: str) -> list[str]:
        """Return the copy and its branches."""
        return [copy, *self.branches.runs_after(copy)]

    def is_meant(self, decision: CopyAccepted | CopyEnded | CopyReopened) -> bool:
        """Return whether a word names the key that the copy has, as far as that is known."""
        return self.key(self.branches.root(decision.copy)) in ("", decision.key)

    def _spoken_of(self, line: TrustLine) -> str:
        """Return the copy that a line ends or reopens, which none does itself; else nothing."""
        word = line.decision
        if not isinstance(word, CopyEnded | CopyReopened) or not self.is_meant(word):
            return ""
        copy = self.branches.root(word.copy)
        itself = self.branches.root(line.replica) == copy
        return "" if itself and isinstance(word, CopyReopened) else copy

    def _lets_in(self, line: TrustLine) -> Iterable[str]:
        """Return the copies that a line lets in: that it accepts, or that a chain began with."""
        itself = self.branches.root(line.replica)
        match line.decision:
            case CopyAccepted() as accepted if self.is_meant(accepted):
                return {accepted.copy} - {itself}
            case ReplicaBegun():
                return {self.branches.root(run) for run in line.known} - {itself}
        return ()

    def _last(self, run: str, word: TrustDecision) -> int:
        """Return the last number of a replica or branch that a word lets stand.

        Of a copy that forked, the hash in the word said which branch is meant. The others end
        where they part from it: nobody gets in before an end by parting from the chain.
        """
        if not isinstance(word, CopyEnded):
            return NO_END
        if not self.branches:
            return word.last
        return self.branches.path(word.copy, word.last).get(run, 0)


def _own_key(line: TrustLine) -> str:
    """Return the key that a line binds its own chain to; empty where it binds it to none."""
    decision = line.decision
    binds = isinstance(decision, KeyBound) or (isinstance(decision, ReplicaBegun) and line.seq == 1)
    return decision.key if binds else ""


def _last_words(said: list[TrustLine]) -> list[TrustLine]:
    """Return the words that no later one knew: of each chain its last, unless another knew that.

    Each is looked at once: a chain may say a hundred thousand things of one copy.
    """
    latest: dict[str, TrustLine] = {}
    for line in said:
        if line.seq >= latest.get(line.replica, line).seq:
            latest[line.replica] = line
    known = {
        replica: max(
            (line.known.get(replica, 0) for line in said if line.replica != replica), default=0
        )
        for replica in latest
    }
    return [line for line in latest.values() if line.seq > known[line.replica]] or said


def _lower(cuts: Cuts, more: Mapping[str, int]) -> Cuts:
    return {run: min(cuts.get(run, NO_END), more.get(run, NO_END)) for run in {*cuts, *more}}


def _ended(cuts: Cuts) -> Cuts:
    return {run: last for run, last in cuts.items() if last < NO_END}
