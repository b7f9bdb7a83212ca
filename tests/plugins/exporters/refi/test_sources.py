"""Documents as sources: what of their codings has no exact place."""

import zipfile

import pytest

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.project.project import Project
from qualog.state import State
from qualog_plugins.exporters.refi.qdpx import Qdpx


@pytest.fixture
def left_out(tmp_path):
    """Return what exports a study of one document with codings, and returns what is left out."""

    def write(document, *codings):
        with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
            material = Material(documents=(document,), codings=codings)
            study.imports.import_(material, importer="test")
            target = tmp_path / "out.qdpx"
            return list(map(str, Qdpx().write(study.at(None), target, Qdpx.options())))

    return write


def test_a_file_with_words_of_somebody_who_withdrew_stays_behind(tmp_path, monkeypatch):
    """Also where its bytes are still there, since another copy has not erased them yet."""
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        paper = ImportedDocument("paper", "So we wait.", original=b"%PDF-1.4 So we wait.")
        study.imports.import_(Material(documents=(paper,)), importer="test")

        def pdfs():
            Qdpx().write(study.at(None), tmp_path / "out.qdpx", Qdpx.options())
            with zipfile.ZipFile(tmp_path / "out.qdpx") as package:
                return [name for name in package.namelist() if name.endswith(".pdf")]

        assert len(pdfs()) == 1
        monkeypatch.setattr(State, "withdrawn_passages", lambda state, document: [(0, 2)])
        assert pdfs() == []


def marked(name, *regions):
    return [ImportedCoding(name, 0, 0, "a", "Ann", region=region) for region in regions]


MAP = ImportedDocument("map", "", original=b"\x89PNG...", media="image/png")


def test_regions_with_fractions_are_rounded(left_out):
    regions = (Region(box=(1.5, 2, 30, 40)), Region(box=(1, 2.25, 30, 40)))
    assert ("The boundaries of 2 regions are rounded to whole pixels or points.") in left_out(
        MAP, *marked("map", *regions)
    )


def test_whole_numbers_are_not_rounded(left_out):
    sentences = left_out(MAP, *marked("map", Region(box=(1, 2, 30, 40))))
    assert not [sentence for sentence in sentences if "rounded" in sentence]


def test_a_region_of_a_text_is_on_the_whole_source(left_out):
    document = ImportedDocument("talk", "So we wait.")
    assert (
        "One coding of a region is on its whole source: REFI-QDA cannot say where in it."
    ) in left_out(document, *marked("talk", Region(page=1, box=(1, 2, 3, 4))))


def test_a_coding_of_all_of_a_picture_loses_nothing(left_out):
    sentences = left_out(MAP, *marked("map", Region()))
    assert not [sentence for sentence in sentences if "whole source" in sentence]


@pytest.mark.parametrize(("text", "end", "warned"), [("🐈 so", 4, True), ("so 🐈", 2, False)])
def test_characters_beyond_the_first_plane_are_warned_of_before_codings(
    left_out, text, end, warned
):
    document = ImportedDocument("talk", text)
    sentences = left_out(document, ImportedCoding("talk", 0, end, "a", "Ann"))
    assert any(sentence.startswith("“talk” has characters beyond") for sentence in sentences) == (
        warned
    )
