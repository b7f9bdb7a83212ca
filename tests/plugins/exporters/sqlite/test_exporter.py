"""The database as a whole: that it holds together, what it leaves out, and how it is written."""

import sqlite3

import pytest

from qualog.errors import BadInput
from qualog.options import NoOptions
from qualog_plugins.exporters.sqlite.exporter import SqliteState, qualog_exporters


def column(rows):
    return [row[0] for row in rows]


def foreign_keys(ask, table):
    return {(table, key[3], key[2], key[4]) for key in ask(f"PRAGMA foreign_key_list([{table}])")}


def test_the_hook_returns_it():
    assert [exporter.name for exporter in qualog_exporters()] == ["sqlite"]


def test_it_is_whole_and_every_foreign_key_leads_somewhere(ask, project):
    talk = project.discussions.open("letter", quote="They decide | and we wait.")
    project.discussions.reply(talk.id, "do they?")
    project.discussions.settle(talk.id, "one-side", coder="Samir", why="nobody decides")
    project.attributes.give("letter", "shift", "north")
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []
    tables = column(ask("SELECT name FROM sqlite_master WHERE type = 'table'"))
    keys = {key for table in tables for key in foreign_keys(ask, table)}
    assert {
        ("codings", "document", "documents", "id"),
        ("codings", "code", "codes", "id"),
        ("codings", "decision", "decisions", "id"),
        ("coding_coders", "author", "authors", "id"),
        ("coding_participants", "participant", "participants", "id"),
        ("theme_codes", "theme", "themes", "id"),
        ("links", "concept", "concepts", "id"),
        ("links", "settled_by", "decisions", "id"),
        ("evidence", "link", "links", "id"),
        ("turns", "participant", "participants", "id"),
    } <= keys
    assert len(keys) == 40


def test_everything_of_the_state_is_a_row(ask, project):
    state = project.state
    for table, things in {
        "authors": state.authors,
        "participants": state.participants,
        "documents": state.documents,
        "codes": state.codebook.codes,
        "codings": state.codings,
        "memos": state.memos,
        "themes": state.themes,
        "theories": state.theories,
        "links": state.links,
        "moments": state.moments,
    }.items():
        assert set(column(ask(f"SELECT id FROM {table}"))) == set(things), table


def test_passages_can_be_read_without_joins(ask, project):
    passages = ask("SELECT document, quotation, code, coders, participants FROM passages")
    assert len(passages) == len(project.state.codings)
    assert (
        "letter",
        "Nobody *asks* us.",
        "Power over",
        "Ingrid <b>Falk</b>; Samir",
        "Bo",
    ) in passages


def test_words_are_found(ask):
    found = (
        "SELECT quotation FROM codings WHERE rowid IN "
        "(SELECT rowid FROM codings_fts WHERE codings_fts MATCH ?)"
    )
    assert column(ask(found, "decide")) == ["They decide | and we wait."]


def test_real_names_are_left_out_and_that_is_said(export):
    target, left_out = export(SqliteState())
    assert (
        "The participants' names are not in the database. To see them: qualog participant key"
        in left_out
    )
    content = target.read_bytes()
    assert b"Verkligsson" not in content
    assert b"Sannare" not in content
    assert b"Anna <i>" in content


def test_original_files_are_left_out_and_that_is_said(export):
    assert (
        "The database leaves out the file that one document was imported from. "
        "To write it: qualog document original"
    ) in export(SqliteState())[1]


def test_an_earlier_moment_is_the_state_of_then(ask):
    assert ask("SELECT moment, exact FROM study", moment="first pass") == [("first pass", 1)]
    assert set(column(ask("SELECT status FROM codes"))) == {"live"}
    assert "power" in column(ask("SELECT name FROM codes"))
    assert ask("SELECT * FROM themes") == []
    assert ask("PRAGMA foreign_key_check") == []
    assert ask("SELECT * FROM decisions WHERE kind = 'codes-merged'") == []


def test_a_file_that_is_there_is_replaced_whole(export, tmp_path):
    (tmp_path / "out.db").write_bytes(b"something else")
    target, _ = export(SqliteState())
    assert target.read_bytes().startswith(b"SQLite format 3\0")


def test_a_folder_that_is_not_there_is_an_error(project, tmp_path):
    with pytest.raises(BadInput, match="cannot be written"):
        SqliteState().write(project.at(), tmp_path / "nowhere" / "x.db", NoOptions())


def test_what_sqlite_cannot_write_is_an_error_with_the_file(project, tmp_path, monkeypatch):
    def fails(database, study):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("qualog_plugins.exporters.sqlite.exporter.fill_tables", fails)
    with pytest.raises(BadInput) as caught:
        SqliteState().write(project.at(), tmp_path / "x.db", NoOptions())
    assert str(caught.value) == f"{tmp_path / 'x.db'} cannot be written: disk I/O error."


def test_what_cannot_be_finished_leaves_the_old_file(export, tmp_path, monkeypatch):
    (tmp_path / "out.db").write_bytes(b"as it was")

    def fails(study):
        raise ZeroDivisionError

    monkeypatch.setattr("qualog.tables.history.narrate", fails)
    with pytest.raises(ZeroDivisionError):
        export(SqliteState())
    assert [path.name for path in tmp_path.glob("*.db*")] == ["out.db"]
    assert list(tmp_path.glob(".out*")) == []
    assert (tmp_path / "out.db").read_bytes() == b"as it was"
