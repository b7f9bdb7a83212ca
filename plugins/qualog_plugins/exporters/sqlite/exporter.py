"""The state as a SQLite database: tables with foreign keys, ready for Datasette."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.language import Sayable, message, plural
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.tables.database import create_tables, fill_tables
from qualog.views.study import Study
from qualog_plugins.exporters.shared.left_out import nonzero


class SqliteState:
    """What the log amounts to at a moment, in tables; participants by pseudonym alone."""

    name = "sqlite"
    summary = "The state as a SQLite database with foreign keys, ready for Datasette"
    suffix = ".db"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the database, and return what is not in it.

        Raises:
            BadInput: the file cannot be written.
        """
        import sqlite_utils

        with atomic_write(target) as draft:
            database = sqlite_utils.Database(draft)
            # A draft that is cut off is thrown away, so it need not be safe at every step.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA journal_mode = MEMORY")
            try:
                create_tables(database)
                fill_tables(database, study)
            except sqlite3.OperationalError as error:
                raise BadInput(
                    "{file} cannot be written: {reason}.", file=target, reason=error
                ) from None
            finally:
                database.close()
        return list(_left_out(study))


def _left_out(study: Study) -> Iterator[Sayable]:
    state = study.state
    if any(participant.name for participant in state.participants.values()):
        yield message(
            "The participants' names are not in the database. To see them: qualog participant key"
        )
    yield from nonzero(
        plural(
            "The database leaves out the file that one document was imported from. "
            "To write it: qualog document original",
            "The database leaves out the files that {n} documents were imported from. "
            "To write them: qualog document original",
            sum(document.original is not None for document in state.documents.values()),
        )
    )
    if study.where:
        yield message(
            "The texts and the decisions are in the database in full, with what others said. "
            "For a file without it, choose a format that can be narrowed, such as codings-csv."
        )


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [SqliteState()]
