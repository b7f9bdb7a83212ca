"""Codings as web annotations: whole, found by either selector, and imported again."""

import json
from datetime import datetime

import pytest

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog_plugins.exporters.annotations.w3c_annotations import W3cAnnotations
from qualog_plugins.importers.annotators.web_annotations import WebAnnotations

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"


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
    assert len({item["id"] for item in items}) == len(items)


def test_either_selector_finds_the_passage(project, annotations):
    said = "🙂 yes yes yes"
    project.imports.import_(Material(documents=(ImportedDocument("so", said),)), importer="test")
    project.codings.apply("voice", "so", span=(6, 9))
    for item in annotations()["first"]["items"]:
        document = item["target"]["source"]["id"].rpartition(":")[2]
        text = project.state.text(document)
        words, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == words["exact"]
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert text.count(around) == 1
        assert text.index(around) + len(words["prefix"]) == place["start"]


def test_who_when_and_what(project, annotations):
    items = {item["id"].rpartition(":")[2]: item for item in annotations()["first"]["items"]}
    for id_, coding in project.state.codings.items():
        item = items[id_]
        assert [creator["name"] for creator in item["creator"]] == [
            project.state.authors[author].name for author in coding.made.authors
        ]
        made = datetime.fromisoformat(item["created"])
        assert made.timestamp() * 1000 == coding.made.milliseconds
        tag, *notes = item["body"]
        assert tag["value"] == project.state.codebook.name(coding.code)
        memos = [memo.text for memo in project.state.memos.values() if memo.about == id_]
        assert [note["value"] for note in notes] == memos
    assert sum(len(item["body"]) > 1 for item in items.values()) == 1


def test_an_earlier_moment_has_the_codes_of_then(annotations):
    tags = {item["body"][0]["value"] for item in annotations("first pass")["first"]["items"]}
    assert "confidence" in tags
    assert "sums" not in tags


def test_annotations_come_in_again_and_are_there_already(project, export):
    target, _ = export(W3cAnnotations())
    found = WebAnnotations().read(target, WebAnnotations.options())
    assert len(found.dropped) == 2
    assert all(f"which {INGRID} and {SAMIR} made jointly" in str(loss) for loss in found.dropped)
    result = project.imports.import_(found, importer="web-annotations")
    codings = project.state.codings.values()
    alone = [coding for coding in codings if len(coding.made.authors) == 1]
    assert (result.codings, result.repeated, result.memos) == (0, len(alone), 0)
    assert result.authors == ()


def test_what_has_no_words_is_left_out_and_that_is_said(project, export):
    marked = ImportedCoding("letter", 0, 0, "voice", region=Region(page=2))
    project.imports.import_(Material(codings=(marked,)), importer="test")
    assert export(W3cAnnotations())[1][-1] == (
        "The file leaves out one coding of a picture, a page or a recording. "
        "To export it: qualog export codings-csv"
    )
