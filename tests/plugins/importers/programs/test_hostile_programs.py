"""Databases of other programs that are not as their importers expect them."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.samples import SAMPLES

from qualog.plugins.registry import installed_plugins
from qualog.state import State
from qualog.testing.samples import Sample, outcome

DATABASES = ("taguette", "qualcoder", "rqda", "maxqda-mex")
ODD = [None, -1, 2**62, 1e308, float("inf"), b"\x00\xff", "", " ", "\x00", "x" * 70, "1; DROP"]


def write(kind, folder):
    """Write a whole database of a kind."""
    return SAMPLES[kind][0].write(folder)


def importer(kind):
    return installed_plugins().importers().named(kind).plugin


def look(kind, path):
    """See what comes of a database; words where it is refused."""
    outcome(importer(kind), Sample(path.name, path.read_bytes()), path.parent, State())


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.floats(0, 0.99), st.floats(0, 0.99), st.sampled_from(ODD)), max_size=4)
)
@pytest.mark.parametrize("kind", DATABASES)
def test_values_that_nobody_expects(tmp_path, kind, odd):
    path = write(kind, tmp_path)
    with closing(sqlite3.connect(path)) as database, database:
        places = [
            (table, column)
            for (table,) in database.execute("SELECT name FROM sqlite_master").fetchall()
            for _, column, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()
        ]
        for where, row, value in odd:
            table, column = places[int(where * len(places))]
            [(rows,)] = database.execute(f"SELECT count(*) FROM {table}")
            one = int(row * rows) + 1
            database.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, one))
    look(kind, path)


@pytest.mark.parametrize("kind", DATABASES)
def test_tables_and_columns_that_are_not_there(tmp_path, kind):
    path = write(kind, tmp_path)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    for table in tables:
        for change in (
            f"DROP TABLE {table}",
            f"ALTER TABLE {table} RENAME TO x",
            f"CREATE TRIGGER t AFTER UPDATE ON {table} BEGIN SELECT 1; END",
        ):
            path.write_bytes(whole)
            with closing(sqlite3.connect(path)) as database, database:
                database.execute(change)
            look(kind, path)


@pytest.mark.parametrize("kind", DATABASES)
def test_nothing_is_written_beside_a_database(tmp_path, kind):
    path = write(kind, tmp_path)
    whole = path.read_bytes()
    path.chmod(0o444)
    assert importer(kind).read(path, importer(kind).options()).codings
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == whole
