"""The log in one SQLite file: a `.qualog` project."""

from qualog.log.stores.sqlite.format import APPLICATION_ID, FORMAT
from qualog.log.stores.sqlite.store import SqliteStore

__all__ = ["APPLICATION_ID", "FORMAT", "SqliteStore"]
