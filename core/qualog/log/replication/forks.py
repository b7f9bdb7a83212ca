"""Where another copy's entries belong in this one, forks of a replica included.

Each chain is compared from where both copies have it. As long as the hashes agree it is the
same chain; where they part, both runs become branches, named after their first entries.

The same fork may come to light anywhere, in any order, and its parts at different times. All
copies come to the same, since where chains part is seen from the hashes, and a branch is never
named as another copy calls it, but after its first hash.
"""

from collections.abc import Collection

from attrs import define, field, frozen

from qualog.errors import LogError
from qualog.log.entry import short_id
from qualog.log.replication.branches import Branch, Branches, branch_name
from qualog.log.store import EntrySource, Store, Transaction


@frozen
class Fork:
    """A replica that went on in two places after its entry `seq`: a finding to report."""

    replica: str
    seq: int


@define
class Placement:
    """Which run of this copy each new entry of the other belongs to.

    Attributes:
        after: for each of the other's runs, the last entry that this copy has already.
        forks: those that came to light.
    """

    after: dict[str, int] = field(factory=dict)
    forks: tuple[Fork, ...] = ()
    _pieces: dict[str, list[tuple[int, int, str]]] = field(factory=dict)

    def add(self, theirs: str, low: int, high: int, run: str) -> None:
        """Note that their entries after `low` up to `high` belong to a run of ours."""
        self._pieces.setdefault(theirs, []).append((low, high, run))
        self.after[theirs] = min(low, self.after.get(theirs, low))

    def run(self, theirs: str, seq: int) -> str | None:
        """Return the run that an entry of theirs belongs to; None if this copy has it."""
        for low, high, run in self._pieces.get(theirs, ()):
            if low < seq <= high:
                return run
        return None


def place(
    store: Store, source: EntrySource, transaction: Transaction, without: Collection[str] = ()
) -> Placement:
    """Return where the other copy's entries belong, and write the forks that come to light.

    Args:
        store: our copy.
        source: the other copy.
        transaction: where forks are written.
        without: the branches that stay out, as if the other copy did not have them.

    Raises:
        LogError: entries are missing between what this copy has and what the other offers.
    """
    return _Placing(store, source, transaction, without).all()


