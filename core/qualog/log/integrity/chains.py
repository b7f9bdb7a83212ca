"""Every chain of a log, and all that hangs on its entries, computed again in one pass."""

import struct
from collections.abc import Iterator, Mapping

from attrs import define, field

from qualog.language import Message, Sayable, clauses, message
from qualog.log.contents import contents_named
from qualog.log.entry import (
    ZERO_HASH,
    Head,
    LogEntry,
    Sealed,
    content_commitment,
    entry_hash,
    sealed_commitment,
    short_id,
)
from qualog.log.erasure import Erasures, demanded, explained
from qualog.log.integrity.faults import Fault, fault
from qualog.log.replication.branches import Branches, branch_name
from qualog.log.store import ChainRow, Store, StoredContent, StoredEntry
from qualog.log.strict.line import line_faults


@define
class Chains:
    """Goes through the chains once, counts what it checks, and finds what is wrong.

    What is wrong with an entry's parts is kept until somebody asks for it: that the chains
    themselves hold is said first.
    """

    store: Store
    branches: Branches
    replica: str = ""
    entries: int = 0
    sealed: int = 0
    erased: int = 0
    contents: int = 0
    _strays: set[str] = field(factory=set)
    _gone: Erasures = field(factory=Erasures)
    _demanded: Erasures = field(factory=Erasures)
    _of_parts: list[Fault] = field(factory=list)
    _of_form: list[Fault] = field(factory=list)

    def faults(self, heads: Mapping[str, Head]) -> Iterator[Fault]:
        """Yield what is wrong with the chains: their order, their hashes, their ends."""
        self._strays = self.store.content_ids()
        self._gone = explained(self.store)
        self._demanded = demanded(self.store, self.replica)
        replicas = heads.keys() | self.store.replicas()
        for replica in sorted(replicas):
            yield from self._chain(replica, heads.get(replica, Head()))
        yield from self._forks(heads)
        for replica in sorted(self.store.sealed_replicas() - replicas):
            self._of_parts.append(_unclaimed_words(replica, next(self.store.sealed_of(replica))[0]))
        for stray in sorted(self._strays):
            unnamed = message("{content} is a text or file that no decision names", content=stray)
            self._of_parts.append(Fault(stray, unnamed))

    def faults_of_parts(self) -> Iterator[Fault]:
        """Yield what was wrong with the words, texts and files; then with how entries are kept."""
        yield from self._of_parts
        yield from self._of_form

    def _forks(self, heads: Mapping[str, Head]) -> Iterator[Fault]:
        for name, parent, seq in self.branches.named.values():
            first = self.store.hash_at(name, seq + 1)
            ends = heads[parent].seq if parent in heads else 0
            if first is None or branch_name(first) != name or ends != seq:
                begins = message("{decision} is said to begin a branch, and does not begin one")
                yield fault(name, seq + 1, begins)

    def _chain(self, replica: str, head: Head) -> Iterator[Fault]:
        branch = self.branches.named.get(replica)
        origin = (self.store.project.encode(), self.branches.root(replica).encode())
        words = _SealedParts(self.store.sealed_of(replica))
        previous, first, at = ZERO_HASH, 0, head.at
        last_at = -1
        if branch is not None:
            first = branch.seq
            before = self.store.entry(branch.parent, first)
            if before is not None:
                previous, last_at = before.hash, before.at
        wanted, commands = first, set[bytes]()
        for row in self.store.chain(replica):
            # Slices of a plain tuple, and one call for the hash: this loop runs a million times.
            wanted += 1
            seq, at = row[0], row[1]
            if seq != wanted:
                yield _missing(replica, wanted, seq)
                wanted = seq
            try:
                computed = entry_hash(previous, seq, at, row[2], origin + row[3:10])
            except (struct.error, TypeError):  # a number or a column that no entry can have
                computed = b""
            if computed != row[10]:
                changed = message(
                    "{decision} has been changed, or does not follow the decision before it"
                )
                yield fault(replica, seq, changed)
            if at <= last_at:
                early = message("{decision} is dated before the decision that it follows")
                yield fault(replica, seq, early)
            if row[5] and row[5] in commands:
                twice = message("{decision} carries out a command that was carried out before")
                yield fault(replica, seq, twice)
            commands.add(row[5])
            previous, last_at = row[10], at
            self._parts(replica, row, words.take(seq))
        self.entries += wanted - first
        if (wanted, previous, at) != (head.seq, head.hash, head.at):
            ended = message(
                "{decision} is missing: the log is said to end with {last}",
                decision=short_id(replica, wanted + 1),
                last=short_id(replica, head.seq),
            )
            yield fault(replica, wanted + 1, ended)
        self._of_parts += (_unclaimed_words(replica, seq) for seq in words.unclaimed())

    def _parts(self, replica: str, row: ChainRow, sealed: Sealed | None) -> None:
        seq, body, commitment = row[0], row[8], row[9]
        if commitment:
            self._words(replica, seq, sealed, commitment)
        elif sealed is not None:
            self._of_parts.append(_unclaimed_words(replica, seq))
        if b'"commitment"' in body:  # asked here too: this is done a million times
            self._contents(replica, seq, body)
        self._form(replica, row, sealed)

    def _words(self, replica: str, seq: int, sealed: Sealed | None, commitment: bytes) -> None:
        problem = None
        if sealed is None:
            self.erased += 1
            if not self._gone.has(replica, seq):
                problem = message(
                    "{decision} has lost its words, and no receipt says that they were erased"
                )
        elif self._demanded.has(replica, seq):
            problem = message("{decision} still has words that a receipt says were erased")
        elif sealed_commitment(sealed) != commitment:
            problem = message("{decision} has other words than it was sealed with")
        else:
            self.sealed += 1
        if problem is not None:
            self._of_parts.append(fault(replica, seq, problem))

    def _contents(self, replica: str, seq: int, body: bytes) -> None:
        for content in contents_named(body):
            stored = self.store.content([content.content]).get(content.content)
            problem = self._problem_of(content.content, content.commitment, stored)
            self._strays.discard(content.content)
            self.contents += stored is not None
            if problem is not None:
                self._of_parts.append(fault(replica, seq, problem))

    def _problem_of(
        self, id_: str, commitment: str, stored: StoredContent | None
    ) -> Message | None:
        if stored is None and id_ not in self._gone.contents:
            return message(
                "{decision} has lost a text or file, and no receipt says that it was erased"
            )
        if stored is not None and id_ in self._demanded.contents:
            return message("{decision} still has a text or file that a receipt says was erased")
        if stored is not None and content_commitment(stored.salt, stored.bytes).hex() != commitment:
            return message("{decision} has another text or file than it was sealed with")
        return None

    def _form(self, replica: str, row: ChainRow, sealed: Sealed | None) -> None:
        seq, at, version, *texts, body, commitment, hash_ = row
        plain = (text.decode("utf-8", "replace") for text in texts)
        authors, kind, command, together, subjects = plain
        entry = LogEntry(
            replica, seq, at, authors, kind, version, command, together, subjects, body,
            commitment, hash_,
        )  # fmt: skip
        if found := list(line_faults(StoredEntry(entry, sealed))):
            self._of_form.append(fault(replica, seq, _not_as_written(replica, seq, found)))


