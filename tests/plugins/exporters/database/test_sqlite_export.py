"""The state as SQLite: tables that hold together, asked with the standard library alone."""

import sqlite3
from contextlib import closing

import pytest

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import ImportedCoding, Material
from qualog.options import NoOptions
from qualog_plugins.exporters.database.sqlite import SqliteState, qualog_exporters


@pytest.fixture
def ask(export):
    target, _ = export(SqliteState())
    with closing(sqlite3.connect(target)) as database:
        yield lambda query, *values: database.execute(query, values).fetchall()


def column(rows):
    return [row[0] for row in rows]


def test_the_hook_gives_it():
    assert [each.name for each in qualog_exporters()] == ["sqlite"]


def test_it_is_whole_and_every_foreign_key_leads_somewhere(ask):
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []
    tables = column(ask("SELECT name FROM sqlite_master WHERE type = 'table'"))
    keys = {(table, key[3], key[2]) for table in tables for key in foreign_keys(ask, table)}
    assert {
        ("codings", "document", "documents"),
        ("codings", "code", "codes"),
        ("codings", "decision", "decisions"),
        ("coding_coders", "author", "authors"),
        ("coding_participants", "participant", "participants"),
        ("theme_codes", "theme", "themes"),
        ("links", "concept", "concepts"),
        ("evidence", "link", "links"),
        ("turns", "participant", "participants"),
    } <= keys


def foreign_keys(ask, table):
    return ask(f"PRAGMA foreign_key_list([{table}])")


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
    assert column(ask("SELECT text FROM documents ORDER BY rowid")) == [
        state.text(id_) for id_ in state.documents
    ]


def test_quotations_are_the_passages_in_code_points(ask):
    assert (
        ask(
            "SELECT quotation FROM codings JOIN documents ON documents.id = document "
            'WHERE quotation <> substr(text, start + 1, "end" - start)'
        )
        == []
    )


def test_the_decisions_are_the_log_told(ask, project):
    study = project.at()
    lines = [each.id for each in study.entries()]
    assert column(ask("SELECT id FROM decisions ORDER BY rowid")) == lines
    assert ask("SELECT authors, why FROM decisions WHERE kind = 'codes-merged'") == [
        ("Ingrid <b>Falk</b> and Samir", "one & the same")
    ]
    last = project.log.store.entry(*_parts(study.last_decision))
    assert ask("SELECT decision, hash FROM study") == [(last.id, last.hash.hex())]


def _parts(decision):
    replica, _, seq = decision.partition(".")
    return replica, int(seq)


def test_a_decision_that_was_taken_back_is_told_so(project, export):
    written = project.memos.write("a slip")
    project.undo(written.made.decision, why="not so")
    target, _ = export(SqliteState())
    with closing(sqlite3.connect(target)) as database:
        told = database.execute("SELECT id FROM decisions WHERE reverted").fetchall()
        assert told == [(written.made.decision,)]
        assert database.execute("SELECT * FROM memos WHERE text = 'a slip'").fetchall() == []


def test_a_merged_code_says_what_it_counts_as(ask):
    assert ask(
        "SELECT into_.name, codes.status FROM codes JOIN codes AS into_ "
        "ON into_.id = codes.counts_as WHERE codes.name = 'confidence'"
    ) == [("trust <script>x</script>", "merged")]


def test_links_say_how_they_were_settled(ask):
    assert ask(
        "SELECT status, decisions.why FROM links JOIN decisions ON decisions.id = settled_by "
        "ORDER BY links.rowid"
    ) == [
        ("accepted", "we saw it & agreed"),
        ("rejected", "too <strong> a word"),
        ("accepted", "only here"),
    ]
    assert ask("SELECT settled_by FROM links WHERE status = 'proposed'") == [(None,)]


def test_the_same_relation_said_twice_is_one_row(ask):
    assert ask("SELECT relation FROM theme_relations") == [("rests & leans on",)]


def test_passages_can_be_read_without_joins(ask, project):
    told = ask("SELECT document, quotation, code, coders, participants FROM passages")
    assert len(told) == len(project.state.codings)
    assert (
        "letter",
        "Nobody *asks* us.",
        "Power over",
        "Ingrid <b>Falk</b>; Samir",
        "Bo",
    ) in told


def test_words_are_found(ask):
    found = (
        "SELECT quotation FROM codings WHERE rowid IN "
        "(SELECT rowid FROM codings_fts WHERE codings_fts MATCH ?)"
    )
    assert column(ask(found, "decide")) == ["They decide | and we wait."]


def test_turns_name_participants_by_pseudonym(ask):
    assert ask(
        "SELECT turn, pseudonym FROM turns JOIN participants ON participants.id = participant "
        "ORDER BY turn"
    ) == [(2, "Anna <i>"), (4, "Anna <i>")]


def test_real_names_are_left_out_and_that_is_said(export):
    target, left_out = export(SqliteState())
    assert "the participants' names" in left_out
    told = target.read_bytes()
    assert b"Verkligsson" not in told
    assert b"Sannare" not in told
    assert b"Anna <i>" in told


def test_original_files_are_left_out_and_that_is_said(export):
    assert "the files as they were taken in (1)" in export(SqliteState())[1]


