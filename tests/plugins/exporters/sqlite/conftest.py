"""The database of the study, asked with the standard library alone."""

import sqlite3

import pytest

from qualog_plugins.exporters.sqlite.exporter import SqliteState


@pytest.fixture
def ask(export):
    """Return what asks the database, which is written when it is asked for the first time."""
    opened = []

    def rows(query, *values, moment=None):
        if not opened:
            target, _ = export(SqliteState(), moment)
            opened.append(sqlite3.connect(target))
        return opened[0].execute(query, values).fetchall()

    yield rows
    for database in opened:
        database.close()
