"""doccano's and Label Studio's texts with labels, each annotator's own."""

import json

import pytest
from tests.plugins.importers.programs.projects import said
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators import doccano, label_studio
from qualog_plugins.importers.annotators.doccano import Doccano
from qualog_plugins.importers.annotators.label_studio import LabelStudio

TEXT = "I 🐈 trust\r\nthem"


@pytest.fixture
def lines(tmp_path):
    def read(*values):
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(json.dumps(each) for each in values), "utf-8")
        return Doccano().read(path, Doccano.options())

    return read


@pytest.fixture
def tasks(tmp_path):
    def read(content, **options):
        path = tmp_path / "set.json"
        path.write_text(json.dumps(content), "utf-8")
        return LabelStudio().read(path, LabelStudio.options(**options))

    return read


def result(start, end, words, *labels, kind="labels", **value):
    return {
        "type": kind,
        "value": {"start": start, "end": end, "text": words, kind: list(labels), **value},
    }


def task(*annotations, **more):
    made = [
        {"completed_by": by, "created_at": "2026-02-01T10:00:00Z", "result": list(results)}
        for by, results in annotations
    ]
    return {"id": 7, "data": {"text": TEXT, "image": "http://x/y"}, "annotations": made, **more}


def test_they_are_what_the_hooks_give():
    for module in (doccano, label_studio):
        (importer,) = module.qualog_importers()
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


@pytest.mark.parametrize("utf16", [True, False])
def test_label_studio_counts_as_more_words_fit(tasks, utf16):
    more = 1 if utf16 else 0
    first = (1, [result(4 + more, 9 + more, "trust", "trust")])
    other = (
        {"first_name": "Bo", "last_name": "Ek", "email": "b@x"},
        [result(11 + more, 15 + more, "them", "them", "all"), result(0, 1, "You", "no")],
    )
    material = tasks([task(first, other)])
    assert said(material) == [
        ("set 7", "trust", "trust", "annotator 1"),
        ("set 7", "them", "them", "Bo Ek"),
        ("set 7", "all", "them", "Bo Ek"),
    ]
    assert material.codings[0].dated == 1769940000000
    assert left_behind(material) == ("task 1 (no): the text reads “I” there, not “You”",)


def test_choices_answers_and_what_is_no_text(tasks):
    said_of_all = [
        {"type": "choices", "value": {"choices": ["good"]}},
        {"type": "textarea", "value": {"text": ["because", "so"]}},
        {"type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["Car"]}},
        {"type": 3, "value": 4},
        None,
    ]
    material = tasks([task((1, said_of_all), predictions=[{}])])
    assert said(material) == [("set 7", "good", "I 🐈 trust\nthem", "annotator 1")]
    assert [(each.text, each.author) for each in material.memos] == [("because\nso", "annotator 1")]
    assert left_behind(material) == (
        "one prediction by a model",
        "2 results of no type",
        "one result of the type “rectanglelabels”",
    )


def test_which_text(tasks):
    data = {"title": "Call", "body": TEXT, "url": f"https://x/{'y' * 99}"}
    found = [task((1, [result(5, 10, "trust", "trust")]), data=data)]
    assert len(tasks(found).codings) == 1
    assert tasks(found, text="title").documents[0].text == "Call"


def test_the_small_form(tasks):
    one = {"start": 5, "end": 10, "text": "trust", "labels": ["trust"]}
    material = tasks([{"id": 1, "text": TEXT, "label": [one], "annotator": 2, "created_at": "x"}])
    assert said(material) == [("set 1", "trust", "trust", "annotator 2")]


@pytest.mark.parametrize("odd", [3, None, "x", [[]], {"a": {}}, [{"result": {"value": []}}]])
@pytest.mark.parametrize("key", ["id", "data", "annotations", "predictions"])
def test_values_of_other_types(tasks, key, odd):
    try:
        tasks([{**task((1, [result(5, 10, "trust", "trust")])), key: odd}])
    except BadInput as error:
        assert "no texts" in str(error)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"[" * 100_000, b'["\\ud83d"]'])
def test_what_is_no_json(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"not JSON|no texts"):
        LabelStudio().read(path, LabelStudio.options())
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
        (
            "labelstudio/synthetic_ner_two_annotators.json",
            1,
            ("synthetic_ner_two_annotators 1", "arbetsmiljö", "Bemanningen är svår", "asa"),
            ("synthetic_ner_two_annotators 1", "motivation", "barnen är roliga", "bjorn"),
        ),
    ],
)
def test_real_files(shared, file, documents, first, last):
    path = shared / "interop" / file
    importer = Doccano() if "doccano" in file else LabelStudio()
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.8
    material = importer.read(path, importer.options())
    assert len(material.documents) == documents
    assert (said(material)[0], said(material)[-1]) == (first, last)
    assert not any(
        "label" in each for each in left_behind(material) if "begin only one line" not in each
    )


@pytest.mark.shared
def test_a_real_file_of_pictures_with_texts(shared):
    path = shared / "interop" / "labelstudio" / "csv_test.json"
    material = LabelStudio().read(path, LabelStudio.options())
    assert material.documents[0].text.startswith("Calif. wildfires signal the arrival")
    assert len(material.documents) == 2
    assert material.codings == ()
    assert "3 results of the type “rectanglelabels”" in left_behind(material)


@pytest.mark.shared
def test_a_real_file_of_pictures_alone(shared):
    path = shared / "interop" / "labelstudio" / "json_min_data.json"
    with pytest.raises(BadInput, match="no texts with labels: task 1, which has no text"):
        LabelStudio().read(path, LabelStudio.options())
