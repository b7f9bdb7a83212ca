"""doccano's texts with labels, in all the forms in which it has exported them."""

import json

import pytest
from tests.plugins.importers.annotators.labelled_files import TEXT
from tests.plugins.importers.programs.projects import said
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.doccano import Doccano, qualog_importers


@pytest.fixture
def lines(tmp_path):
    def read(*values):
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(json.dumps(each) for each in values), "utf-8")
        return Doccano().read(path, Doccano.options())

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_labels_of_doccano_in_all_their_forms(lines):
    material = lines(
        {"text": TEXT, "label": [[4, 9, "trust"]], "Comments": ["hm"]},
        {"id": 3, "text": TEXT, "labels": [[11, 15, "them"]]},
        {"text": TEXT, "entities": [{"label": "trust", "start_offset": 4, "end_offset": 9}]},
        {"text": TEXT, "annotations": [
            {"label": 12, "start_offset": 4, "end_offset": 9, "user": 2}]},
        {"data": TEXT, "label": ["spam"]},
        {"text": TEXT, "cats": ["ham"], "relations": [{}]},
    )  # fmt: skip
    assert said(material) == [
        ("set 1", "trust", "trust", None),
        ("set 3", "them", "them", None),
        ("set 3 (2)", "trust", "trust", None),
        ("set 4", "label 12", "trust", "user 2"),
        ("set 5", "spam", "I 🐈 trust\nthem", None),
        ("set 6", "ham", "I 🐈 trust\nthem", None),
    ]
    assert [(each.document, each.text) for each in material.memos] == [("set 1", "hm")]
    assert "one relation" in left_behind(material)


@pytest.mark.parametrize(
    "label",
    [[4, 99, "x"], [9, 4, "x"], [-1, 4, "x"], ["4", 9, "x"], [4], [], [4, 9, None], [4, 9, ""],
     {"label": "x", "start_offset": None, "end_offset": 9}, [True, 9, "x"], {}, None],
)  # fmt: skip
def test_labels_that_are_none_are_told(lines, label):
    material = lines({"text": TEXT, "label": [[4, 9, "trust"], label]})
    assert len(material.codings) == 1
    [told] = left_behind(material)
    assert told.startswith(("line 1, the label “", "line 1: a label that has no name"))


def test_lines_that_are_none(lines):
    material = lines({"text": TEXT, "label": []}, {"text": " "}, 3, [1])
    assert left_behind(material) == tuple(f"line {each}, which has no text" for each in (2, 3, 4))
    with pytest.raises(BadInput, match="holds no texts"):
        lines({"text": None})


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"[" * 100_000, b'["\\ud83d"]'])
def test_what_is_no_json(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"not JSON|no texts"):
        Doccano().read(path, Doccano.options())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "documents", "first", "last"),
    [
        (
            "doccano/labeling.jsonl",
            2,
            ("labeling 2578", "label 12", "JAPAN", "user 1"),
            ("labeling 2580", "label 13", "Marcello Cuttitta", "user 2"),
        ),
        (
            "doccano/sequence_labeling_example.jsonl",
            3,
            ("sequence_labeling_example 1", "ORG", "EU", None),
            ("sequence_labeling_example 3", "PERSON", "Obama", None),
        ),
    ],
)
def test_real_files(shared, file, documents, first, last):
    path = shared / "interop" / file
    importer = Doccano()
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.8
    material = importer.read(path, importer.options())
    assert len(material.documents) == documents
    assert (said(material)[0], said(material)[-1]) == (first, last)
    assert not any(
        "label" in each for each in left_behind(material) if "begin only one line" not in each
    )
