"""The tables of a study in a SQLite database: in memory to be asked, or in a file to be kept."""

from collections.abc import Collection
from typing import Any

from qualog.tables.full_text import SEARCHED, create_indices, fill_index
from qualog.tables.schema import TABLES
from qualog.tables.views import VIEWS
from qualog.views.study import Study


def create_tables(database: Any) -> None:
    """Make all tables, indices of full text and views, empty, in a database of sqlite_utils."""
    for table in TABLES:
        columns = {column.name: column.stored for column in table.columns}
        not_null = {"id"} & columns.keys()
        database.create_table(table.name, columns, pk=table.key, not_null=not_null)
    # Only now: a row may refer to one of a table that comes later.
    database.add_foreign_keys([key for table in TABLES for key in table.foreign_keys])
    create_indices(database)
    for view in VIEWS:
        database.create_view(view.name, view.query)


def fill_tables(database: Any, study: Study, named: Collection[str] | None = None) -> None:
    """Fill the tables that are named, and what full text is named of; all, if None."""
    for table in TABLES:
        searched = [each for each in SEARCHED if each.table == table.name]
        indices = [
            each
            for each in searched
            if named is None or not {each.words, each.stems}.isdisjoint(named)
        ]
        if named is None or table.name in named or indices:
            database.table(table.name).insert_all(row._asdict() for row in table.rows(study))
        for each in indices:
            fill_index(database, each)
    database.index_foreign_keys()
    database.conn.commit()
