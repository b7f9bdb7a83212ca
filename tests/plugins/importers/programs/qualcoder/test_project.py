"""QualCoder's projects: several coders, categories, cases, annotations, regions."""

import json
import shutil
import zipfile

import pytest
from tests.plugins.importers.programs.projects import make, said
from tests.plugins.importers.seen import left_behind

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.plugins.protocols import Importer, WithCompanions
from qualog_plugins.importers.programs.qualcoder.importer import QualCoder, qualog_importers

TEXT = "Å: 🐈 I trust\r\nthem all.\r\n"
MADE = "2026-03-01 10:00:00"


def tables(**more):
    coding = (
        "ctid INTEGER, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, "
        "owner TEXT, date TEXT, memo TEXT, important INTEGER"
    )
    return {
        "source": (
            "id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, "
            "date TEXT",
            [
                (1, "talk.txt", TEXT, None, "hm", "ann", MADE),
                (2, "map.png", None, "/images/map.png", "", "ann", MADE),
                (3, "talk.mp3", "", "audio:/x/talk.mp3", "", "ann", MADE),
            ],
        ),
        "code_cat": (
            "catid INTEGER, name TEXT, memo TEXT, supercatid INTEGER",
            [(1, "Life", "all of it", None), (2, "Trust", "", 1)],
        ),
        "code_name": (
            "cid INTEGER, name TEXT, memo TEXT, catid INTEGER, supercid INTEGER",
            [(1, "trust", "d", 2, None), (2, "them", "", None, 1), (3, "all", "", 9, None)],
        ),
        "code_text": (
            coding,
            [
                (1, 1, 1, "I trust", 5, 12, "ann", MADE, "sure", 1),
                (2, 2, 1, "trust\r\nthem", 7, 18, "bo", MADE, "", None),
            ],
        ),
        "cases": ("caseid INTEGER, name TEXT, memo TEXT", [(1, "Åsa", ""), (2, "Bo", "m")]),
        "case_text": (
            "id INTEGER, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER",
            [(1, 1, 1, 3, 18), (2, 2, 2, 0, 0), (3, 2, 1, 900, 901)],
        ),
        **more,
    }


@pytest.fixture
def read(tmp_path):
    def read(found, *more, **options):
        path = make(tmp_path / "p.qda" / "data.qda", found, *more)
        return QualCoder().read(path, QualCoder.options(**options))

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert isinstance(importer, WithCompanions)
    path = make(tmp_path / "p.qda" / "data.qda", tables())
    beside = path.with_name("documents") / "talk.txt"
    beside.parent.mkdir()
    beside.write_text("x")
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.9
    assert beside in importer.companions(path)
    assert list(importer.companions(beside)) == []


def test_each_coding_is_its_owners(read):
    material = read(tables())
    assert said(material)[:2] == [
        ("talk", "trust", "I trust", "ann"),
        ("talk", "them", "trust\nthem", "bo"),
    ]
    first = material.codings[0]
    assert (first.memo, first.dated) == ("sure", 1772359200000)
    assert "that one coding is marked as important" in left_behind(material)


def test_codes_lie_in_categories_and_in_codes(read):
    material = read(tables())
    assert {each.name: (each.parent, each.definition) for each in material.codes} == {
        "Life": (None, "all of it"),
        "Trust (folder)": ("Life", ""),
        "trust": ("Trust (folder)", "d"),
        "them": ("trust", ""),
        "all": (None, ""),
    }
    assert "the name of another code “Trust”: it is called “Trust (folder)” here" in left_behind(
        material
    )


def test_codes_that_lie_in_each_other_lie_in_none(read):
    found = tables(
        code_cat=("catid INTEGER, name TEXT, supercatid INTEGER", [(1, "a", 2), (2, "b", 1)]),
        code_name=("cid INTEGER, name TEXT, catid INTEGER", [(1, "trust", 1), (2, "them", None)]),
    )
    material = read(found)
    above = {"a": None, "b": None, "trust": "a", "them": None}
    assert {each.name: each.parent for each in material.codes} == above
    assert "the parents of codes that lie under each other in a circle: “a” and “b”" in left_behind(
        material
    )


def test_cases_are_participants_with_their_words(read):
    material = read(tables())
    assert material.participants == ("Åsa", "Bo")
    one, other = material.attributions
    assert (one.document, one.participant, one.start, one.end) == ("talk", "Åsa", 3, 17)
    assert (other.document, other.participant, other.start) == ("map.png", "Bo", None)
    assert "a passage of the case “Bo”: its text has no passage 900:901" in left_behind(material)
    assert "one memo on a case" in left_behind(material)


def test_attributes_are_of_the_type_of_their_values(read):
    kinds = "name TEXT, caseOrFile TEXT, valuetype TEXT"
    values = [
        ("age", "case", "41", 1), ("age", "case", "5.5", 2), ("zip", "case", "123", 1),
        ("n", "file", "3", 1), ("n", "file", " ", 2), ("age", "case", "7", 99),
    ]  # fmt: skip
    material = read(
        tables(
            attribute_type=(
                kinds,
                [
                    ("age", "case", "numeric"),
                    ("zip", "case", "character"),
                    ("n", "file", "numeric"),
                ],
            ),
            attribute=("name TEXT, attr_type TEXT, value TEXT, id INTEGER", values),
        )
    )
    types = {each.name: each.type for each in material.attributes}
    assert types == {"age": "number", "zip": "text", "n": "integer"}
    assert {(each.of, each.about, each.attribute, each.value) for each in material.values} == {
        ("participant", "Åsa", "age", "41"),
        ("participant", "Bo", "age", "5.5"),
        ("participant", "Åsa", "zip", "123"),
        ("document", "talk", "n", "3"),
    }


