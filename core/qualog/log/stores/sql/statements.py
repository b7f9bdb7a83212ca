"""What the log asks of its tables, written once; a dialect fills in what databases say otherwise.

The names of tables and columns are the stored format (docs/reference/log-format.md), `line` among
them: in code, a row of that table is an entry.
"""

from collections.abc import Collection, Mapping
from typing import Final

from attrs import frozen

from qualog.log.entry import LogEntry, Sealed
from qualog.log.replication.branches import Branch
from qualog.log.store import ChainRow, FoldRow, StoredContent

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "line": LogEntry._fields,
    "sealed": ("replica", "seq", *Sealed._fields),
    "content": StoredContent._fields,
    "replica": ("replica", "seq", "hash", "at"),
    "branch": Branch._fields,
    "checkpoint": ("replica", "size", "root", "key", "signature"),
}
"""The tables of a project, and the columns of each that hold what is written there."""

FOLD: Final = ", ".join(FoldRow._fields)
ENTRY: Final = ", ".join(LogEntry._fields)
ENTRY_IN_ORDER: Final = f"at, replica, seq, {ENTRY}"
"""What the order of replay goes by, and then a whole entry."""

_TEXTS: Final = ("authors", "kind", "command", "together", "subjects")


@frozen
class Dialect:
    """How one database says what is said to all of them.

    Attributes:
        mark: what stands for a value.
        utf8: a text column as its UTF-8 bytes, with `{}` for the column.
        hex: bytes as lower-case hexadecimal digits, with `{}` for the column.
        rare: a condition that few rows meet, with `{}` for the condition.
        prefix: what the names of the tables begin with.
        owner: the column that tells the rows of projects apart, where a table holds several.
    """

    mark: str
    utf8: str
    hex: str
    rare: str = "{}"
    prefix: str = ""
    owner: str = ""

    def phrase(self, statement: str) -> str:
        """Return a statement in this dialect.

        `{line}` and so on are tables, `{own}` is true for the rows of this project, and `?` is a
        value. The value that `{own}` needs, if any, comes last: so callers need not know of it.
        """
        tables = {table: self.prefix + table for table in COLUMNS}
        own = f"{self.owner}=?" if self.owner else "TRUE"
        said = statement.format(own=own, hash=self.hex.format("hash"), entry=ENTRY, **tables)
        return said.replace("?", self.mark)

    def literal(self, text: str) -> str:
        """Return a text as it stands in a statement itself."""
        quoted = text.replace("'", "''")
        return f"'{quoted.replace('%', '%%') if '%' in self.mark else quoted}'"

    def with_owner(self, columns: str) -> str:
        """Return the columns of a key or of a row, with the one that tells projects apart."""
        return f"{columns}, {self.owner}" if self.owner else columns

    def insert(self, table: str) -> str:
        """Return the statement that writes a row of a table."""
        columns = self.with_owner(", ".join(COLUMNS[table]))
        marks = ", ".join("?" for _ in columns.split(", "))
        return self.phrase(f"INSERT INTO {{{table}}} ({columns}) VALUES ({marks})")


