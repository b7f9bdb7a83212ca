"""SQLite databases of other programs, read without trusting them."""

import sqlite3

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.reading.database import open_database, tables_of, unsaved_changes

MAGIC = b"SQLite format 3\x00"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "p.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        CREATE TABLE codes (id INTEGER, name TEXT, size REAL, dated TEXT, data BLOB,
                            twice INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL);
        INSERT INTO codes
            VALUES (1, '  trust' || char(0) || ' ', 2.0, '2024-01-02 03:04:05', x'00');
        INSERT INTO codes VALUES (NULL, NULL, 2.5, 'yesterday', NULL);
        CREATE VIEW seen AS SELECT * FROM codes;
        CREATE VIRTUAL TABLE words USING fts5(word);
        """
    )
    connection.close()
    return path


@pytest.fixture
def database(path):
    database = open_database(path, path.name)
    yield database
    database.close()


def test_only_tables_with_stored_columns_are_read(database):
    assert "codes" in database.tables
    assert not database.tables & {"seen", "words"}
    [record, _] = database.rows("codes", "id", "twice", "none")
    assert record.values == {"id": 1}
    assert list(database.rows("codes", "twice")) == []
    assert list(database.rows("seen", "id")) == []
    assert (database.count("codes"), database.count("none")) == (2, 0)


def test_values_are_read_as_what_they_should_be(database):
    first, second = database.rows("codes", "id", "name", "size", "dated", "data")
    assert (first.text("name"), first.trimmed("name")) == ("  trust\ufffd ", "trust\ufffd")
    assert (first.integer("id"), first.integer("size")) == (1, 2)
    assert first.date("dated") == 1704164645000
    assert (first.text("data"), first.integer("name")) == ("", None)
    assert (second.text("name"), second.integer("id"), second.integer("size")) == ("", None, None)
    assert (second.date("dated"), second.text("none")) == (None, "")


@pytest.mark.parametrize(
    ("needed", "lacks"),
    [
        ({"codes": ("id", "color")}, "no column color in its table codes"),
        ({"codes": ("id",), "coding": ("id",)}, "no table coding"),
        ({"codes": ("twice",)}, "no column twice in its table codes"),
    ],
)
def test_what_is_missing_is_named(database, needed, lacks):
    with pytest.raises(BadInput) as refused:
        database.check(needed, "a Taguette project")
    assert str(refused.value) == (
        f"p.db is not a Taguette project: it has {lacks}. Export or copy the project again."
    )
    database.check({"codes": ("id", "name")}, "a Taguette project")


def test_the_bytes_of_a_database_are_read_as_well(path):
    database = open_database(path.read_bytes(), "packed.db")
    assert database.count("codes") == 2
    database.close()


@pytest.mark.parametrize("content", [b"", b"I: hi", MAGIC, MAGIC + bytes(200)])
def test_what_is_no_database_is_refused_or_empty(tmp_path, content):
    path = tmp_path / "bad.db"
    path.write_bytes(content)
    assert tables_of(path, content[:100]) == frozenset()
    if content:
        with pytest.raises(BadInput, match=r"bad\.db is damaged, or not a database.*again"):
            open_database(path, path.name)


def test_its_settings_are_made_before_anything_is_read(database):
    """A schema that calls functions is not trusted, and damaged cells are noticed."""
    [trusted], [checked] = (
        database._connection.execute(f"PRAGMA {name}").fetchone()
        for name in ("trusted_schema", "cell_size_check")
    )
    assert (trusted, checked) == (0, 1)


def test_nothing_is_written_beside_the_file(path):
    before = path.read_bytes()
    database = open_database(path, path.name)
    list(database.rows("codes", "id"))
    database.close()
    assert [each.name for each in path.parent.iterdir()] == ["p.db"]
    assert path.read_bytes() == before


def test_changes_that_are_not_in_the_file_yet_are_said(path):
    assert list(unsaved_changes(path)) == []
    path.with_name("p.db-wal").touch()
    assert list(unsaved_changes(path)) == []
    path.with_name("p.db-wal").write_bytes(b"x")
    [line] = unsaved_changes(path)
    assert "what is in p.db-wal, not yet in the project file" in str(line)
