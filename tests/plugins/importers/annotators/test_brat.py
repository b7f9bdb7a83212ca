"""brat: texts with stand-off annotations, as the importer gives them."""

import re

import pytest
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer, WithCompanions
from qualog_plugins.importers.annotators.brat import BratAnnotations, qualog_importers

TEXT = "I like cats 🐈 and\nå dogs, a lot.\n"


@pytest.fixture
def read(tmp_path):
    def read(annotations: str | bytes, text: str | bytes = TEXT, **options):
        for name, content in (("talk.txt", text), ("talk.ann", annotations)):
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return BratAnnotations().read(tmp_path / "talk.txt", BratAnnotations.options(**options))

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert isinstance(importer, WithCompanions)


def test_pieces_notes_and_what_is_left_behind(read):
    material = read(
        "T1\tPET 7 13\tcats 🐈\n"
        "T2\tPET 2 6;20 24\tlike dogs\n"
        "#1\tAnnotatorNotes T1\tnot mine\n"
        "#2\tAnnotatorNotes T1\tor hers\n"
        "#3\tAnnotatorNotes R1\tof the relation\n"
        "R1\tAlike Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n"
        "E1\tLiking:T2 Who:T1\nA1\tSure T1\nM1\tSure T2\nN1\tReference T1 Wiki:1\tcat\n"
    )
    assert coded(material) == [
        ("PET", "cats 🐈", "not mine\n\nor hers"),
        ("PET", "like", ""),
        ("PET", "dogs", ""),
    ]
    [memo] = material.memos
    assert (memo.text, memo.start) == ("of the relation", None)
    assert left_behind(material) == (
        "that the pieces of an annotation belong together: of one annotation",
        "2 attributes",
        "one event",
        "one normalisation",
        "2 relations",
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("counted", ["as it is", "without"])
def test_however_line_ends_and_marks_are_counted(read, line_end, mark, counted):
    text = mark + TEXT.replace("\n", line_end)
    seen = text if counted == "as it is" else TEXT
    start = seen.index("dogs")
    material = read(f"T1\tPET {start} {start + 4}\tdogs\r\n", text)
    assert coded(material) == [("PET", "dogs", "")]
    assert material.documents[0].text == TEXT


def test_what_does_not_fit_is_told_with_its_place_and_never_moved(read):
    material = read(
        "T1\tPET 7 11\tcats\nT2\tPET 30 900\tdogs\nT3\tPET 11 7\tcats\n"
        "T4\tPET 7 11\tdogs\nT5\tPET a b\tdogs\nwhat\nT6\n"
    )
    assert coded(material) == [("PET", "cats", "")]
    assert left_behind(material) == (
        "T2 (PET): its text has no passage 30:900",
        "T3 (PET): its text has no passage 11:7",
        "T4 (PET): the text reads “cats” there, not “dogs”",
        "line 5 of the annotations, which is not an annotation: “T5 PET a b dogs”",
        "line 6 of the annotations, which is not an annotation: “what”",
        "line 7 of the annotations, which is not an annotation: “T6”",
    )


def test_an_annotator_who_found_nothing(read):
    material = read("")
    assert (material.codings, left_behind(material)) == ((), ())
    assert material.documents[0].text == TEXT


def test_one_of_the_two_files_is_missing(tmp_path):
    (tmp_path / "a.ann").write_text("T1\tX 0 1\ta", "utf-8")
    (tmp_path / "b.txt").write_text("a", "utf-8")
    with pytest.raises(BadInput, match=r"a\.ann has no a\.txt beside it. Put the text"):
        BratAnnotations().read(tmp_path / "a.ann", BratAnnotations.options())
    with pytest.raises(BadInput, match=r"b\.txt has no b\.ann beside it. Put the text"):
        BratAnnotations().read(tmp_path / "b.txt", BratAnnotations.options())
    assert BratAnnotations().sniff(tmp_path / "a.ann", b"T1") > 0.5
    assert BratAnnotations().sniff(tmp_path / "b.txt", b"a") == 0


FACTS = {
    "esp.train-doc-100": {"Lisa": 75, "Maria": 75, "Max": 53},
    "esp.train-doc-1400": {"Lisa": 44, "Maria": 44, "Max": 42},
    "esp.train-doc-29": {"Lisa": 13, "Maria": 13, "Max": 13},
}


@pytest.mark.shared
@pytest.mark.parametrize("annotator", ["Lisa", "Maria", "Max"])
@pytest.mark.parametrize("document", FACTS)
def test_real_annotations(shared, annotator, document):
    path = shared / "interop" / "brat" / "bratiaa" / annotator / f"{document}.ann"
    material = BratAnnotations().read(path, BratAnnotations.options())
    text = material.documents[0].text
    told = re.findall(r"^T\d+\t(\w+) \d+ \d+\t(.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert len(material.codings) == FACTS[document][annotator]
    assert [(each.code, text[each.start : each.end]) for each in material.codings] == told
    assert left_behind(material) == ()
