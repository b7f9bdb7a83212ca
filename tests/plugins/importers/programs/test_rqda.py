"""RQDA's projects: what is live in them."""

import pytest
from tests.plugins.importers.programs.projects import make, said
from tests.plugins.importers.seen import left_behind

from qualog.plugins.protocols import Importer
from qualog_plugins.importers.programs.rqda import Rqda, qualog_importers

TEXT = "Å: 🐈 I trust\nthem all."
DAY = "Wed Apr  8 00:16:19 2015"


def tables(**more):
    coding = (
        "cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER, "
        "owner TEXT, date TEXT, memo TEXT"
    )
    return {
        "source": (
            "name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, status INTEGER",
            [("talk", 1, TEXT, "m", "ann", DAY, 1), ("gone", 2, "x", "", "ann", DAY, 0)],
        ),
        "freecode": (
            "name TEXT, memo TEXT, id INTEGER, status INTEGER",
            [("trust", "d", 1, 1), ("them", None, 2, 1), ("gone", None, 3, 0)],
        ),
        "treecode": ("cid INTEGER, catid INTEGER, status INTEGER", [(1, 1, 1), (1, 2, 1)]),
        "codecat": (
            "name TEXT, catid INTEGER, memo TEXT, status INTEGER",
            [("Ties", 1, "how", 1), ("Self", 2, None, 1)],
        ),
        "coding": (
            coding,
            [
                (1, 1, "I trust", 5.0, 12.0, 1, "ann", DAY, "sure"),
                (2, 1, "them", 13.0, 17.0, 1, "bo", DAY, None),
                (2, 1, "all", 18.0, 21.0, -1, "bo", DAY, None),
                (2, 1, "all", 17.0, 21.5, 1, "bo", DAY, None),
                (3, 1, "all", 18.0, 21.0, 1, "bo", DAY, None),
            ],
        ),
        "caselinkage": (
            "caseid INTEGER, fid INTEGER, selfirst REAL, selend REAL, status INTEGER",
            [(1, 1, 3, 12, 1), (1, 1, 13, 17, 0)],
        ),
        "cases": ("name TEXT, memo TEXT, id INTEGER, status INTEGER", [("Åsa", "m", 1, 1)]),
        **more,
    }


@pytest.fixture
def read(tmp_path):
    def read(found, **options):
        return Rqda().read(make(tmp_path / "p.rqda", found), Rqda.options(**options))

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    path = make(tmp_path / "p.rqda", tables())
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.9


def test_what_is_live_comes_in(read):
    material = read(tables())
    assert said(material) == [
        ("talk", "trust", "I trust", "ann"),
        ("talk", "them", "them", "bo"),
    ]
    assert (material.codings[0].memo, material.codings[0].dated) == ("sure", 1428452179000)
    assert [(each.name, each.definition) for each in material.codes] == [
        ("trust", "d"),
        ("them", ""),
    ]
    told = left_behind(material)
    assert "coding 3 (them): it does not say which passage it is on" in told
    assert "coding 4, whose code is not in the project" in told
    assert "what was deleted in RQDA: one row of its table coding" in told


def test_a_code_may_be_in_several_themes(read):
    themes = {each.name: (each.definition, each.codes) for each in read(tables()).themes}
    assert themes == {"Ties": ("how", ("trust",)), "Self": ("", ("trust",))}


def test_cases_attributes_annotations_and_journals(read):
    material = read(
        tables(
            attributes=("name TEXT, class TEXT, status INTEGER", [("zip", "character", 1)]),
            caseAttr=(
                "variable TEXT, value TEXT, caseID INTEGER, status INTEGER",
                [("age", "41", 1, 1), ("zip", "12", 1, 1), ("age", "NA", 1, 1)],
            ),
            fileAttr=(
                "variable TEXT, value TEXT, fileID INTEGER, status INTEGER",
                [("held", "2015-04-08", 1, 1)],
            ),
            annotation=(
                "fid INTEGER, position INTEGER, annotation TEXT, owner TEXT, status INTEGER",
                [(1, 5, "hm", "bo", 1), (1, 99, "x", "bo", 1)],
            ),
            journal=("name TEXT, journal TEXT, status INTEGER", [("Day", "Tired.", 1)]),
        )
    )
    assert [(each.participant, each.start, each.end) for each in material.attributions] == [
        ("Åsa", 3, 12)
    ]
    types = {each.name: each.type for each in material.attributes}
    assert types == {"age": "integer", "zip": "text", "held": "date"}
    assert [(each.text, each.start, each.end) for each in material.memos] == [
        ("m", None, None),
        ("hm", 5, 6),
    ]
    assert [each.name for each in material.documents] == ["talk", "Journal: Day"]
    losses = left_behind(material)
    assert "an annotation at 99, a place that its text does not have" in losses
    assert "the memo on the case “Åsa”" in losses


@pytest.mark.shared
def test_a_real_project(shared):
    [path] = (shared / "interop" / "rqda").glob("*.rqda")
    material = Rqda().read(path, Rqda.options())
    assert len(material.documents) == 19
    assert [each.name for each in material.codes] == [
        "transparency statements",
        "confidentiality",
        "participation",
    ]
    assert len(material.codings) == 64
    assert {each.author for each in material.codings} == {"tobiasweise"}
    _, code, words, _ = said(material)[0]
    assert code == "transparency statements"
    assert words.startswith("11.3  The Conference decided to task the Council")
    assert "what was deleted in RQDA: one row of its table coding" in left_behind(material)