def test_an_earlier_moment_is_the_state_of_then(export):
    target, _ = export(SqliteState(), "first pass")
    with closing(sqlite3.connect(target)) as database:
        ask = lambda query: database.execute(query).fetchall()  # noqa: E731
        assert ask("SELECT moment, exact FROM study") == [("first pass", 1)]
        assert set(column(ask("SELECT status FROM codes"))) == {"live"}
        assert "power" in column(ask("SELECT name FROM codes"))
        assert ask("SELECT * FROM themes") == []
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("SELECT * FROM decisions WHERE kind = 'codes-merged'") == []


def test_a_file_that_is_there_is_replaced_whole(export, tmp_path):
    (tmp_path / "out.db").write_bytes(b"something else")
    target, _ = export(SqliteState())
    assert target.read_bytes().startswith(b"SQLite format 3\0")


def test_a_folder_that_is_not_there_is_told(project, tmp_path):
    with pytest.raises(BadInput, match="cannot be written"):
        SqliteState().write(project.at(), tmp_path / "nowhere" / "x.db", NoOptions())


def test_what_cannot_be_finished_leaves_the_old_file(export, tmp_path, monkeypatch):
    (tmp_path / "out.db").write_bytes(b"as it was")

    def fails(study):
        raise ZeroDivisionError

    monkeypatch.setattr("qualog_plugins.exporters.database.sqlite.narrate", fails)
    with pytest.raises(ZeroDivisionError):
        export(SqliteState())
    assert [each.name for each in tmp_path.glob("*.db*")] == ["out.db"]
    assert list(tmp_path.glob(".out*")) == []
    assert (tmp_path / "out.db").read_bytes() == b"as it was"


def test_discussions_and_the_consensus(project, export):
    talk = project.discussions.open("talk <1>", quote="It was fine", topic="is it?")
    project.discussions.reply(talk.id, "it is", by=["Samir"])
    letter = project.discussions.open("letter", quote="They decide | and we wait.")
    project.discussions.settle(letter.id, "one-side", coder="Samir", why="nobody decides")
    reopened = project.discussions.open("letter", quote="Nobody *asks* us.")
    project.discussions.settle(reopened.id, "new-coding", codes=["voice"], why="heard")
    project.discussions.reopen(reopened.id)
    project.discussions.settle(talk.id, "new-coding", codes=["voice"], why="heard")
    target, _ = export(SqliteState())
    with closing(sqlite3.connect(target)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        told = database.execute(
            "SELECT quotation, topic, outcome, authors.name, decisions.why FROM discussions "
            "LEFT JOIN authors ON authors.id = coder "
            "LEFT JOIN decisions ON decisions.id = settled_by ORDER BY discussions.rowid"
        ).fetchall()
        assert told == [
            ("It was fine", "is it?", "new-coding", None, "heard"),
            ("They decide | and we wait.", "", "one-side", "Samir", "nobody decides"),
            ("Nobody *asks* us.", "", None, None, None),
        ]
        assert database.execute("SELECT text, authors FROM replies").fetchall() == [
            ("it is", "Samir")
        ]
        consensus = database.execute(
            "SELECT documents.name, codes.name, discussion FROM consensus "
            "JOIN documents ON documents.id = consensus.document "
            "JOIN codes ON codes.id = consensus.code ORDER BY consensus.rowid"
        ).fetchall()
        assert consensus == [
            ("talk <1>", "voice", talk.id),
            ("talk <1>", "trust <script>x</script>", None),
            ("talk <1>", "voice", None),
            ("letter", "Power over", None),
        ]


def test_attributes_and_what_participants_and_documents_have_of_them(project, export):
    project.attributes.define("years", "integer")
    project.attributes.define("site")
    project.attributes.give("Anna <i>", "years", "12")
    project.attributes.give("letter", "site", "north")
    project.attributes.give("Bo", "years", "3")
    project.attributes.give("Bo", "years", None)
    target, _ = export(SqliteState())
    with closing(sqlite3.connect(target)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        told = database.execute(
            "SELECT coalesce(pseudonym, documents.name), kind, attributes.name, type, value "
            "FROM attribute_values JOIN attributes ON attributes.id = attribute "
            "LEFT JOIN participants ON participants.id = about "
            "LEFT JOIN documents ON documents.id = about ORDER BY 1, 3"
        ).fetchall()
    assert told == [
        ("Anna <i>", "participant", "shift", "text", "by night"),
        ("Anna <i>", "participant", "years", "integer", "12"),
        ("letter", "document", "site", "text", "north"),
    ]


def test_regions_say_where_they_are(project, export):
    regions = (
        Region(page=2, box=(10, 20, 30.5, 40)),
        Region(box=(1, 2, 3, 4)),  # of a picture: from above
        Region(begin=1_000, end=2_500),
    )
    marked = tuple(ImportedCoding("letter", 0, 0, "voice", region=each) for each in regions)
    project.imports.import_(Material(codings=marked), importer="test")
    target, _ = export(SqliteState())
    with closing(sqlite3.connect(target)) as database:
        told = database.execute(
            'SELECT page, "left", bottom, "right", top, begin_ms, end_ms FROM codings '
            'WHERE start = "end" ORDER BY rowid'
        ).fetchall()
    assert told == [
        (2, 10, 20, 30.5, 40, None, None),
        (None, 1, 4, 3, 2, None, None),
        (None, None, None, None, None, 1_000, 2_500),
    ]
