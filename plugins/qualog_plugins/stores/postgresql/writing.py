"""What is done in one transaction of the database."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from qualog.log.entry import LogEntry
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import StoredEntry
from qualog_plugins.stores.postgresql.session import Row, Session

_FEW: Final = 10
_CHUNK: Final = 2000
_CHUNK_BYTES: Final = 8 << 20

_KEY: Final = ("text", "text", "int8")
_TEXTS: Final = ("text", "text", "text")
_COLUMNS: Final = {
    "qualog_line": (*_KEY, "int8", *_TEXTS[:2], "int8", *_TEXTS, "bytea", "bytea", "bytea"),
    "qualog_sealed": (*_KEY, "bytea", "bytea"),
    "qualog_content": ("text", "text", "bytea", "bytea"),
}
_HEAD: Final = (
    "INSERT INTO qualog_replica VALUES (%s, %s, %s, %s, %s) ON CONFLICT (project, replica) "
    "DO UPDATE SET seq=excluded.seq, hash=excluded.hash, at=excluded.at"
)


class Writing:
    """One transaction of one project. `last` is the last line that was put."""

    def __init__(self, session: Session, project: str) -> None:
        self._session = session
        self._project = project
        self.last: LogEntry | None = None
        self.erased = False

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains."""
        for chunk in _chunks(entries):
            tables = self._tables(chunk)
            heads = {each.entry.replica: each.entry for each in chunk}
            statements: list[tuple[str, Row]] = [
                (_HEAD, (self._project, replica, last.seq, last.hash, last.at))
                for replica, last in heads.items()
            ]
            for table, rows in tables.items():
                columns = _COLUMNS[table]
                if len(rows) > _FEW:
                    self._session.insert(table, columns, rows)
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    statements += [(f"INSERT INTO {table} VALUES ({marks})", row) for row in rows]
            self._session.send(statements)
            self.last = chunk[-1].entry

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; lines that its parent has after that place become its own."""
        project, do = self._project, self._session.do
        name, parent, seq = branch
        do("INSERT INTO qualog_branch VALUES (%s, %s, %s, %s)", (project, *branch))
        moved = (name, project, parent, seq)
        do("SELECT set_config('qualog.branching', 'yes', true)")
        after = "WHERE project=%s AND replica=%s AND seq>%s"
        lines = do(f"UPDATE qualog_line SET replica=%s {after}", moved)
        if not lines:
            return
        do(f"UPDATE qualog_sealed SET replica=%s {after}", moved)
        do(
            "UPDATE qualog_checkpoint SET replica=%s WHERE project=%s AND replica=%s AND size>%s",
            moved,
        )
        do("UPDATE qualog_branch SET parent=%s WHERE project=%s AND parent=%s AND seq>%s", moved)
        do("DELETE FROM qualog_replica WHERE project=%s AND replica=%s", (project, parent))
        for each in (parent, name):
            do(
                "INSERT INTO qualog_replica SELECT project, replica, seq, hash, at FROM "
                "qualog_line WHERE project=%s AND replica=%s ORDER BY seq DESC LIMIT 1",
                (project, each),
            )

    def erase(self, lines: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of lines and long contents; the tables are scrubbed after the commit."""
        project, do = self._project, self._session.do
        gone = sum(
            do(
                "DELETE FROM qualog_sealed WHERE project=%s AND replica=%s AND seq=ANY(%s)",
                (project, replica, list(numbers)),
            )
            for replica, numbers in lines.items()
        )
        gone += do(
            "DELETE FROM qualog_content WHERE project=%s AND id=ANY(%s)", (project, list(contents))
        )
        if gone:
            do("UPDATE qualog_project SET unscrubbed=unscrubbed+1 WHERE id=%s", (project,))
            self.erased = True

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""
        self._session.send(
            (
                "INSERT INTO qualog_checkpoint VALUES (%s, %s, %s, %s, %s, %s) "
                "ON CONFLICT (project, replica, key) DO UPDATE SET size=excluded.size, "
                "root=excluded.root, signature=excluded.signature "
                "WHERE excluded.size > qualog_checkpoint.size",
                (self._project, c.replica, c.size, c.root, c.key, c.signature),
            )
            for c in checkpoints
        )

    def _tables(self, chunk: list[StoredEntry]) -> dict[str, list[Row]]:
        """Give the rows that entries are, by table."""
        project = self._project
        return {
            "qualog_line": [(project, *each.entry) for each in chunk],
            "qualog_sealed": [
                (project, each.entry.replica, each.entry.seq, *each.sealed)
                for each in chunk
                if each.sealed is not None
            ],
            "qualog_content": [(project, *each) for entry in chunk for each in entry.contents],
        }


def _chunks(entries: Iterable[StoredEntry]) -> Iterator[list[StoredEntry]]:
    """Give entries in lists that are short, and shorter where they hold long texts and files."""
    chunk: list[StoredEntry] = []
    held = 0
    for entry in entries:
        chunk.append(entry)
        held += sum(len(each.bytes) for each in entry.contents)
        if len(chunk) >= _CHUNK or held > _CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk
