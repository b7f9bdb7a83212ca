"""Annotations of web pages: passages are found by their words, and by those around them."""

import json

import pytest
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.annotators.web_annotations import WebAnnotations, qualog_importers

TEXT = "I trust 🐈 them. They trust me. We trust  all."


@pytest.fixture
def read(tmp_path):
    def read(content, **options):
        path = tmp_path / "a.json"
        path.write_text(json.dumps(content), "utf-8")
        return WebAnnotations().read(path, WebAnnotations.options(**options))

    return read


@pytest.fixture
def land(tmp_path):
    """Take material in, onto a document "talk"; give what is coded, what is noted, what is told."""

    def land(material, text=TEXT):
        with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
            project.imports.import_(Material((ImportedDocument("talk", text),)), importer="test")
            told = left_behind(project.imports.import_(material, importer="web-annotations"))
            state = project.state
            [document] = state.documents
            words = state.text(document)
            coded = [
                (state.codebook.codes[each.code].name, each.start, words[each.start : each.end])
                for each in state.codings.values()
            ]
            noted = [
                (each.text, words[each.start : each.end])
                for each in state.memos.values()
                if each.start is not None
            ]
            return coded, noted, told

    return land


def annotation(exact=None, prefix="", suffix="", *, place=None, **more):
    selectors = []
    if exact is not None:
        quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
        selectors.append(quote)
    if place is not None:
        selectors.append({"type": "TextPositionSelector", "start": place[0], "end": place[1]})
    return {
        "user": "acct:asa@hypothes.is",
        "created": "2026-02-01T10:00:00+00:00",
        "tags": ["trust"],
        "text": "",
        "target": [{"source": "https://example.org/a/talk?x=1", "selector": selectors}],
        **more,
    }


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_words_around_tell_a_passage_from_others_like_it(read, land):
    found = [
        annotation("trust", "cookies? ok\nI ", " 🐈  them.", place=(900, 905)),
        annotation("trust", "them.\n They ", " me"),
        annotation("trust all", "", "."),
        annotation("trust", "", ""),
        annotation("trust", "nobody ", ""),
        annotation("hate"),
    ]
    coded, _, told = land(read(found))
    assert coded == [
        ("trust", 2, "trust"),
        ("trust", 21, "trust"),
        ("trust", 34, "trust  all"),
    ]
    assert [str(each).partition(":")[0] for each in told] == [
        "annotation 4",
        "annotation 5",
        "annotation 6",
    ]


def test_tags_are_codes_and_notes_memos(read, land):
    material = read(
        [
            annotation("me", tags=["trust", " self  love ", "trust"], text="hm"),
            annotation("them", tags=[], text="who?"),
            annotation("me", tags=[], text=""),
            annotation("me", references=["x"], text="no!"),
            annotation(text="all of it"),
        ]
    )
    assert [(each.code, each.memo, each.author) for each in material.codings] == [
        ("trust", "hm", "asa"),
        ("self love", "", "asa"),
    ]
    assert {each.dated for each in material.codings} == {1769940000000}
    assert left_behind(material) == (
        "annotation 3, which says nothing: it is only a highlight",
        "one reply to an annotation",
        "one annotation of no passage of a text",
    )
    assert land(material)[1] == [("who?", "them")]


def test_the_web_annotations_of_the_w3c(read, land):
    one = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "creator": {"name": "Bo"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "trust"},
            {"type": "TextualBody", "value": "hm"},
        ],
        "target": {
            "source": "http://example.org/talk",
            "selector": {"type": "TextPositionSelector", "start": 2, "end": 7},
        },
    }
    for whole in (one, {"items": [one]}, {"first": {"items": [one]}}, [one]):
        [coding] = read(whole).codings
        assert (coding.code, coding.memo, coding.author) == ("trust", "hm", "Bo")
    assert land(read(one))[0] == [("trust", 2, "trust")]


def test_which_document(read):
    titled = annotation("me", document={"title": ["My talk"]})
    assert read([titled]).codings[0].document == "talk"
    assert read([titled], named="title").codings[0].document == "My talk"
    assert read([titled], document="T").codings[0].document == "T"
    nowhere = annotation("me", target=[{"selector": titled["target"][0]["selector"]}])
    assert left_behind(read([nowhere])) == (
        "annotation 1, which does not say which page it is on; "
        "name its document with -o document=…",
    )


def test_places_outside_of_the_document_are_told(read, land):
    coded, _, told = land(read([annotation(place=(3, 900)), annotation(place=(2, 7))]))
    assert coded == [("trust", 2, "trust")]
    assert "lies outside talk" in str(told[0])


@pytest.mark.parametrize("content", [[], {}, 3, None, {"rows": [1, "x"]}, [{"a": 1}]])
def test_what_holds_no_annotations(read, content):
    with pytest.raises(BadInput, match="holds no annotations"):
        read(content)


@pytest.mark.parametrize("odd", [3, None, "x", [[]], {"a": {}}, [{"selector": {"type": 3}}]])
@pytest.mark.parametrize("key", ["target", "tags", "text", "user", "document", "created", "body"])
def test_values_of_other_types(read, key, odd):
    found = {**annotation("me"), key: odd}
    read([found, annotation("me")])


@pytest.mark.shared
def test_real_ones_of_two_people(shared, land):
    folder = shared / "interop" / "hypothesis"
    path = folder / "synthetic_two_users.json"
    importer = WebAnnotations()
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.8
    material = importer.read(path, importer.options(document="talk"))
    assert [each.author for each in material.codings] == ["asa", "bjorn", "bjorn", "bjorn"]
    text = (folder / "synthetic_two_users.source.txt").read_text("utf-8")
    coded, _, told = land(material, text)
    assert [(code, words) for code, _, words in coded] == [
        ("arbetstid", "det var schemat"),
        ("arbetstid", "inte lönen, det var schemat"),
        ("lön", "inte lönen, det var schemat"),
        ("ledning", "Chefen sa aldrig nej"),
    ]
    assert told == ()