@define
class _Placing:
    """Goes through the other's chains; "theirs" is a run of the other copy, "run" one of ours.

    Attributes:
        store: our copy.
        source: the other copy.
        transaction: where forks are written.
        without: the branches that stay out.
        _placed: what was found.
        _ends: the last number of our runs, as it will be once all is written.
        _forks: those that came to light.
        _ours: which of our runs hold what is in one of theirs, each up to a number, in order.
    """

    store: Store
    source: EntrySource
    transaction: Transaction
    without: Collection[str]
    _placed: Placement = field(factory=Placement)
    _ends: dict[str, int] = field(factory=dict)
    _forks: list[Fork] = field(factory=list)
    _ours: dict[str, list[tuple[int, str]]] = field(factory=dict)

    def all(self) -> Placement:
        theirs = Branches(self.source.branches())
        heads = self.source.heads()
        for replica in sorted(heads.keys() - theirs.named.keys()):
            self._follow(replica, replica, 0, heads[replica].seq)
        for branch in theirs.parents_first():
            if branch.name in heads:  # of one that began and was not sent, nothing is to be placed
                self._follow_branch(branch, heads[branch.name].seq)
        for replica, head in heads.items():
            # What was not placed is here already: of that, nothing is to be read at all.
            self._placed.after.setdefault(replica, head.seq)
        self._placed.forks = tuple(self._forks)
        return self._placed

    def _follow(self, theirs: str, run: str, low: int, high: int) -> None:
        """Place their entries after `low` up to `high`; what they follow is in a run of ours."""
        while low < high:
            end = self._end(run)
            if low < end:
                both = min(end, high)
                shared = self._shared(theirs, run, low, both)
                self._ours.setdefault(theirs, []).append((shared, run))
                low = shared
                if shared < both:  # both go on, and not alike: a fork that nobody knew of
                    self._fork(theirs, run, shared, high)
                    return
                continue
            # Our run ends here. It may have forked, and theirs be one of its branches.
            branches = self._branches_of(run)
            if not branches:
                self._extend(theirs, run, low, high)
                return
            name = branch_name(self._hash(theirs, low + 1))
            if name not in branches:
                self._fork(theirs, run, low, high)
                return
            run = name

    def _follow_branch(self, branch: Branch, high: int) -> None:
        """Place the entries of a branch of theirs, after splitting ours in the same place.

        The other copy knows of a fork that we may not know of yet: what we took for one chain
        is then one of its branches.
        """
        run = self._run_with(branch.parent, branch.seq)
        if branch.name in self.without:
            return
        self._split(run, branch.seq)
        if branch.name in self._branches_of(run):
            self._follow(branch.name, branch.name, branch.seq, high)
        else:
            self._begin_branch(branch.name, run, branch.seq, high)

    def _fork(self, theirs: str, run: str, low: int, high: int) -> None:
        """Let theirs go on beside ours, each as a branch."""
        if branch_name(self._hash(theirs, low + 1)) not in self.without:
            self._split(run, low)
            self._begin_branch(theirs, run, low, high)

    def _begin_branch(self, theirs: str, run: str, low: int, high: int) -> None:
        name = branch_name(self._hash(theirs, low + 1))
        self.transaction.branch(Branch(name, run, low))
        self._ends[name] = low
        self._forks.append(Fork(run, low))
        self._extend(theirs, name, low, high)

    def _split(self, run: str, seq: int) -> None:
        """Let our entries after a place become a branch, if there are any."""
        end = self._end(run)
        if seq >= end:
            return
        name = branch_name(self._ours_at(run, seq + 1))
        self.transaction.branch(Branch(name, run, seq))
        self._ends[run], self._ends[name] = seq, end

    def _extend(self, theirs: str, run: str, low: int, high: int) -> None:
        self._refuse_gap(theirs, low)
        self._placed.add(theirs, low, high, run)
        self._ours.setdefault(theirs, []).append((high, run))
        self._ends[run] = high

    def _shared(self, theirs: str, run: str, low: int, high: int) -> int:
        """Return the last number up to which both chains are the same.

        Each hash binds all that came before it. So equal hashes need no look further back, and
        where chains part is found by halving.
        """
        self._refuse_gap(theirs, high)
        begins = self.source.begins().get(theirs, 0)
        sure, doubtful = max(low, begins), high
        if sure > low and not self._agree(theirs, run, sure):
            raise LogError(
                "The copy {copy} has diverged between the two files before {begin}, where this "
                "bundle begins. Nothing was changed. Ask for a bundle of everything.",
                copy=theirs[:4],
                begin=short_id(theirs, begins),
            )
        if self._agree(theirs, run, doubtful):
            return doubtful
        while doubtful - sure > 1:
            middle = (sure + doubtful) // 2
            if self._agree(theirs, run, middle):
                sure = middle
            else:
                doubtful = middle
        return sure

    def _refuse_gap(self, theirs: str, last: int) -> None:
        """Refuse what begins after the last entry that is here: what lies between is missing."""
        begins = self.source.begins().get(theirs, 0)
        if begins > last:
            raise LogError(
                "The bundle begins after {begin}, but this copy has that copy's decisions only up "
                "to {last}. Nothing was changed. Ask for a bundle of everything.",
                begin=short_id(theirs, begins),
                last=short_id(theirs, last),
            )

    def _agree(self, theirs: str, run: str, seq: int) -> bool:
        return self._hash(theirs, seq) == self._ours_at(run, seq)

    def _hash(self, theirs: str, seq: int) -> bytes:
        found = self.source.hash_at(theirs, seq)
        if found is None:
            raise LogError(
                "The other copy lacks {decision}. Nothing was changed.",
                decision=short_id(theirs, seq),
            )
        return found

    def _ours_at(self, run: str, seq: int) -> bytes:
        found = self.store.hash_at(run, seq)
        if found is None:
            raise LogError(
                "{decision} is missing in this copy. Nothing was changed. To see what is wrong: "
                "qualog verify",
                decision=short_id(run, seq),
            )
        return found

    def _end(self, run: str) -> int:
        if run not in self._ends:
            head = self.store.heads().get(run)
            branch = self.store.branches().get(run)
            self._ends[run] = head.seq if head else branch.seq if branch else 0
        return self._ends[run]

    def _branches_of(self, run: str) -> set[str]:
        return {name for name, branch in self.store.branches().items() if branch.parent == run}

    def _run_with(self, theirs: str, seq: int) -> str:
        """Return the run of ours that has an entry of theirs."""
        for high, run in self._ours.get(theirs, ()):
            if seq <= high:
                return run
        return theirs
