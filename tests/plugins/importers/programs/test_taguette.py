"""Taguette's projects: bytes become characters, and a lost coder stays lost."""

import json

import pytest
from tests.plugins.importers.programs.projects import make, said
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.programs.taguette import Taguette, qualog_importers

TEXT = "<p>Å: 🐈 I trust</p><p>them &amp; all.<br>So</p>\n<p>x</p>"


def tables(**more):
    return {
        "users": ("login TEXT", [("admin",)]),
        "projects": ("id INTEGER, name TEXT", [(1, "Study")]),
        "documents": (
            "id INTEGER, name TEXT, description TEXT, contents TEXT, project_id INTEGER",
            [(1, "Talk.txt", "in spring", TEXT, 1)],
        ),
        "tags": (
            "id INTEGER, path TEXT, description TEXT, project_id INTEGER",
            [(1, "trust", "", 1), (2, "trust.all", "d", 1), (3, "a.b", "", 1)],
        ),
        "highlights": (
            "id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, "
            "snippet TEXT",
            [(1, 1, 9, 16, "I trust"), (2, 1, 11, 20, "<p>trust</p><p>them</p>")],
        ),
        "highlight_tags": ("highlight_id INTEGER, tag_id INTEGER", [(1, 1), (1, 2), (2, 3)]),
        "commands": (
            "date TEXT, user_login TEXT, project_id INTEGER, payload TEXT",
            [("2026-01-02 03:04:05", "admin", 1, '{"type": "highlight_add", "highlight_id": 1}')],
        ),
        **more,
    }


@pytest.fixture
def read(tmp_path):
    def read(found, *more, **options):
        path = make(tmp_path / "p.sqlite3", found, *more)
        return Taguette().read(path, Taguette.options(**options))

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    path = make(tmp_path / "p.sqlite3", tables())
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.9
    assert importer.sniff(path, b"SQLite") == 0
    other = make(tmp_path / "other.sqlite3", {"projects": ("id", [])})
    assert importer.sniff(other, other.read_bytes()[:4096]) == 0


def test_bytes_become_characters_and_paragraphs_lines(read):
    material = read(tables())
    assert material.documents[0].text == "Å: 🐈 I trust\nthem & all.\nSo\nx"
    assert said(material) == [
        ("Talk", "trust", "I trust", None),
        ("Talk", "trust.all", "I trust", None),
        ("Talk", "a.b", "trust\nthem", None),
    ]
    assert material.codings[0].dated == 1767323045000
    assert material.memos[0].text == "in spring"


def test_dotted_tags_lie_under_tags_that_are_there(read):
    above = {"trust": None, "trust.all": "trust", "a.b": None}
    assert {each.name: each.parent for each in read(tables()).codes} == above
    flat = read(tables(), tags="flat")
    assert {each.parent for each in flat.codes} == {None}


def test_the_lost_coder_is_told_and_not_invented(read):
    [told] = left_behind(read(tables()))
    assert told.startswith("who highlighted: Taguette's export puts all under one user;")


def test_a_servers_database_still_knows_who(read):
    told = json.dumps({"type": "highlight_add", "highlight_id": 2})
    found = tables()
    found["commands"][1].append(("2026-01-02", "bo", 1, told))
    material = read(found)
    assert [each.author for each in material.codings] == [None, None, "bo"]
    assert left_behind(material) == ()


def test_of_several_projects_one_is_named(read):
    found = tables(projects=("id INTEGER, name TEXT", [(1, "Study"), (2, "Other")]))
    with pytest.raises(BadInput, match=r"“Study” and “Other”\. Name one with -o project=…"):
        read(found)
    with pytest.raises(BadInput, match=r"no project “Third”\. Its projects are: “Study”"):
        read(found, project="Third")
    assert len(read(found, project="Study").codings) == 3
    assert read(found, project="Other").documents == ()


@pytest.mark.parametrize(
    "place", [(10, 12), (4, 7), (0, 900), (9, 9), (16, 9), (-3, 5), ("x", 4), (None, 3), (1, 3)]
)
def test_bytes_that_are_no_passage_are_told(read, place):
    found = tables()
    found["highlights"][1][0] = (1, 1, *place, "I trust")
    material = read(found)
    assert [each.code for each in material.codings] == ["a.b"]
    assert left_behind(material)[-1].startswith("highlight 1: ")


def test_what_is_not_there_is_said(read):
    found = tables()
    del found["highlights"]
    with pytest.raises(BadInput, match=r"not a Taguette project: it has no table highlights"):
        read(found)
    found = tables(documents=("id INTEGER, name TEXT, contents TEXT", []))
    with pytest.raises(BadInput, match="no column project_id in its table documents"):
        read(found)
    with pytest.raises(BadInput, match="holds no project"):
        read(tables(projects=("id INTEGER, name TEXT", [])))


def test_what_could_run_for_ever_is_not_run(read):
    endless = (
        "CREATE VIEW documents AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 "
        "FROM n) SELECT id, 'a' AS name, '' AS description, 'b' AS contents, 1 AS project_id FROM n"
    )
    found = tables()
    del found["documents"]
    with pytest.raises(BadInput, match="no table documents"):
        read(found, endless)
    computed = "contents TEXT AS (hex(zeroblob(90000000))), project_id INTEGER"
    found = tables(documents=(f"id INTEGER, name TEXT, {computed}", []))
    with pytest.raises(BadInput, match="no column contents"):
        read(found, "INSERT INTO documents (id, name, project_id) VALUES (1, 'a', 1)")


def test_deep_and_broken_html_is_read_as_far_as_it_goes(read):
    found = tables()
    found["documents"][1][0] = (1, "Talk", "", f"{TEXT}{'<b>' * 20_000}y{'<!--' * 50_000}", 1)
    material = read(found)
    assert material.documents[0].text.startswith("Å: 🐈 I trust")
    assert len(material.codings) == 3


def test_changes_that_are_not_in_the_file_yet_are_told(tmp_path):
    path = make(tmp_path / "r.sqlite3", tables())
    (tmp_path / "r.sqlite3-wal").write_bytes(b"x")
    assert "r.sqlite3-wal" in left_behind(Taguette().read(path, Taguette.options()))[0]


@pytest.mark.shared
def test_the_real_export(shared):
    folder = shared / "interop" / "taguette"
    material = Taguette().read(folder / "project.sqlite3", Taguette.options())
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert sorted(said(material)) == sorted(
        (each["doc"], tag, each["quote"], None) for each in expected for tag in each["tags"]
    )
    parents = {each.name: each.parent for each in material.codes}
    assert parents["arbetsmiljö.bemanning"] == "arbetsmiljö"
    assert len(parents) == 6
    [told] = left_behind(material)
    assert "the members were bjorn and asa" in told
