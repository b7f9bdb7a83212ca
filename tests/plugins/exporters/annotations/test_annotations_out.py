"""Codings for others' programs: web annotations, and brat's folders."""

import json
import zipfile
from datetime import datetime

import pytest

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog_plugins.exporters.annotations.brat_folders import Brat
from qualog_plugins.exporters.annotations.w3c_annotations import W3cAnnotations
from qualog_plugins.exporters.word.comments import WordComments
from qualog_plugins.importers.annotators.brat import BratAnnotations as BratImporter
from qualog_plugins.importers.annotators.web_annotations import WebAnnotations

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"
TRUST = "trust <script>x</script>"


@pytest.fixture
def annotations(export):
    def read(moment=None):
        return json.loads(export(W3cAnnotations(), moment)[0].read_text("utf-8"))

    return read


def test_the_collection_is_whole(project, annotations):
    found = annotations()
    assert (found["@context"], found["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
    )
    items = found["first"]["items"]
    assert found["total"] == len(items) == len(project.state.codings)
    assert len({each["id"] for each in items}) == len(items)


def test_either_selector_finds_the_passage(project, annotations):
    said = "🙂 yes yes yes"
    project.imports.import_(Material(documents=(ImportedDocument("so", said),)), importer="test")
    project.codings.apply("voice", "so", span=(6, 9))
    for each in annotations()["first"]["items"]:
        document = each["target"]["source"]["id"].rpartition(":")[2]
        text = project.state.text(document)
        words, place = each["target"]["selector"]
        assert text[place["start"] : place["end"]] == words["exact"]
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert text.count(around) == 1
        assert text.index(around) + len(words["prefix"]) == place["start"]


def test_who_when_and_what(project, annotations):
    items = {each["id"].rpartition(":")[2]: each for each in annotations()["first"]["items"]}
    for id_, coding in project.state.codings.items():
        told = items[id_]
        assert [each["name"] for each in told["creator"]] == [
            project.state.authors[each].name for each in coding.made.authors
        ]
        made = datetime.fromisoformat(told["created"])
        assert made.timestamp() * 1000 == coding.made.milliseconds
        tag, *notes = told["body"]
        assert tag["value"] == project.state.codebook.name(coding.code)
        memos = [each.text for each in project.state.memos.values() if each.about == id_]
        assert [each["value"] for each in notes] == memos
    assert sum(len(each["body"]) > 1 for each in items.values()) == 1


def test_an_earlier_moment_has_the_codes_of_then(annotations):
    tags = {each["body"][0]["value"] for each in annotations("first pass")["first"]["items"]}
    assert "confidence" in tags
    assert "sums" not in tags


def test_annotations_come_in_again_and_are_there_already(project, export):
    target, _ = export(W3cAnnotations())
    found = WebAnnotations().read(target, WebAnnotations.options())
    assert len(found.dropped) == 2
    assert all(f"{INGRID} and {SAMIR} made jointly" in str(loss) for loss in found.dropped)
    result = project.imports.import_(found, importer="web-annotations")
    alone = [each for each in project.state.codings.values() if len(each.made.authors) == 1]
    assert (result.codings, result.repeated, result.memos) == (0, len(alone), 0)
    assert result.authors == ()


def test_brat_reads_what_it_is_given(project, export, tmp_path):
    target, left_out = export(Brat())
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "brat")
    assert {each.name for each in (tmp_path / "brat").iterdir()} == {
        "annotation.conf",
        "Ingrid -b-Falk--b-",
        "Samir",
        "Ingrid -b-Falk--b- and Samir",
    }
    (spelling,) = (each for each in left_out if each.startswith("white space and signs"))
    assert "“Power over” is Power_over" in spelling
    assert "voice" not in spelling
    found = BratImporter().read(tmp_path / "brat" / SAMIR / "talk -1-.txt", BratImporter.options())
    assert found.documents[0].text == project.state.text(project.find.document("talk <1>").id)
    told = {(each.start, each.end, each.code, each.memo) for each in found.codings}
    (samir,) = (each.id for each in project.state.authors.values() if each.name == SAMIR)
    types = {TRUST: "trust_script_x_script"}
    memos = {each.about: each.text for each in project.state.memos.values()}
    names = project.state.codebook.name
    assert told == {
        (
            each.start,
            each.end,
            types.get(names(each.code), names(each.code)),
            memos.get(each.id, ""),
        )
        for each in project.state.codings.values()
        if each.made.authors == (samir,)
    }
    assert found.dropped == ()


def test_a_passage_of_several_lines_is_one_annotation(project, export, tmp_path):
    with zipfile.ZipFile(export(Brat())[0]) as archive:
        archive.extractall(tmp_path / "brat")
    together = tmp_path / "brat" / "Ingrid -b-Falk--b- and Samir" / "talk -1-.txt"
    (voice,) = BratImporter().read(together, BratImporter.options()).codings
    (coding,) = project.state.codings_of(project.find.code("voice").id)
    assert (voice.start, voice.end, voice.code) == (coding.start, coding.end, "voice")


def test_codes_whose_names_become_the_same_stay_two(project, export):
    for code in ("a b", "a_b"):
        project.codes.create(code)
        project.codings.apply(code, "letter", quote="decide", by=[SAMIR])
    with zipfile.ZipFile(export(Brat())[0]) as archive:
        lines = archive.read(f"{SAMIR}/letter.ann").decode().splitlines()
    assert {each.split("\t")[1].split()[0] for each in lines} == {"a_b", "a_b_2"}


@pytest.mark.parametrize("exporter", [W3cAnnotations(), Brat(), WordComments()])
def test_what_has_no_words_is_left_out_and_told(project, export, exporter):
    marked = ImportedCoding("letter", 0, 0, "voice", region=Region(page=2))
    project.imports.import_(Material(codings=(marked,)), importer="test")
    _, left_out = export(exporter)
    assert left_out[-1] == "codings of pictures, pages or recordings (1)"
