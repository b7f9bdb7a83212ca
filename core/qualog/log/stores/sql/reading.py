"""Reading a log from tables: the half of a store that is the same in every database."""

import heapq
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final

from attrs import frozen

from qualog.log.contents import contents_named
from qualog.log.entry import Head, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import EVERYTHING, ChainRow, FoldRow, LogRange, StoredContent, StoredEntry
from qualog.log.stores.sql.statements import ENTRY_IN_ORDER, FOLD, Statements

_BEFORE_ALL: Final = -(1 << 63) - 1
"""Stands before every number that a row can have, those which no entry has among them."""


@frozen
class ChainPart:
    """What is to be read of one replica's chain.

    Attributes:
        columns: the columns, `seq` among them.
        source: a table, or tables that are joined.
        replica: whose chain it is.
        after: the number after which it begins.
        condition: what else must hold of a row, beginning with AND.
        values: the values that the condition asks for.
    """

    columns: str
    source: str
    replica: str
    after: int = 0
    condition: str = ""
    values: tuple[int, ...] = ()


class LogReader(ABC):
    """Reads one project's log from the tables of a database, as `Store` promises.

    Rows come as plain tuples, as the database gives them: a replay reads a million.
    """

    statements: ClassVar[Statements]

    @abstractmethod
    def _rows(self, statement: str, *values: Any) -> Iterable[Any]:
        """Return the rows of this project that a statement finds."""

    @abstractmethod
    def _chain(self, part: ChainPart) -> Iterator[Any]:
        """Yield the rows of a part of one chain, in order."""

    @abstractmethod
    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Return contents by id, without those that were erased."""

    def heads(self) -> dict[str, Head]:
        """Return the last entry of each replica."""
        rows = self._rows(self.statements.heads)
        return {replica: Head(seq, hash_, at) for replica, seq, hash_, at in rows}

    def has_idempotency_key(self, key: str) -> bool:
        """Return whether a transaction with this key was written before."""
        return bool(key) and self._first(self.statements.command, key) is not None

    def branches(self) -> dict[str, Branch]:
        """Return the branches of replicas that forked, by name."""
        return {row[0]: Branch._make(row) for row in self._rows(self.statements.branches)}

    def begins(self) -> dict[str, int]:
        """Return nothing: a project has its entries from the first on."""
        return {}

    def checkpoints(self) -> list[Checkpoint]:
        """Return the signed checkpoints."""
        return [Checkpoint(*row) for row in self._rows(self.statements.checkpoints)]

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Yield what a replay needs, as plain tuples, in the order of replay."""
        return self._in_order(FOLD, range_)

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Yield entries in the order of replay."""
        return (LogEntry._make(row[3:]) for row in self._in_order(ENTRY_IN_ORDER, range_, kinds))

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield entries with their words and contents, in the order of replay."""
        columns, source = f"{ENTRY_IN_ORDER}, salt, words", self.statements.line_with_words
        for row in self._in_order(columns, range_, source=source):
            entry, salt, words = LogEntry._make(row[3:-2]), row[-2], row[-1]
            sealed = Sealed(salt, words) if salt is not None else None
            ids = [content.content for content in contents_named(entry.body)]
            yield StoredEntry(entry, sealed, self._contents(ids) if ids else ())

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Return the last entry (before a number) that says what a replica knew of the others."""
        limit = (1 << 62) if before is None else before
        row = self._first(self.statements.last_merge, replica, limit)
        return LogEntry._make(row) if row is not None else None

    def replicas(self) -> set[str]:
        """Return every replica that has an entry."""
        return self._each_once(self.statements.next_replica)

    def sealed_replicas(self) -> set[str]:
        """Return every replica that has a sealed part, even one that has no entry."""
        return self._each_once(self.statements.next_sealed)

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Yield what verification needs, as plain tuples, first to last."""
        part = ChainPart(self.statements.verified, self.statements.line, replica, _BEFORE_ALL)
        return self._chain(part)

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield number and hash of the entries of one replica after a number, in order."""
        return self._chain(ChainPart("seq, hash", self.statements.line, replica, after))

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Return the hash of one entry; None where it is not there."""
        row = self._first(self.statements.hash, replica, seq)
        return row[0] if row is not None else None

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Return one entry; None where it is not there."""
        row = self._first(self.statements.entry, replica, seq)
        return LogEntry._make(row) if row is not None else None

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Return the sealed part of an entry; None where it was erased or there was none."""
        row = self._first(self.statements.sealed, replica, seq)
        return Sealed._make(row) if row is not None else None

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Yield the sealed parts of one replica that are still there, by number."""
        part = ChainPart("seq, salt, words", self.statements.words, replica, _BEFORE_ALL)
        rows = self._chain(part)
        return ((seq, Sealed(salt, words)) for seq, salt, words in rows)

    def content_ids(self) -> set[str]:
        """Return the ids of all contents that are still there."""
        return {id_ for (id_,) in self._rows(self.statements.content_ids)}

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Return the entries whose hash begins with these hexadecimal digits, at most two."""
        rows = self._rows(self.statements.find_hash, len(prefix), prefix)
        return [LogEntry._make(row) for row in rows]

    def _each_once(self, following: str) -> set[str]:
        """Return what a statement finds after another value, again and again.

        It goes from one to the next by a key: DISTINCT would read every row.
        """
        found: set[str] = set()
        last = ""
        while row := self._first(following, last):
            last = row[0]
            found.add(last)
        return found

    def _first(self, statement: str, *values: Any) -> Any:
        """Return the first row that a statement finds; None if there is none."""
        return next(iter(self._rows(statement, *values)), None)

    def _contents(self, ids: Sequence[str]) -> tuple[StoredContent, ...]:
        found = self.content(ids)
        return tuple(found[id_] for id_ in ids if id_ in found)

    def _in_order(
        self,
        columns: str,
        range_: LogRange,
        kinds: Collection[str] | None = None,
        source: str = "",
    ) -> Iterator[Any]:
        """Yield rows in the order of replay; `columns` begin with at, replica, seq.

        Each chain is stored in its order, for its clock only rises: so they are merged, and no
        index on the whole log's order has to be kept at every append.
        """
        statements, after = self.statements, range_.after or {}
        source = source or statements.line
        condition = statements.up_to
        values: tuple[int, ...] = ()
        if range_.at is not None:
            condition, values = condition + statements.until, (range_.at,)
        if kinds is not None:
            condition += statements.of_kinds(kinds)
        # The heads are read once, so that all chains end where they did at one moment: what is
        # written meanwhile is for the next who asks, and nothing falls in between.
        chains = []
        for replica, head in self.heads().items():
            low, high = after.get(replica, 0), head.seq
            if range_.heads is not None:
                high = min(high, range_.heads.get(replica, 0))
            if low < high:
                part = ChainPart(columns, source, replica, low, condition, (high, *values))
                chains.append(self._chain(part))
        return chains[0] if len(chains) == 1 else heapq.merge(*chains)
