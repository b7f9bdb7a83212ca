"""MAXQDA's exchange files: codes, and codings by the words that are readable."""

import csv

import pytest
from tests.plugins.importers.programs.projects import make
from tests.plugins.importers.seen import left_behind

from qualog.material import ImportedDocument, Material
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.programs.maxqda import Maxqda, qualog_importers

TABLES = {
    "Texts": ("ID INTEGER, Name TEXT", [(1, "talk")]),
    "Codewords": (
        "ID INTEGER, WordID INTEGER, Name TEXT",
        [(1, 0, "trust"), (2, 1, "them"), (3, 2, "trust")],
    ),
    "Codings": (
        "ID INTEGER, TextID INTEGER, WordID INTEGER, Preview TEXT, Author TEXT, Date TEXT",
        [
            (1, 1, 1, "I  trust", "ann", "2017-11-30T20:55:14.535"),
            (2, 1, 2, "x" * 63, "ann", None),
            (3, 9, 2, "x", "ann", None),
            (4, 1, 3, "all", "bo", None),
        ],
    ),
}


@pytest.fixture
def path(tmp_path):
    return make(tmp_path / "study.mex", TABLES)


def test_codes_and_codings_by_their_words(path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.9
    material = importer.read(path, importer.options())
    assert [(each.name, each.parent) for each in material.codes] == [
        ("trust", None),
        ("them", "trust"),
        ("them: trust", "them"),
    ]
    assert [(each.code, each.quote, each.author) for each in material.codings] == [
        ("trust", "I  trust", "ann"),
        ("them: trust", "all", "bo"),
    ]
    assert left_behind(material)[0].startswith("the text of one document, which MAXQDA encrypts")
    assert "one coding whose words MAXQDA keeps only in part, so that its end is lost" in (
        left_behind(material)
    )
    assert "coding 3, which has no document, no code or no words" in left_behind(material)


def test_codings_land_on_documents_that_are_there(path, tmp_path):
    material = Maxqda().read(path, Maxqda.options())
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        there = Material((ImportedDocument("talk", "I trust them. I trust all."),))
        project.imports.import_(there, importer="test")
        result = project.imports.import_(material, importer="maxqda-mex")
        assert result.codings == 1
        assert any("coding 1: “I trust” occurs 2 times" in each for each in left_behind(result))


@pytest.mark.shared
def test_a_real_file(shared):
    folder = shared / "interop" / "maxqda"
    material = Maxqda().read(folder / "maxqda_test_coding.mex", Maxqda.options())
    names = {"DATE", "PERSON", "LOCAL", "ROLE", "TYPE", "INSTITUTION", "MISC"}
    assert {each.name for each in material.codes} == names
    with (folder / "maxqda_test_coding.expected.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == 402
    whole = [each for each in expected if len(each["Preview"]) < 63]
    assert [(each.document, each.code, each.quote) for each in material.codings] == [
        (each["file_name"], each["tag"], each["Preview"]) for each in whole
    ]
    assert (material.codings[0].document, material.codings[0].quote) == ("0_229", "AVISO")
    assert "17 codings whose words MAXQDA keeps only in part" in left_behind(material)[1]
    assert left_behind(material)[0].startswith("the texts of 39 documents")
