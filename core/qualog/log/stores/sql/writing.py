"""Writing a log to tables: one transaction, the same in every database."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Final

from qualog.log.entry import LogEntry
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import StoredEntry
from qualog.log.stores.sql.statements import Statements

_CHUNK: Final = 1000
_CHUNK_BYTES: Final = 8 << 20

Rows = Sequence[Sequence[Any]]


class LogWriter(ABC):
    """One transaction on the tables of one project, as `Transaction` promises.

    Attributes:
        count: how many entries it has put.
        last: the last of them.
        erased: whether anything was erased.
    """

    statements: ClassVar[Statements]

    def __init__(self) -> None:
        self.count = 0
        self.last: LogEntry | None = None
        self.erased = False

    @abstractmethod
    def _do(self, statement: str, *values: Any) -> int:
        """Carry out a statement on this project; return how many rows it touched."""

    @abstractmethod
    def _do_all(self, statement: str, rows: Rows) -> int:
        """Carry out a statement with the values of each row; return how many rows it touched."""

    @abstractmethod
    def _has_after(self, replica: str, seq: int) -> bool:
        """Return whether a replica has entries after a number."""

    @abstractmethod
    def _insert(self, tables: Mapping[str, Rows]) -> None:
        """Write rows of several tables."""

    @abstractmethod
    def _unguarded(self) -> AbstractContextManager[None]:
        """Let entries be changed meanwhile, which the database refuses else."""

    @abstractmethod
    def _note_erasure(self) -> None:
        """Note in the project that unused places may hold what was erased."""

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains, taken one by one."""
        for chunk in _chunks(entries):
            lasts = {stored.entry.replica: stored.entry for stored in chunk}
            self._insert(
                {
                    "line": [stored.entry for stored in chunk],
                    "sealed": [
                        (stored.entry.replica, stored.entry.seq, *stored.sealed)
                        for stored in chunk
                        if stored.sealed is not None
                    ],
                    "content": [content for stored in chunk for content in stored.contents],
                    "replica": [(own, last.seq, last.hash, last.at) for own, last in lasts.items()],
                }
            )
            self.count += len(chunk)
            self.last = chunk[-1].entry

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; what its parent has after that place becomes its own."""
        self._do(self.statements.insert["branch"], *branch)
        name, parent, seq = branch
        if not self._has_after(parent, seq):
            return
        with self._unguarded():
            for move in self.statements.move:
                self._do(move, name, parent, seq)
        self._do(self.statements.delete_head, parent)
        for run in (parent, name):
            self._do(self.statements.put_head, run)

    def erase(self, entries: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of entries and long contents; their places are scrubbed later."""
        words = [(replica, seq) for replica, numbers in entries.items() for seq in numbers]
        gone = self._do_all(self.statements.delete_words, words)
        gone += self._do_all(self.statements.delete_content, [(id_,) for id_ in contents])
        if gone:
            self._note_erasure()
            self.erased = True

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""
        self._do_all(
            self.statements.insert["checkpoint"],
            [(c.replica, c.size, c.root, c.key, c.signature) for c in checkpoints],
        )


def _chunks(entries: Iterable[StoredEntry]) -> Iterator[list[StoredEntry]]:
    """Yield entries in lists that are short, and shorter where they hold long texts and files."""
    chunk: list[StoredEntry] = []
    held = 0
    for entry in entries:
        chunk.append(entry)
        if entry.contents:
            held += sum(len(content.bytes) for content in entry.contents)
        if len(chunk) >= _CHUNK or held > _CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk
