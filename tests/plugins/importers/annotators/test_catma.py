"""CATMA's annotations: read with the project's folders around them."""

import json

import pytest
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer, WithCompanions
from qualog_plugins.importers.annotators.catma import Catma, qualog_importers

TEXT = "🐈 I trust\r\nthem all.\r\n"
TAG = {"name": "trust", "parentUuid": "CATMA_2", "systemPropertyDefinitions": {
    "P1": {"name": "catma_markupauthor"}, "P2": {"name": "catma_markuptimestamp"}},
    "userDefinedPropertyDefinitions": {"P3": {"name": "sure"}}}  # fmt: skip


def annotation(*spans, tag="CATMA_1", **more):
    return {
        "body": {
            "@context": {"tag": "https://www.catma.de/tag"},
            "tag": f"tagsets/T_1/{tag}",
            "properties": {
                "system": {"P1": ["Ann"], "P2": ["2023-08-02T15:43:57.086+0200"]},
                "user": {"P3": ["very", "yes"], "P4": []},
            },
        },
        "target": {
            "items": [
                {"source": "D_1", "selector": {"start": start, "end": end}} for start, end in spans
            ]
        },
        **more,
    }


@pytest.fixture
def project(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    write("documents/D_1/D_1.txt", TEXT.encode())
    write("documents/D_1/header.json", {"gitContentInfoSet": {"title": "Talk"}})
    write("tagsets/T_1/CATMA_1/propertydefs.json", TAG)
    write("tagsets/T_1/CATMA_2/propertydefs.json", {"name": "relations"})
    return write


@pytest.fixture
def read(project):
    def read(content):
        path = project("collections/C_1/annotations/ann_0.json", content)
        return Catma().read(path, Catma.options())

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert isinstance(importer, WithCompanions)


def test_an_annotation(read):
    material = read([annotation((5, 10), (12, 16))])
    assert coded(material) == [("trust", "trust", "sure: very, yes"), ("trust", "them", "")]
    assert material.documents[0].name == "Talk"
    assert {code.name: code.parent for code in material.codes} == {
        "trust": "relations",
        "relations": None,
    }
    assert {(each.author, each.dated) for each in material.codings} == {("Ann", 1690983837086)}
    assert left_behind(material) == (
        "that the passages of an annotation belong together: of one annotation",
    )


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        *(
            (span, f"its text has no passage {span[0]}:{span[1]}")
            for span in [(1, 4), (5, 900), (10, 5), (-3, 5)]
        ),
        *(
            (span, "it does not say which passage it is on")
            for span in [("5", 10), (None, 7), (True, 3)]
        ),
    ],
)
def test_a_passage_that_is_not_there_is_left_behind(read, span, reason):
    material = read([annotation(span), annotation((5, 10))])
    assert len(material.codings) == 1
    assert left_behind(material) == (f"annotation 1 (trust): {reason}",)


@pytest.mark.parametrize(
    "broken",
    [{}, 3, None, [], annotation((5, 10), tag="CATMA_9"), annotation((5, 10), tag="../../x"),
     annotation((5, 10), target=7), annotation((5, 10), body={"tag": 3})],
)  # fmt: skip
def test_annotations_that_are_none_are_told(read, broken):
    material = read([broken, annotation((5, 10))])
    assert len(material.codings) == 1
    assert left_behind(material) == ("annotation 1, which has no tag of the project or no passage",)


@pytest.mark.parametrize("content", [b"", b"[", b"\x00", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_told(read, content):
    with pytest.raises(BadInput, match="not JSON"):
        read(content)


def test_annotations_alone_are_no_project(tmp_path, read):
    with pytest.raises(BadInput, match="not in the folder of a CATMA project"):
        read({"a": 1})
    path = tmp_path / "alone.json"
    path.write_text(json.dumps([annotation((5, 10))]), "utf-8")
    with pytest.raises(BadInput, match="not in the folder"):
        Catma().read(path, Catma.options())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "annotations", "codings", "author"),
    [("mvgoogle_0.json", 19, 31, "mvgoogle"), ("MVauth_0.json", 20, 33, "MVauth")],
)
def test_a_real_project(shared, file, annotations, codings, author):
    [path] = (shared / "interop" / "catma" / "gitma_demo").rglob(file)
    told = json.loads(path.read_text("utf-8"))
    assert len(told) == annotations
    material = Catma().read(path, Catma.options())
    assert material.documents[0].name == "The Metamorphosis"
    assert len(material.codings) == codings
    assert {each.author for each in material.codings} == {author}
    assert {each.code for each in material.codings} <= {
        "process_event", "stative_event", "change_of_state", "non_event",
    }  # fmt: skip
    text = material.documents[0].text
    for each in material.codings:  # each begins and ends at a word's edge
        for edge in (each.start, each.end):
            around = text[edge - 1 : edge + 1]
            assert edge == 0 or not around.isalnum()
