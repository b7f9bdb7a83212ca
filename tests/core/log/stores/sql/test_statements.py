"""One set of statements in two dialects: what differs is only what must."""

import sqlite3

import pytest

from qualog.log.stores.sql.statements import COLUMNS, Dialect, Statements

FILE = Dialect(mark="?", utf8="CAST({} AS BLOB)", hex="hex({})")
SHARED = Dialect(mark="%s", utf8="utf8({})", hex="hex({})", prefix="our_", owner="project")


def test_a_statement_is_said_in_each_dialect():
    said = "SELECT {hash} FROM {line} WHERE seq=? AND {own}"
    assert FILE.phrase(said) == "SELECT hex(hash) FROM line WHERE seq=? AND TRUE"
    assert SHARED.phrase(said) == "SELECT hex(hash) FROM our_line WHERE seq=%s AND project=%s"


def test_the_owner_comes_last_everywhere():
    statements = Statements(SHARED)
    for statement in (statements.entry, statements.hash, statements.last_merge, *statements.move):
        assert statement.partition(" ORDER BY")[0].endswith("AND project=%s")
    assert statements.insert["branch"] == (
        "INSERT INTO our_branch (name, parent, seq, project) VALUES (%s, %s, %s, %s)"
    )
    assert Statements(FILE).insert["branch"] == (
        "INSERT INTO branch (name, parent, seq) VALUES (?, ?, ?)"
    )


def test_every_row_is_written_under_the_key_of_its_project():
    statements = Statements(SHARED)
    assert "ON CONFLICT (replica, project)" in statements.insert["replica"]
    assert "ON CONFLICT (replica, key, project)" in statements.insert["checkpoint"]
    assert "ON CONFLICT (replica)" in Statements(FILE).insert["replica"]


@pytest.mark.parametrize("kind", ["plain", "it's", "100 %s", "what? {line}", '"'])
def test_a_kind_stands_in_the_statement_as_it_is(kind):
    condition = Statements(FILE).of_kinds([kind])
    database = sqlite3.connect(":memory:")
    query = f"SELECT kind FROM (SELECT ? AS kind) WHERE 1{condition}"
    assert database.execute(query, (kind,)).fetchall() == [(kind,)]
    assert database.execute(query, (f"{kind}s",)).fetchall() == []
    database.close()
    assert kind.replace("%", "%%").replace("'", "''") in Statements(SHARED).of_kinds([kind])


def test_no_kind_is_no_entry():
    assert Statements(FILE).of_kinds([]) == Statements(SHARED).of_kinds([]) == " AND 1=0"


def test_every_table_can_be_written():
    assert Statements(FILE).insert.keys() == COLUMNS.keys()
