"""Admission: which of the lines that are offered come in, and about which copies a person is asked.

A copy that is accepted, or that another one of its author vouches for, comes in as far as nobody
ended it. One that is not comes in once a person has said whose it is. What an admitted decision
rests on comes with it all the same: it is carried, and has no effect by this copy's word.
"""

from collections.abc import Mapping

from attrs import define, evolve, field

from qualog.log.entry import Head
from qualog.log.integrity.beginning import passed_on
from qualog.log.integrity.chain_key import chain_key, first_line
from qualog.log.integrity.fingerprint import fingerprint
from qualog.log.integrity.keys import find_key
from qualog.log.replication.gate import Gate
from qualog.log.replication.introduction import UNSIGNED, Introduction
from qualog.log.replication.offer import Offer, OfferedRun
from qualog.log.replication.standing import NO_END
from qualog.log.replication.trust import Trust, trust_in
from qualog.log.store import Store


@define
class Admission:
    """Decides on an offer, again and again, as its lines come in and bring acceptances with them.

    Attributes:
        store: the log, with what has come in so far.
        gate: what the copy goes by.
        offer: what is offered.
        upto: the last number that comes in of each run.
        met: the copies that come in on a person's word, or because their keys are this user's.
        vouched: the copies that come in on another's word.
        refused: the copies that a person refused.
        reopened: the roots of the copies that come in although an author ended them.
        unmet: the copies about which a person is to be asked.
    """

    store: Store
    gate: Gate
    offer: Offer
    upto: dict[str, int] = field(factory=dict)
    met: dict[str, Introduction] = field(factory=dict)
    vouched: dict[str, Introduction] = field(factory=dict)
    refused: dict[str, Introduction] = field(factory=dict)
    reopened: set[str] = field(factory=set)
    unmet: dict[str, Introduction] = field(factory=dict)
    _allowed: dict[str, int] = field(factory=dict)
    _heads: Mapping[str, Head] = field(init=False)
    _keyless: dict[str, bool] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._heads = self.store.heads()
        roots = {run.root for run in self.offer.runs.values()}
        self._keyless = {root: chain_key(self.store, root) is None for root in roots}

    def again(self) -> bool:
        """Decide with what has come in; return whether more comes in than before."""
        trust = trust_in(self.store, self.gate.copy, self.gate.author, before=self._heads)
        self.unmet.clear()
        self._allowed = {
            run.run: max(run.here, self._let_in(run, trust)) for run in self.offer.runs.values()
        }
        before = dict(self.upto)
        for run, last in self._allowed.items():
            self.upto[run] = max(last, self.upto.get(run, 0))
        self._carry()
        return self.upto != before

    @property
    def carried(self) -> dict[str, int]:
        """How many lines of each run come in just because others rest on them."""
        return {
            run: last - self._allowed[run]
            for run, last in self.upto.items()
            if last > self._allowed[run]
        }

    @property
    def left(self) -> dict[str, int]:
        """How many lines of each run are left out."""
        return {
            run: offered.last - self.upto[run]
            for run, offered in self.offer.runs.items()
            if offered.last > self.upto[run]
        }

    def has_key(self, root: str) -> bool:
        """Return whether a copy's key is known: it is not learned from whoever passes it on."""
        known = chain_key(self.store, root) is not None
        return known or any(
            by[root].key != UNSIGNED for by in (self.met, self.vouched) if root in by
        )

    def here(self, run: str) -> int:
        """Return how many lines of a run were here before."""
        return (
            self.offer.runs[run].here
            if run in self.offer.runs
            else self._heads.get(run, Head()).seq
        )

    def runs_of(self, root: str) -> set[str]:
        """Return the offered runs that began as a replica."""
        return {run.run for run in self.offer.runs.values() if run.root == root}

    def _let_in(self, run: OfferedRun, trust: Trust) -> int:
        """Return the last number of a run that may come in."""
        copy = self._introduced(run)
        bound = min(run.last, trust.bound(run.run))
        own_word = self.gate.author in trust.standing.ends.get(run.run, {})
        if self.gate.answers.is_no(copy):
            self.refused[run.root] = copy
            return run.here
        if bound <= run.here and own_word:
            return run.here
        if bound < run.last and not own_word:
            return self._although_ended(run, evolve(copy, disputed=True), bound)
        return bound if self._is_known(run, copy, trust) else run.here

    def _although_ended(self, run: OfferedRun, copy: Introduction, bound: int) -> int:
        if self.gate.answers.is_yes(copy):
            self.reopened.add(run.root)
            self.met[run.root] = copy
            return run.last
        self.unmet[run.root] = copy
        return bound

    def _is_known(self, run: OfferedRun, copy: Introduction, trust: Trust) -> bool:
        """Return whether a copy may come in; note why, or that a person is to be asked."""
        root = run.root
        is_vouched_for = trust.vouched(root, copy.author, copy.key.hex())
        names_a_key_first = self._keyless[root] and copy.key != UNSIGNED and root in self._heads
        if {root, run.run} & trust.accepted and not names_a_key_first:
            if is_vouched_for and root not in self._heads and root not in self.met:
                self.vouched[root] = copy  # it came along with who vouches for it
            return True
        if (
            root in self.met
            or self.gate.answers.is_yes(copy)
            or self._is_ones_own(copy)
            or self._is_passed_on(copy, trust)
        ):
            self.met[root] = copy
        elif is_vouched_for:
            self.vouched[root] = copy
        else:
            self.unmet[root] = copy
            return False
        return True

    def _is_ones_own(self, copy: Introduction) -> bool:
        """Return whether the key of a copy lies in this user's own configuration."""
        key = find_key(self.store.project, copy.replica)
        return key is not None and key.public == copy.key

    def _is_passed_on(self, copy: Introduction, trust: Trust) -> bool:
        """Return whether an accepted copy signed, with its key, that it goes on as this one."""
        begun = self.offer.begun.get(copy.replica) or first_line(self.store, copy.replica)
        if begun is None or begun.follows is None or begun.passed is None:
            return False
        before = begun.follows.partition(".")[0]
        if trust.bound(before) < NO_END:  # whoever has a stolen key could let it go on like this
            return False
        known = before in trust.accepted or before in self.met or before in self.vouched
        if not known or self.offer.author(before) != begun.author:
            return False
        key = chain_key(self.store, before)
        return key is not None and passed_on(self.store.project, copy.replica, begun, key)

    def _introduced(self, run: OfferedRun) -> Introduction:
        """Return what a person is shown of the copy that a run is of."""
        root, offer = run.root, self.offer
        author = offer.author(root)
        key = chain_key(self.store, root) or offer.keys.get(root) or UNSIGNED
        return Introduction(
            replica=root,
            author=author,
            name=self.gate.names.get(author) or offer.names.get(author, ""),
            machine=offer.machines.get(root, ""),
            key=key,
            fingerprint=fingerprint(self.store.project, root, author, key),
            decisions=run.last,
            since=run.since,
            last=run.last,
            hash=run.hash_at(run.last),
            in_own_name=bool(author) and author == self.gate.author,
        )

    def _carry(self) -> None:
        """Let come in what the lines that come in had seen."""
        more = True
        while more:
            more = False
            for run, seq, seen in self.offer.merges:
                if seq > self.upto.get(run, 0):
                    continue
                for replica, number in seen.items():
                    for part, last in self._path(replica, number).items():
                        if self.upto.get(part, last) < last:
                            self.upto[part] = last
                            more = True

    def _path(self, replica: str, number: int) -> dict[str, int]:
        """Return the runs that lead to a line, as far as they are offered."""
        path = self.offer.branches.path(replica, number)
        return {
            part: last
            for part, last in path.items()
            if part in self.offer.runs and last <= self.offer.runs[part].last
        }
