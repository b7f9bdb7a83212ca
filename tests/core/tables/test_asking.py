"""A study asked with SQL: what it answers, that nothing can be changed, and what is said."""

import os

import pytest

from qualog.errors import BadInput, NotFound
from qualog.tables import asking
from qualog.tables.database import fill_tables
from qualog.tables.schema import RELATIONS
from qualog.tables.table import Table


def test_every_table_and_view_can_be_asked_and_has_its_columns(project):
    for relation in RELATIONS.values():
        frame = project.sql(f"SELECT * FROM {relation.name}")
        assert list(frame.columns) == [column.name for column in relation.columns], relation.name


def test_every_table_view_and_column_says_what_it_means():
    for relation in RELATIONS.values():
        assert relation.meaning.endswith("."), relation.name
        for column in relation.columns:
            assert column.meaning.endswith("."), f"{relation.name}.{column.name}"


def test_names_have_no_spaces():
    for relation in RELATIONS.values():
        names = [relation.name, *(column.name for column in relation.columns)]
        assert all(name.isidentifier() for name in names)


def test_values_are_of_the_types_that_columns_say(project):
    for relation in RELATIONS.values():
        for row in project.sql(f"SELECT * FROM {relation.name}"):
            for column in relation.columns:
                value = row[column.name]
                assert value is None or isinstance(value, column.stored), relation.name


@pytest.fixture
def filled(monkeypatch):
    """The names of the tables whose rows were made."""
    names = set()

    def noted(database, study, named):
        names.update(named & {name for name, each in RELATIONS.items() if isinstance(each, Table)})
        fill_tables(database, study, named)

    monkeypatch.setattr(asking, "fill_tables", noted)
    return names


@pytest.mark.parametrize(
    ("query", "tables"),
    [
        ("SELECT name FROM codes", {"codes"}),
        ('SELECT name FROM "Codes"', {"codes"}),
        ("SELECT 1", set()),
        ("SELECT * FROM turn_list", {"turns", "documents", "participants", "authors"}),
        ("SELECT rowid FROM turns_stems", set()),
    ],
)
def test_only_what_is_named_is_filled(project, filled, query, tables):
    project.sql(query)
    assert filled == tables


def test_tables_that_are_joined_in_any_way_are_filled(ask, project):
    joined = "SELECT count(*) FROM codings JOIN documents ON documents.id = codings.document"
    assert ask(joined) == [(len(project.state.codings),)]
    using = "SELECT count(*) FROM codings JOIN turns USING (document, start)"
    on = "SELECT count(*) FROM codings c, turns t WHERE c.document=t.document AND c.start=t.start"
    assert ask(using) == ask(on) != [(0,)]
    natural = "SELECT count(*) FROM (SELECT id AS code FROM codes) NATURAL JOIN theme_codes"
    assert ask(natural) == [(3,)]


def test_columns_of_the_same_name_are_all_there(project):
    found = project.sql("SELECT codes.name, documents.name FROM codes, documents LIMIT 1")
    assert found.columns == ("name", "name_2")
    assert list(found[0].values()) == ["trust <script>x</script>", "talk <1>"]


FORBIDDEN = [
    "DELETE FROM codes",
    "INSERT INTO authors VALUES ('x', 'X')",
    "UPDATE codes SET name = 'x'",
    "REPLACE INTO authors SELECT 'x', 'X'",
    "WITH a AS (SELECT 1) DELETE FROM codes",
    "DROP TABLE codes",
    "CREATE TABLE mine (a)",
    "CREATE TEMP TABLE mine (a)",
    "CREATE VIEW mine AS SELECT 1",
    "ATTACH '{file}' AS other",
    "VACUUM",
    "VACUUM INTO '{file}'",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA table_info(codes)",
    "PRAGMA writable_schema = ON",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT a",
    "DETACH main",
    "REINDEX",
    "ANALYZE",
    "INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')",
    "SELECT load_extension('{file}')",
    "SELECT * FROM pragma_table_info('codes')",
    "EXPLAIN SELECT 1",
    "",
    "   ",
    "-- nothing",
]


@pytest.mark.parametrize("query", FORBIDDEN)
def test_a_query_changes_nothing_and_opens_no_file(project, tmp_path, query):
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInput):
        project.sql(query.format(file=tmp_path / "other.db"))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("query", FORBIDDEN[:-4])
def test_nor_does_it_where_its_first_check_is_deceived(project, tmp_path, monkeypatch, query):
    monkeypatch.setattr(asking, "_require_reading", lambda connection, query: None)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInput):
        project.sql(query.format(file=tmp_path / "other.db"))
    assert sorted(tmp_path.rglob("*")) == before


def test_files_cannot_be_read_by_functions(project):
    for function in ("readfile", "writefile", "edit", "fileio_read"):
        with pytest.raises(BadInput, match="no such function"):
            project.sql(f"SELECT {function}('{os.devnull}')")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT 1; SELECT 2", "Only one query can be asked at a time. Remove what is behind"),
        ("SELECT 1; DELETE FROM codes", "Only one query can be asked at a time."),
        ("SELCT 1", "The query cannot be understood near “SELCT”."),
        ("SELECT (", "The query ends too early"),
        ("SELECT max(1, 2", "The query ends too early"),
        ("SELECT nope(1)", "The query cannot be answered: no such function: nope."),
        ("SELECT ?", "The query cannot be answered: Incorrect number of bindings supplied"),
        ("SELECT text FROM turns WHERE turns_fts MATCH 'a'", "There is no column “turns_fts”."),
        ("SELECT rowid FROM turns_fts('\"')", "The query cannot be answered"),
        ("SELECT CAST(x'ff' AS TEXT)", "The query cannot be answered: Could not decode"),
        ("SELECT '\udcff'", "The query has characters that are none."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(project, query, said):
    with pytest.raises((BadInput, NotFound)) as caught:
        project.sql(query)
    assert str(caught.value).startswith(said)


def test_a_query_may_end_with_a_semicolon_and_have_comments(ask):
    assert ask("-- how many\nSELECT 2 /* two */ ;  -- so many") == [(2,)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM coding", "There is no table “coding”. Did you mean “codings”"),
        ("SELECT * FROM quotes", "There is no table “quotes”."),
        ("SELECT * FROM xyzzy", "They are listed with their columns by: qualog sql --schema"),
        ("SELECT quotatoin FROM passages", "column “quotatoin”. Did you mean “quotation”?"),
        ("SELECT t.speaking FROM turns t", "no column “t.speaking”. Did you mean “speaker”"),
        (
            "SELECT xyzzy FROM authors",
            "no column “xyzzy”. The tables that are named have: id, name",
        ),
        ("SELECT xyzzy", "Tables are listed with their columns by: qualog sql --schema"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is_near(project, query, said):
    with pytest.raises(NotFound) as caught:
        project.sql(query)
    assert said in str(caught.value)


def test_it_is_as_of_any_moment_and_of_a_group(ask, project):
    assert ask("SELECT moment, exact FROM study", "first pass") == [("first pass", 1)]
    assert ask("SELECT * FROM themes", "first pass") == []
    names = project.sql("SELECT name FROM documents", where="shift = by night")
    assert [row["name"] for row in names] == ["talk <1>"]
