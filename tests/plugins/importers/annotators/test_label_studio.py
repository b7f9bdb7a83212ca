"""Label Studio's texts with labels, each annotator's own."""

import json

import pytest
from tests.plugins.importers.annotators.labelled_files import TEXT, result, task
from tests.plugins.importers.programs.projects import said
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.label_studio import LabelStudio, qualog_importers


@pytest.fixture
def tasks(tmp_path):
    def read(content, **options):
        path = tmp_path / "set.json"
        path.write_text(json.dumps(content), "utf-8")
        return LabelStudio().read(path, LabelStudio.options(**options))

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


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


def test_the_small_form_has_dates_among_the_data_which_are_no_text(tasks):
    material = tasks([{"id": 1, "note": "hi", "created_at": "2026-02-01T10:00:00Z", "label": []}])
    assert material.documents[0].text == "hi"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "documents", "first", "last"),
    [
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
    importer = LabelStudio()
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
