"""Plain text and Markdown, as the importer gives them."""

from pathlib import Path

import pytest
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.options import describe_options
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.texts.plain_text import PlainText, qualog_importers


@pytest.fixture
def read(tmp_path):
    def read(data: bytes, name: str = "Interview 1.txt", **options):
        path = tmp_path / name
        path.write_bytes(data)
        return PlainText().read(path, PlainText.options(**options)).documents[0]

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.name == "plain-text"
    assert [each.name for each in describe_options(importer.options)] == [
        "speakers",
        "names",
        "encoding",
    ]


def test_a_document_is_named_by_its_file_and_keeps_its_bytes(read):
    document = read(b"I: Hi\r\nR: Yes\rI: Good\n")
    assert document.name == "Interview 1"
    assert document.text == "I: Hi\nR: Yes\nI: Good\n"
    assert document.original == b"I: Hi\r\nR: Yes\rI: Good\n"
    assert [(turn.start, turn.end) for turn in document.turns] == [(3, 5), (9, 12), (16, 20)]


def test_a_document_keeps_the_encoding_in_which_it_was_read(read):
    assert read("Åsa: Ja, så är det på väg.".encode("cp1252")).encoding == "cp1252"
    document = read("Eva: čeština".encode("cp1250"), encoding="cp1250")
    assert (document.text, document.encoding) == ("Eva: čeština", "cp1250")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"PK\x03\x04" + bytes(100), "zip archive"),
        (b"MZ\x90\x00" + bytes(100), "program"),
        (rb"{\rtf1\ansi Hej}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), r"\.doc"),
        (b"hello\x00world, this is nothing", "not a text"),
        (bytes(range(1, 32)) * 20 + b"\xff\xfe", "not a text"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(read, data, told):
    with pytest.raises(BadInput, match=told) as raised:
        read(data)
    assert "Interview 1.txt" in str(raised.value)
    assert str(raised.value).count(". ") >= 1  # what is wrong, and what to do


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path):
    for path, told in ((tmp_path / "none.txt", "does not exist"), (tmp_path, "is a folder")):
        with pytest.raises(BadInput, match=told):
            PlainText().read(path, PlainText.options())


@pytest.mark.parametrize(
    ("name", "head", "least", "most"),
    [
        ("a.txt", b"I: hej", 0.7, 0.89),
        ("a.MD", "# Å".encode(), 0.7, 0.89),
        ("a.txt", "I: hej då".encode("utf-16-le"), 0.7, 0.89),
        ("a.csv", b"code;definition", 0, 0),
        ("a.json", b"{}", 0, 0),
        ("a.xyz", "då".encode("cp1252"), 0.25, 0.35),
        ("a.txt", "I: då".encode()[:-1], 0.7, 0.89),  # the head may end within a character
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", 0, 0),
        ("a.txt", b"%PDF-1.4", 0, 0),
        ("a.docx", b"PK\x03\x04\x14\x00", 0, 0),
        ("a.bin", b"\x00\x01\x02\x03", 0, 0),
    ],
)
def test_how_sure_it_is(name, head, least, most):
    assert least <= PlainText().sniff(Path(name), head) <= most


def test_without_speakers_paragraphs_are_turns(read):
    document = read(b"I: one\nR: two\n\nI: three\n", speakers=False)
    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        "I: one\nR: two",
        "I: three",
    ]
    assert {turn.speaker for turn in document.turns} == {None}


def test_markdown_stays_as_it_is(read):
    text = "# Interview\n\n**Anna:** I *like* it.\n\n**Bo**: So do I.\n"
    document = read(text.encode(), name="i.md")
    assert document.text == text
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in document.turns] == [
        (None, "Interview"),
        (None, "**Anna:** I *like* it."),
        (None, "**Bo**: So do I."),
    ]


def test_who_was_not_taken_for_a_speaker_is_told(tmp_path):
    path = tmp_path / "group.txt"
    path.write_text("Anna: hi\nBerit: yes\nAnna: so\n", encoding="utf-8")
    material = PlainText().read(path, PlainText.options())
    assert len(left_behind(material)) == 1
    assert "“Berit:”" in left_behind(material)[0]
    named = PlainText().read(path, PlainText.options(names="Berit; Carl:"))
    assert [turn.speaker for turn in named.documents[0].turns] == ["Anna", "Berit", "Anna"]
    assert named.dropped == ()


@pytest.mark.shared
def test_study_notes_are_read(shared):
    folder = shared / "interop" / "transcripts" / "code_review"
    read = {
        path.name: PlainText().read(path, PlainText.options()).documents[0]
        for path in sorted(folder.glob("*.txt"))
    }
    assert len(read) == 9
    assert {document.encoding for document in read.values()} == {"utf-8"}
    first = read["P1R1.txt"]
    assert first.text[first.turns[0].start : first.turns[0].end].startswith("REVIEW TYPE AND GOAL")
    assert any(
        first.text[turn.start : turn.end] == "- Checking change by change" for turn in first.turns
    )


def test_a_very_long_line_is_one_turn(read):
    document = read(b"I: " + b"word " * 2_000_000)
    assert len(document.turns) == 1
