"""A study goes out as a QualCoder project, and what our importer reads of it is the same study."""

import json
import os
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.plugins.refi import kept

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import (
    ImportedAttribute,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedValue,
    Material,
)
from qualog.plugins.protocols import Exporter, WithSeveralFiles
from qualog.project.project import Project
from qualog_cli.study.demo.player import play_demo
from qualog_plugins.exporters.qualcoder.exporter import QualCoderFolder, qualog_exporters
from qualog_plugins.importers.programs.qualcoder.importer import QualCoder

OPENS = Path(__file__).with_name("qualcoder_opens.py")
INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"
BOTH = f"{INGRID} and {SAMIR}"
PICTURE = b"\x89PNG..."


def write(project, folder):
    target = folder / "out.qda"
    left_out = QualCoderFolder().write(project.at(None), target, QualCoderFolder.options())
    return target, list(map(str, left_out))


def rows(target, query):
    with closing(sqlite3.connect(target / "data.qda")) as database:
        return database.execute(query).fetchall()


def back(project, folder):
    """Export a study, and import the project into another."""
    target, _ = write(project, folder)
    material = QualCoder().read(target / "data.qda", QualCoder.options(journals=False))
    other = Project.create(folder / "other.qualog", "Other", ["Importer"])
    other.imports.import_(material, importer="qualcoder")
    return other