def test_what_is_marked_in_pictures_and_recordings(read):
    common = "cid INTEGER, id INTEGER, memo TEXT, date TEXT, owner TEXT"
    material = read(
        tables(
            code_image=(
                f"imid INTEGER, {common}, x1 INTEGER, y1 INTEGER, width INTEGER, height INTEGER",
                [(1, 1, 2, "", MADE, "bo", 1, 2, 10, 20), (2, 1, 2, "", MADE, "bo", -1, 2, 10, 20)],
            ),
            code_av=(
                f"avid INTEGER, {common}, pos0 INTEGER, pos1 INTEGER",
                [(1, 1, 3, "", MADE, "bo", 100, 2500), (2, 1, 3, "", MADE, "bo", 7, 7)],
            ),
        )
    )
    assert [(each.name, each.media) for each in material.documents[1:]] == [
        ("map.png", "image/png"),
        ("talk.mp3", "audio/mpeg"),
    ]
    regions = [each.region for each in material.codings if each.region]
    assert regions == [Region(box=(1.0, 2.0, 11.0, 22.0)), Region(begin=100, end=2500)]
    assert "picture coding 2 (trust), which marks nothing that is there" in left_behind(material)
    assert "recording coding 2 (trust), which marks nothing that is there" in left_behind(material)


def test_memos_annotations_and_journals(read):
    note = "anid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, memo TEXT, owner TEXT, date TEXT"
    found = tables(
        annotation=(note, [(1, 1, 14, 18, "who?", "bo", MADE), (2, 1, 4, 99, "x", "bo", MADE)]),
        journal=("jid INTEGER, name TEXT, jentry TEXT", [(1, "Day", "Tired.\r\n"), (2, "No", "")]),
        project=("memo TEXT", [("for us",)]),
    )
    material = read(found)
    assert [(each.text, each.start, each.end, each.author) for each in material.memos] == [
        ("hm", None, None, "ann"),
        ("who?", 13, 17, "bo"),
    ]
    assert ("Journal: Day", "Tired.\n") in [(each.name, each.text) for each in material.documents]
    assert "annotation 2: its text has no passage 4:99" in left_behind(material)
    assert "the memo on the project" in left_behind(material)
    assert len(read(found, journals=False).documents) == 3


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((1, 1, 1, "I trusted", 5, 12), "(trust): the text reads “I trust” there, not “I trusted”"),
        ((1, 1, 1, "x", 13, 900), "(trust): its text has no passage 13:900"),
        ((1, 1, 1, "x", "a", None), "(trust): it does not say which passage it is on"),
        ((1, 9, 1, "I trust", 5, 12), ", whose code is not in the project"),
        ((1, 1, 9, "I trust", 5, 12), ", whose file is not in the project"),
    ],
)
def test_codings_that_do_not_fit_are_told(read, row, told):
    found = tables()
    found["code_text"][1][0] = (*row, "ann", MADE, "", None)
    material = read(found)
    assert [each.code for each in material.codings] == ["them"]
    separator = "" if told.startswith(",") else " "
    assert f"coding 1{separator}{told}" in left_behind(material)


def test_a_zip_of_the_project(tmp_path):
    path = make(tmp_path / "p.qda" / "data.qda", tables())
    packed = tmp_path / "p.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "p.qda/data.qda")
        archive.writestr("../../evil.txt", "x")
    assert QualCoder().sniff(packed, packed.read_bytes()[:4096]) > 0.8
    assert len(QualCoder().read(packed, QualCoder.options()).codings) == 2
    assert not (tmp_path.parent / "evil.txt").exists()
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="damaged"):
        QualCoder().read(packed, QualCoder.options())
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("other.txt", "x")
    with pytest.raises(BadInput, match=r"does not hold a file data\.qda"):
        QualCoder().read(packed, QualCoder.options())


def test_pages_are_counted_from_0_there_and_from_1_here(read):
    columns = (
        "imid INTEGER, cid INTEGER, id INTEGER, memo TEXT, date TEXT, owner TEXT, x1 INTEGER, "
        "y1 INTEGER, width INTEGER, height INTEGER, pdf_page INTEGER"
    )
    material = read(tables(code_image=(columns, [(1, 1, 2, "", MADE, "bo", 1, 2, 10, 20, 0)])))
    assert [each.region.page for each in material.codings if each.region] == [1]


@pytest.mark.shared
def test_the_real_schema(shared, tmp_path):
    folder = shared / "interop" / "qualcoder"
    shutil.copytree(folder / "synthetic_two_coders.qda", tmp_path / "p.qda")
    material = QualCoder().read(tmp_path / "p.qda" / "data.qda", QualCoder.options())
    expected = json.loads((folder / "synthetic_two_coders.qda.expected.json").read_text("utf-8"))
    assert [
        (*each, coding.memo) for each, coding in zip(said(material), material.codings, strict=True)
    ] == [
        (
            each["source"].removesuffix(".txt"),
            each["code"],
            each["seltext"].replace("\r\n", "\n"),
            each["owner"],
            each["memo"],
        )
        for each in expected["codings"]
    ]
    assert len(material.codes) == expected["codes"] + expected["categories"]
    assert len(material.participants) == expected["cases"]
    assert len(material.memos) == expected["annotations"]
    assert {each.name: each.type for each in material.attributes} == {
        "ålder": "integer",
        "ort": "text",
    }
    assert left_behind(material) == ("the memo on the project",)
