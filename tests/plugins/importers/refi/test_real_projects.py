"""REFI-QDA files that programs wrote, and the standard's own examples."""

import json
from collections import Counter

import pytest
from tests.plugins.importers.seen import left_behind
from tests.plugins.refi import read

from qualog.project.project import Project

pytestmark = pytest.mark.shared
NVIVO = "nvivo_win12_utf16_pseudonymised_a"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        (NVIVO, "utf16-crlf2-nobom-exclusive"),
        ("variant_codepoints_crlf2_a", "codepoints-crlf2-nobom-exclusive"),
        ("variant_crlf_counted_once_a", "codepoints-crlf1-nobom-exclusive"),
        ("variant_spec_codepoints_lf_a", "codepoints-crlf1-nobom-exclusive"),
    ],
)
def test_nvivo_and_its_variants_give_the_same_quotations(shared, name, way):
    folder = shared / "interop" / "refi"
    material = read(folder / f"{name}.qdpx")
    expected = json.loads((folder / f"{NVIVO}.expected.json").read_text("utf-8"))
    (document,) = material.documents
    seen = Counter(
        (each.code, each.author, document.text[each.start : each.end]) for each in material.codings
    )
    assert seen == Counter((each["code"], each["coder"], each["quote"]) for each in expected)
    assert way in str(material.how)
    assert [len(material.codes), len(material.codings)] == [152, 152]
    assert len(material.samples) == 3
    if name == NVIVO:
        assert "one user who coded nothing: coder2" in left_behind(material)


def test_the_choice_is_in_the_log_and_a_second_import_adds_nothing(shared, tmp_path):
    material = read(shared / "interop" / "refi" / f"{NVIVO}.qdpx")
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        study.imports.import_(material, importer="refi-qda", why="from Szeged")
        whys = [study.log.store.sealed(line.replica, line.seq) for line in study.at().entries()]
        assert any("from Szeged; positions counted as utf16-crlf2" in str(why) for why in whys)
        # NVivo repeats a span for each of its codes: some codings are there twice.
        before = len(study.state.codings)
        again = study.imports.import_(material, importer="refi-qda")
        assert again.codings == 0
        assert len(study.state.codings) == before


def test_qc_names_sources_without_a_scheme(shared):
    material = read(shared / "interop" / "refi" / "qc_demo.qdpx")
    assert [each.name for each in material.documents] == ["board_2017.txt", "admin-1.txt"]
    assert (len(material.codes), len(material.codings)) == (262, 205)
    first = material.documents[0].text
    assert first[320:400].startswith("This district goal is engage every student")
    assert any((each.start, each.end) == (320, 400) for each in material.codings)
    assert len({each.name.casefold() for each in material.codes}) == 262


def test_the_codebook_of_the_standard(shared):
    material = read(shared / "interop" / "refi" / "refi_spec_example1_codebook.qdc")
    assert {each.name: each.definition for each in material.codes} == {
        "Topics": "",
        "Economy": "Anything about jobs or taxes or business",
        "Health care": "Health care issues, doctor, patients, etc.",
        "Values": "",
        "Conservatives": "Republicans or right-wing libertarians",
        "Liberals": "Democrats, socialists, or progressive independents",
    }
    assert left_behind(material) == (
        "that nothing may be coded with a code that is a folder (2 codes)",
        "the colours of codes (4 codes)",
    )


def test_the_codebook_of_taguette_has_an_empty_list_of_sets(shared):
    material = read(shared / "interop" / "taguette" / "codebook.qdc")
    assert len(material.codes) == 6
    assert material.themes == ()


def test_atlas_ti_as_the_standard_prints_it(shared, tmp_path):
    """Its texts are not there, but all else is: what is marked in pictures, PDFs, recordings."""
    material = read(shared / "interop" / "refi" / "refi_spec_example2_atlasti_mac84.qde")
    assert [(each.name[:4], each.media) for each in material.documents] == [
        ("corn", "image/jpeg"),
        ("Kell", "application/pdf"),
        ("Pay ", "application/pdf"),
        ("Jean", "audio/mp4"),
        ("1960", "video/mp4"),
        ("1994", "video/mp4"),
    ]
    regions = [each for each in material.codings if each.region is not None]
    assert {(each.region.begin, each.region.end) for each in regions if each.region.end} == {
        (14706, 17706)
    }
    # The text of “Pay de Limón” is not there: what is marked in it is where it is on the page.
    pages = {(each.code, each.region.page) for each in regions if each.document.startswith("Pay")}
    assert {("waste of time", 1), ("cornflakes", 1)} <= pages
    assert len(material.codes) == 14
    themes = {each.name: len(each.codes) for each in material.themes}
    assert themes == {
        "Feelings": 6, "negative feelings": 4, "Breakfast food": 6, "<3": 0, "positive feelings": 3,
    }  # fmt: skip
    groups = {(each.attribute, each.about) for each in material.values}
    assert ("Images", "cornflakes-n-milk.jpg") in groups
    (plan,) = [each for each in material.memos_on if each.text.startswith("Research Plan")]
    assert plan.on == "study"
    (favorite,) = [each for each in material.memos if "new Director" in each.text]
    assert favorite.document == "1994 Diet Coke-Diet Coke Break.mp4"
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        result = study.imports.import_(material, importer="refi-qda")
        assert any("Mabel.txt" in each for each in left_behind(result))
        assert result.codings == len(regions)
