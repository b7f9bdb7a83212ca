"""What the decisions of a log refer to, in a log whose replicas forked.

A decision names others as `REPLICA.SEQ`. Where that replica forked later, the number may be in
several branches; which one was meant follows from what the writer knew.

What is stored is never rewritten: it is hashed as it was written. So references are read as each
log stands, and the same decision is read otherwise once a fork comes to light.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs
from attrs import define, field

from qualog.decisions import Decision
from qualog.decisions.copies import ReplicaBegun
from qualog.decisions.erasure import WordsErased
from qualog.decisions.project import MomentNamed, ReplicasMerged
from qualog.log.codec import without_words
from qualog.log.replication.branches import Branches
from qualog.log.store import Store

_DECISION = re.compile(r"[0-9a-f]{16}\.[1-9][0-9]*")

D = TypeVar("D", bound=Decision)


@define
class References:
    """Reads decisions with their references as they are meant in this log."""

    store: Store
    branches: Branches = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.branches = Branches(self.store.branches())

    def resolve(self, decision: D, replica: str, seq: int) -> D:
        """Return the decision of an entry with what it refers to named as this log names it."""
        if not self.branches:  # as in nearly every log: then everything is named as it was written
            return decision
        match decision:
            case ReplicasMerged(heads=heads):
                known = self._known(heads)
                return attrs.evolve(decision, heads=known)  # type: ignore[misc]
            case MomentNamed(heads=heads):
                reached = self._reached(heads, replica, seq)
                return attrs.evolve(decision, heads=reached)  # type: ignore[misc]
            case WordsErased(lines=lines):
                meant = self._numbers(lines, replica, seq)  # several numbers under one replica
                return attrs.evolve(decision, lines=meant)  # type: ignore[misc]
        changed = {
            name: meant
            for name, value in _fields(decision)
            if (meant := self._named(value, replica, seq)) != value
        }
        return attrs.evolve(decision, **changed) if changed else decision  # type: ignore[misc]

    def known_to(self, replica: str, seq: int) -> dict[str, int]:
        """Return how far in each replica and branch was known where an entry was made.

        The entry itself is among them. What a chain knows of the others stands in its last
        `replicas-merged`, which the parts of its path before a fork have too.
        """
        known: dict[str, int] = {}
        for run, last in self.branches.path(replica, seq).items():
            entry = self.store.last_merge(run, before=last + 1)
            if entry is None:
                continue
            merged = without_words(entry.kind, entry.version, entry.body)
            if isinstance(merged, ReplicasMerged):
                heads = self.resolve(merged, run, entry.seq).heads
                _raise_to(known, {name: number for name, (number, _) in heads.items()})
        _raise_to(known, self.branches.path(replica, seq))
        return known

    def known_at_first(self, replica: str) -> dict[str, int]:
        """Return how far in each other replica and branch was known when a chain began.

        That stands in its first line; in its second where the first says whose it is.
        """
        branch = self.branches.named.get(replica)
        first = branch.seq + 1 if branch is not None else 1
        entry = self.store.entry(replica, first)
        if entry is not None and entry.kind == ReplicaBegun.kind:
            first += 1
        known, root = self.known_to(replica, first), self.branches.root(replica)
        return {run: seq for run, seq in known.items() if self.branches.root(run) != root}

    def meant(self, replica: str, number: int, by: str, by_seq: int) -> str:
        """Return the run that holds what a writer called `replica.number`.

        Args:
            replica: the replica or branch that was named.
            number: the number that was named.
            by: the replica or branch of the writer.
            by_seq: the number of the entry that names it.
        """
        if not self._is_beyond(replica, number):
            return self.branches.run_of(replica, number)
        # The number is in several branches: the writer meant the one that it knew. Nobody can
        # know of two at once and call them by one name: who knows of a fork uses its names.
        known = self.known_to(by, by_seq)
        for run in self.branches.runs_after(replica):
            if known.get(run, 0) >= number and self.branches.run_of(run, number) == run:
                return run
        return replica

    def _is_beyond(self, replica: str, number: int) -> bool:
        """Return whether a number lies after the place where a run forked, if it did."""
        ends = [branch.seq for branch in self.branches.named.values() if branch.parent == replica]
        return bool(ends) and number > ends[0]  # all its branches begin in one place

    def _known(self, heads: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
        """Return heads as a `replicas-merged` has them, with each run on the way to one of them.

        Here it is the hash, not what the writer knew, that shows which branch was meant: this
        entry is itself what tells what its writer knew.
        """
        known: dict[str, tuple[int, str]] = {}
        for replica, (number, hash_) in heads.items():
            run = self.with_hash(replica, number, hash_)
            for part, last in self.branches.path(run, number).items():
                found = self.store.hash_at(part, last)
                head = (last, found.hex() if found is not None else hash_)
                known[part] = max(known.get(part, head), head)
        return known

    def with_hash(self, replica: str, number: int, hash_: str) -> str:
        """Return the run that holds the entry with this number and hash: a replica, or a branch."""
        for run in (replica, *self.branches.runs_after(replica)):
            found = self.store.hash_at(run, number)
            if found is not None and found.hex() == hash_:
                return run
        return replica

    def _reached(self, heads: Mapping[str, int], by: str, by_seq: int) -> dict[str, int]:
        reached: dict[str, int] = {}
        for replica, number in heads.items():
            run = self.meant(replica, number, by, by_seq)
            _raise_to(reached, self.branches.path(run, number))
        return reached

    def _numbers(
        self, lines: Mapping[str, Iterable[int]], by: str, by_seq: int
    ) -> dict[str, tuple[int, ...]]:
        meant: dict[str, list[int]] = {}
        for replica, numbers in lines.items():
            for number in numbers:
                meant.setdefault(self.meant(replica, number, by, by_seq), []).append(number)
        return {run: tuple(numbers) for run, numbers in meant.items()}

    def _named(self, value: Any, by: str, by_seq: int) -> Any:
        if isinstance(value, tuple):
            return tuple(self._named(item, by, by_seq) for item in value)
        if not isinstance(value, str) or not _DECISION.fullmatch(value):
            return value
        replica, _, number = value.partition(".")
        return f"{self.meant(replica, int(number), by, by_seq)}.{number}"


def _fields(decision: Decision) -> Iterable[tuple[str, Any]]:
    """Yield the fields that may refer to decisions: what somebody said never does."""
    for attribute in attrs.fields(type(decision)):  # type: ignore[arg-type]
        if not attribute.metadata.get("sealed"):
            yield attribute.name, getattr(decision, attribute.name)


def _raise_to(known: dict[str, int], more: Mapping[str, int]) -> None:
    for replica, seq in more.items():
        known[replica] = max(known.get(replica, 0), seq)