class Statements:
    """The statements of the log in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        phrase, insert, with_owner = dialect.phrase, dialect.insert, dialect.with_owner
        self._dialect = dialect

        self.line, self.words = phrase("{line}"), phrase("{sealed}")
        self.line_with_words = phrase(
            f"{{line}} LEFT JOIN {{sealed}} USING ({with_owner('replica, seq')})"
        )
        self.verified = ", ".join(
            dialect.utf8.format(name) if name in _TEXTS else name for name in ChainRow._fields
        )
        self._in_chain = phrase("replica=? AND seq>=?")
        self.up_to, self.until = phrase(" AND seq<=?"), phrase(" AND at<=?")
        self._own = phrase(" AND {own}")

        self.heads = phrase(
            "SELECT replica, seq, hash, at FROM {replica} WHERE {own} ORDER BY replica"
        )
        self.branches = phrase("SELECT name, parent, seq FROM {branch} WHERE {own}")
        self.checkpoints = phrase(
            "SELECT replica, size, root, key, signature FROM {checkpoint} WHERE {own} "
            "ORDER BY replica, size, key"
        )
        # Said once more that it is not empty: else the index, which leaves those out, is not used.
        self.command = phrase(
            "SELECT 1 FROM {line} WHERE command=? AND command <> '' AND {own} LIMIT 1"
        )
        self.entry = phrase("SELECT {entry} FROM {line} WHERE replica=? AND seq=? AND {own}")
        self.hash = phrase("SELECT hash FROM {line} WHERE replica=? AND seq=? AND {own}")
        self.sealed = phrase("SELECT salt, words FROM {sealed} WHERE replica=? AND seq=? AND {own}")
        self.content_ids = phrase("SELECT id FROM {content} WHERE {own}")
        self.last_merge = phrase(
            "SELECT {entry} FROM {line} WHERE replica=? AND kind='replicas-merged' AND seq<? "
            "AND {own} ORDER BY seq DESC LIMIT 1"
        )
        self.next_replica = phrase(
            "SELECT replica FROM {line} WHERE replica>? AND {own} ORDER BY replica LIMIT 1"
        )
        self.next_sealed = phrase(
            "SELECT replica FROM {sealed} WHERE replica>? AND {own} ORDER BY replica LIMIT 1"
        )
        self.find_hash = phrase(
            "SELECT {entry} FROM {line} WHERE substr({hash}, 1, ?)=? AND {own} LIMIT 2"
        )

        self.insert: Mapping[str, str] = {
            **{table: insert(table) for table in COLUMNS},
            "replica": f"{insert('replica')} ON CONFLICT ({with_owner('replica')}) DO UPDATE "
            "SET seq=excluded.seq, hash=excluded.hash, at=excluded.at",
            "checkpoint": f"{insert('checkpoint')} ON CONFLICT ({with_owner('replica, key')}) "
            "DO UPDATE SET size=excluded.size, root=excluded.root, signature=excluded.signature "
            + phrase("WHERE excluded.size > {checkpoint}.size"),
        }
        self.comes_after = phrase(
            "SELECT 1 FROM {line} WHERE replica=? AND seq>? AND {own} LIMIT 1"
        )
        self.move = tuple(
            phrase(f"UPDATE {{{table}}} SET {run}=? WHERE {run}=? AND {number}>? AND {{own}}")
            for table, run, number in (
                ("line", "replica", "seq"),
                ("sealed", "replica", "seq"),
                ("checkpoint", "replica", "size"),
                ("branch", "parent", "seq"),
            )
        )
        head = with_owner("replica, seq, hash, at")
        self.delete_head = phrase("DELETE FROM {replica} WHERE replica=? AND {own}")
        self.put_head = phrase(
            f"INSERT INTO {{replica}} ({head}) SELECT {head} FROM {{line}} "
            "WHERE replica=? AND {own} ORDER BY seq DESC LIMIT 1"
        )
        self.delete_words = phrase("DELETE FROM {sealed} WHERE replica=? AND seq=? AND {own}")
        self.delete_content = phrase("DELETE FROM {content} WHERE id=? AND {own}")

    def chain(self, columns: str, source: str, condition: str = "") -> str:
        """Return the statement that reads a replica's chain from a number on, in order.

        Its arguments are those of a `ChainPart`; its values are the replica, the number, those of
        the condition, and the owner.
        """
        where = f"{self._in_chain}{condition}{self._own}"
        return f"SELECT {columns} FROM {source} WHERE {where} ORDER BY seq"

    def of_kinds(self, kinds: Collection[str]) -> str:
        """Return the condition that an entry is of one of some kinds.

        The kinds stand in the statement itself, not among its values: only so can the indexes
        serve that hold nothing but some kinds.
        """
        one_of = " OR ".join(f"kind={self._dialect.literal(kind)}" for kind in kinds)
        return f" AND {self._dialect.rare.format(f'({one_of})')}" if kinds else " AND 1=0"