@define
class _SealedParts:
    """The sealed parts of one chain, taken in the order of its entries."""

    _parts: Iterator[tuple[int, Sealed]]
    _next: tuple[int, Sealed] | None = field(init=False)
    _passed: list[int] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._next = next(self._parts, None)

    def take(self, seq: int) -> Sealed | None:
        """Return the part of the entry of a number; those before it have none."""
        while self._next is not None and self._next[0] <= seq:
            number, sealed = self._next
            self._next = next(self._parts, None)
            if number == seq:
                return sealed
            self._passed.append(number)
        return None

    def unclaimed(self) -> Iterator[int]:
        """Yield the numbers of parts that no entry has taken."""
        yield from self._passed
        if self._next is not None:
            yield self._next[0]
            yield from (number for number, _ in self._parts)


def _not_as_written(replica: str, seq: int, found: list[Sayable]) -> Message:
    return message(
        "{decision} is not as Qualog writes it: {faults}",
        decision=short_id(replica, seq),
        faults=clauses(found),
    )


def _missing(replica: str, wanted: int, seq: int) -> Fault:
    lost = message(
        "{decision} is missing: {next} follows",
        decision=short_id(replica, wanted),
        next=short_id(replica, seq),
    )
    return fault(replica, wanted, lost)


def _unclaimed_words(replica: str, seq: int) -> Fault:
    unclaimed = message("the log has words under {decision}, which is not said to have any")
    return fault(replica, seq, unclaimed)