def same(state):
    """What is to be the same; a code is told by its name, as a theme is above it afterwards."""
    found, book = kept(state), state.codebook
    texts = {name: text for name, (text, _) in found["documents"].items()}
    codings = Counter(
        (document, start, end, region, path.rpartition(" / ")[2], coders, milliseconds // 1000)
        for document, start, end, region, path, coders, milliseconds in found["codings"].elements()
    )
    return {
        "documents": texts,
        "codings": codings,
        "participants": found["participants"],
        "values": found["values"],
        "codes": {
            code.name: (code.definition, code.include, code.exclude, code.examples)
            for code in book.codes.values()
            if code.name in {path.rpartition(" / ")[2] for path in found["codes"]}
        },
    }


def memos(state):
    """The memos on documents, on passages and on codings, which have a place in both."""
    return Counter(
        (place[0], place[2:], text, authors)
        for (place, text, authors) in kept(state)["memos"].elements()
        if isinstance(place, tuple) and place[0] in ("document", "coding")
    )


def test_the_hook_returns_it():
    (exporter,) = qualog_exporters()
    assert isinstance(exporter, Exporter)
    assert isinstance(exporter, WithSeveralFiles)


def test_all_that_can_happen_to_a_study_comes_back(project, tmp_path):
    project.memos.write("why so?", about="letter", quote="They decide", by=[SAMIR])
    with back(project, tmp_path) as other:
        before, after = same(project.state), same(other.state)
        above = after["codes"].keys() - before["codes"].keys()
        assert above == {"Leaning on others", "Being heard", "Below what was given up"}  # themes
        for name in above:
            del after["codes"][name]
        assert after == before
        coded = sorted(text for _, _, text, _ in memos(project.state).elements())
        again = sorted(text for _, _, text, _ in memos(other.state).elements())
        # On another's coding it is said whose it is.
        assert again == sorted(
            [f"{INGRID}: sure, or <hoping>?", *set(coded) - {"sure, or <hoping>?"}]
        )
        assert len(again) == len(coded) == 3


def test_the_demo_comes_back(tmp_path):
    with play_demo(tmp_path / "demo.qualog") as demo, back(demo, tmp_path) as other:
        before, after = same(demo.state), same(other.state)
        assert before["codes"].items() <= after["codes"].items()
        for name in ("documents", "codings", "participants"):
            assert after[name] == before[name]
        assert len(before["codings"]) > 40
        assert memos(other.state) == memos(demo.state)


def test_themes_are_categories_and_codes_are_in_one_place(project, tmp_path):
    project.codes.add("below", parent="voice")
    project.themes.assign("Leaning on others", ["below", "voice"])
    target, left_out = write(project, tmp_path)
    assert rows(
        target,
        "SELECT c.name, c.memo, s.name FROM code_cat c "
        "LEFT JOIN code_cat s ON s.catid = c.supercatid",
    ) == [
        ("Leaning on others", "who leans <on> whom", None),
        ("Being heard", "or not", "Leaning on others"),
        ("Below what was given up", "", None),
    ]
    placed = rows(
        target,
        "SELECT c.name, k.name, s.name FROM code_name c LEFT JOIN code_cat k USING (catid) "
        "LEFT JOIN code_name s ON s.cid = c.supercid",
    )
    assert ("voice", "Leaning on others", None) in placed
    assert ("below", None, "voice") in placed
    assert ("sums", "Below what was given up", None) in placed
    assert (
        "A code has one place in QualCoder, under a code or in a theme: the project leaves out 2 "
        "times that a code is in a theme."
    ) in left_out


def test_memos_without_a_cell_of_their_own_are_in_the_journal(project, tmp_path):
    project.memos.write("Where do we go?")
    target, left_out = write(project, tmp_path)
    assert rows(target, "SELECT name, jentry, owner FROM journal") == [
        ("Code “trust -script-x--script-”", "near to trust", INGRID),
        ("Code “Power over”", "said & done", INGRID),
        ("Theme “Being heard”", "a <memo> about the theme", INGRID),
        ("Study", "Where do we go?", INGRID),
    ]
    assert "4 memos on the study, codes and themes are entries of QualCoder's journal." in left_out


def test_who_wrote_a_memo_is_said_where_another_owns_the_cell(project, tmp_path):
    coding = next(each for each in project.state.codings.values() if len(each.made.authors) == 2)
    project.memos.write("really?", about=coding.id, by=[SAMIR])
    project.memos.write("yes", about="letter", by=[SAMIR])
    target, _ = write(project, tmp_path)
    assert (f"{SAMIR}: really?", BOTH) in rows(target, "SELECT memo, owner FROM code_text")
    assert rows(target, "SELECT memo, owner FROM source WHERE name = 'letter'") == [
        (f"on the whole letter\n\n{SAMIR}: yes", INGRID)
    ]


def test_what_has_no_place_is_told(project, tmp_path):
    assert write(project, tmp_path)[1] == [
        "The file leaves out 3 codes that were merged, split or retired.",
        "The file leaves out one relationship between themes.",
        f"A coding has one coder in QualCoder, so those who coded jointly are one: {BOTH}.",
        "The project leaves out the times of turns, and the files that texts were imported from. "
        "To write such a file: qualog document original",
        "3 memos on the study, codes and themes are entries of QualCoder's journal.",
        "The project leaves out the history: who decided what, when and why, earlier wordings, "
        "and what was taken back. To export it: qualog export log-jsonl",
        "The project leaves out one theory that the study uses.",
        "The project leaves out 4 links to theoretical concepts.",
        "The project leaves out one named point in time.",
        "The project leaves out who conducted and who transcribed one interview, and when.",
        "The project leaves out who read one document, and who coded it in full.",
        "The project leaves out which speakers of one document are researchers.",
        "The project leaves out 2 participants' names, consent and withdrawals.",
    ]


def test_the_same_code_given_twice_is_there_once(project, tmp_path):
    words = "They decide | and we wait."
    for code in ("one", "other"):
        project.codes.add(code)
        project.codings.apply(code, "letter", quote=words, by=[SAMIR])
    project.codes.merge(["other"], "one", why="the same")
    target, left_out = write(project, tmp_path)
    assert "One coding is there once, though it was made more than once." in left_out
    query = "SELECT count(*) FROM code_text JOIN code_name USING (cid) WHERE name = 'one'"
    assert rows(target, query) == [(1,)]


@pytest.fixture
def media(tmp_path):
    material = Material(
        documents=(
            ImportedDocument("map.png", "", original=PICTURE, media="image/png"),
            ImportedDocument("film", "", media="video/mp4"),
            ImportedDocument("scan", "", original=b"%PDF-1.4...", media="application/pdf"),
        ),
        codings=(
            ImportedCoding("map.png", 0, 0, "a", "Ann", region=Region(box=(1, 2, 30, 40))),
            ImportedCoding("film", 0, 0, "a", "Ann", region=Region(begin=100, end=900)),
            ImportedCoding("scan", 0, 0, "a", "Ann", region=Region(page=1, box=(1, 2, 3, 4))),
        ),
        memos=(ImportedMemo("map.png", "which town?", author="Ann"),),
        participants=("Bo",),
        attributes=(ImportedAttribute("year", "integer"),),
        values=(
            ImportedValue("participant", "Bo", "year", "1990"),
            ImportedValue("document", "film", "year", "2020"),
        ),
    )
    with Project.create(tmp_path / "media.qualog", "Media", ["Ann"]) as made:
        made.imports.import_(material, importer="test")
        yield made


def test_pictures_and_recordings_with_what_is_marked_in_them(media, tmp_path):
    target, left_out = write(media, tmp_path)
    assert (target / "images" / "map.png").read_bytes() == PICTURE
    assert rows(target, "SELECT name, mediapath FROM source") == [
        ("map.png", "/images/map.png"), ("film", "video:film"), ("scan", None),
    ]  # fmt: skip
    assert left_out[:3] == [
        "“year” is called “year (2)” in the project, since another has its name there.",
        "The project leaves out one coding of a page, or of a recording that has a text. "
        "To export it: qualog export codings-csv",
        "The file of “film” is not in the study: QualCoder asks where it is "
        "(Manage bad links to files).",
    ]
    assert rows(target, "SELECT name, attr_type, value FROM attribute") == [
        ("year", "case", "1990"), ("year (2)", "file", "2020")
    ]  # fmt: skip
    with back(media, tmp_path) as other:
        regions = {
            (document, region)
            for document, _, _, region, *_ in kept(other.state)["codings"].elements()
        }
    assert regions == {
        ("map.png", Region(box=(1, 2, 30, 40))),
        ("film", Region(begin=100, end=900)),
    }


def test_attributes_keep_their_kind_as_far_as_there_are_kinds(project, tmp_path):
    project.attributes.define("age", "number")
    project.attributes.give("Bo", "age", "41,5")
    project.attributes.define("not yet given")
    target, _ = write(project, tmp_path)
    assert rows(target, "SELECT name, caseOrFile, valuetype FROM attribute_type") == [
        ("shift", "case", "character"),
        ("age", "case", "numeric"),
        ("not yet given", "case", "character"),
    ]
    assert ("age", "41.5") in rows(target, "SELECT name, value FROM attribute")


def test_a_folder_that_is_not_there_is_an_error_and_leaves_nothing(project, tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(BadInput, match="There is no folder"):
        write(project, tmp_path / "nowhere")
    (tmp_path / "mine" / "out.qda").write_text("a file of mine")
    with pytest.raises(BadInput, match="cannot be written"):
        write(project, tmp_path / "mine")
    assert (tmp_path / "mine" / "out.qda").read_text() == "a file of mine"


def test_qualcoders_own_code_opens_it(project, tmp_path):
    """With $QUALOG_TEST_QUALCODER, a Python that can import QualCoder."""
    python = os.environ.get("QUALOG_TEST_QUALCODER")
    if python is None:
        pytest.skip("QualCoder is not here: name a Python that has it in $QUALOG_TEST_QUALCODER")
    target, _ = write(project, tmp_path)
    before = rows(target, "SELECT * FROM code_text")
    ran = subprocess.run(
        [python, str(OPENS), str(target)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(tmp_path)},
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    theirs = json.loads(ran.stdout.splitlines()[-1])
    assert theirs["version"] == [["v17"]]  # it found nothing that it had to add
    wrong = ("delet", "repair", "updating", "bad links", "error", "problem")
    assert [line for line in theirs["said"] if any(word in line.lower() for word in wrong)] == []
    assert rows(target, "SELECT * FROM code_text") == before
    texts = {name: text for name, _, text in theirs["texts"]}
    for code, document, start, end, words, coder, _ in theirs["codings"]:
        assert texts[document][start:end] == words
        assert code
        assert coder in (INGRID, SAMIR, BOTH)
    assert len(theirs["codings"]) == len(project.state.codings)
    assert theirs["cases"] == ["Anna <i>", "Bo"]
    assert ["Bo", "letter", 0, len(texts["letter"])] in theirs["said_by"]
    assert ["Being heard", "or not", "Leaning on others"] in theirs["categories"]
    assert theirs["memo"] == project.state.aim
