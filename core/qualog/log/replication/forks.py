"""Where another copy's lines belong in this one, forks of a replica included.

Each chain is compared from where both copies have it. As long as the hashes agree it is the
same chain; where they part, both runs become branches, named after their first lines.
"""

from attrs import define, field, frozen

from qualog.errors import LogError
from qualog.log.replication.branches import Branch, Branches, branch_name
from qualog.log.store import EntrySource, Store, Transaction


@frozen
class Fork:
    """A replica that went on in two places after its line `seq`: a finding to report."""

    replica: str
    seq: int


@define
class Placement:
    """Which run of this copy each new line of the other belongs to.

    `after` is, for each of the other's runs, the last line that this copy has already.
    """

    after: dict[str, int] = field(factory=dict)
    forks: tuple[Fork, ...] = ()
    _pieces: dict[str, list[tuple[int, int, str]]] = field(factory=dict)

    def add(self, theirs: str, low: int, high: int, run: str) -> None:
        """Say that their lines after `low` up to `high` belong to a run of ours."""
        self._pieces.setdefault(theirs, []).append((low, high, run))
        self.after[theirs] = min(low, self.after.get(theirs, low))

    def run(self, theirs: str, seq: int) -> str | None:
        """Give the run that a line of theirs belongs to; None if this copy has it."""
        for low, high, run in self._pieces.get(theirs, ()):
            if low < seq <= high:
                return run
        return None


def place(store: Store, source: EntrySource, writing: Transaction) -> Placement:
    """Find where the other copy's lines belong, and note the forks that come to light.

    Raises:
        LogError: lines are missing between what this copy has and what the other gives.
    """
    return _Placing(store, source, writing).all()


@define
class _Placing:
    store: Store
    source: EntrySource
    writing: Transaction
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
            if branch.name in heads:
                self._follow_branch(branch, heads[branch.name].seq)
        for replica, head in heads.items():
            self._placed.after.setdefault(replica, head.seq)
        self._placed.forks = tuple(self._forks)
        return self._placed

    def _follow(self, theirs: str, run: str, low: int, high: int) -> None:
        """Place their lines after `low` up to `high`, which continue a run of ours after `low`."""
        while low < high:
            end = self._end(run)
            if low < end:
                both = min(end, high)
                shared = self._shared(theirs, run, low, both)
                self._ours.setdefault(theirs, []).append((shared, run))
                low = shared
                if shared < both:
                    self._split(run, shared)
                    self._begin_branch(theirs, run, shared, high)
                    return
                continue
            beside = self._children(run)
            if not beside:
                self._extend(theirs, run, low, high)
                return
            name = branch_name(self._hash(theirs, low + 1))
            if name not in beside:
                self._begin_branch(theirs, run, low, high)
                return
            run = name

    def _follow_branch(self, branch: Branch, high: int) -> None:
        """Place the lines of a branch of theirs, after splitting ours in the same place."""
        run = self._run_with(branch.parent, branch.seq)
        self._split(run, branch.seq)
        if branch.name in self._children(run):
            self._follow(branch.name, branch.name, branch.seq, high)
        else:
            self._begin_branch(branch.name, run, branch.seq, high)

    def _begin_branch(self, theirs: str, run: str, low: int, high: int) -> None:
        name = branch_name(self._hash(theirs, low + 1))
        self.writing.branch(Branch(name, run, low))
        self._ends[name] = low
        self._forks.append(Fork(run, low))
        self._extend(theirs, name, low, high)

    def _split(self, run: str, seq: int) -> None:
        """Let our lines after a place become a branch, if there are any."""
        end = self._end(run)
        if seq >= end:
            return
        name = branch_name(self._ours_at(run, seq + 1))
        self.writing.branch(Branch(name, run, seq))
        self._ends[run], self._ends[name] = seq, end

    def _extend(self, theirs: str, run: str, low: int, high: int) -> None:
        begins = self.source.begins().get(theirs, 0)
        if begins > low:
            raise LogError(
                f"It begins after {theirs[:4]}.{begins}, but of that replica this copy has "
                f"only {low}. Nothing was taken in; ask for one with everything."
            )
        self._placed.add(theirs, low, high, run)
        self._ours.setdefault(theirs, []).append((high, run))
        self._ends[run] = high

    def _shared(self, theirs: str, run: str, low: int, high: int) -> int:
        """Give the last number up to which both chains are the same."""
        begins = self.source.begins().get(theirs, 0)
        sure, doubtful = max(low, begins), high
        if sure > high or (sure > low and not self._agree(theirs, run, sure)):
            raise LogError(
                f"The replica {theirs[:4]} went on differently in the two copies, before "
                f"{theirs[:4]}.{begins} where this begins. Nothing was taken in; ask for one "
                "with everything."
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

    def _agree(self, theirs: str, run: str, seq: int) -> bool:
        return self._hash(theirs, seq) == self._ours_at(run, seq)

    def _hash(self, theirs: str, seq: int) -> bytes:
        found = self.source.hash_at(theirs, seq)
        if found is None:
            raise LogError(f"The other copy lacks {theirs[:4]}.{seq}. Nothing was taken in.")
        return found

    def _ours_at(self, run: str, seq: int) -> bytes:
        found = self.store.hash_at(run, seq)
        if found is None:
            raise LogError(f"{run[:4]}.{seq} is missing here: 'qualog verify' tells more.")
        return found

    def _end(self, run: str) -> int:
        if run not in self._ends:
            head = self.store.heads().get(run)
            branch = self.store.branches().get(run)
            self._ends[run] = head.seq if head else branch.seq if branch else 0
        return self._ends[run]

    def _children(self, run: str) -> set[str]:
        return {name for name, branch in self.store.branches().items() if branch.parent == run}

    def _run_with(self, theirs: str, seq: int) -> str:
        """Give the run of ours that has a line of theirs."""
        for high, run in self._ours.get(theirs, ()):
            if seq <= high:
                return run
        return theirs
