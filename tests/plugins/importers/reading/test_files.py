"""The bytes of a file, what its first bytes say, and its document's name."""

from pathlib import Path

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.reading.files import document_name, kind_of, read_bytes


@pytest.mark.parametrize(
    ("head", "name", "advice"),
    [
        (b"%PDF-1.7", "a PDF", "Import it --with pdf."),
        (rb"{\rtf1 a}", "a rich text file (RTF)", "Import it --with rtf."),
        (b"\x89PNG\r\n", "a picture", "Import the transcript, not a picture of it."),
        (b"\xff\xd8\xff\xe0", "a picture", "Import the transcript, not a picture of it."),
        (b"ID3\x03", "a sound recording", "Transcribe it first; Qualog reads text."),
        (b"OggS\x00", "a sound recording", "Transcribe it first; Qualog reads text."),
        (b"PK\x05\x06\x00", "an empty zip archive",
         "Import the files that were meant to be in it."),
    ],
)  # fmt: skip
def test_what_is_no_text_has_a_name_and_advice(head, name, advice):
    kind = kind_of(head)
    assert (str(kind.name), str(kind.advice)) == (name, advice)


@pytest.mark.parametrize("head", [b"", b"I: %PDF", b"PK", b"\xd0\xcf\x11\xe0"])
def test_what_may_be_a_text_has_no_kind(head):
    assert kind_of(head) is None


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path):
    (tmp_path / "there.txt").write_bytes(b"a\r\n")
    assert read_bytes(tmp_path / "there.txt") == b"a\r\n"
    with pytest.raises(BadInput, match=r"none\.txt does not exist"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(BadInput, match="is a folder"):
        read_bytes(tmp_path)
    with pytest.raises(BadInput, match=r"cannot be read \(.+\)\. Check that you have access"):
        read_bytes(tmp_path / "there.txt" / "within.txt")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("talk.txt", "talk"),
        ("annotation/talk.txt/ann.tsv", "talk"),
        ("curation/talk.txt/CURATION_USER.xmi", "talk"),
        ("annotation/talk/ann.tsv", "ann"),
        ("other/talk.txt/ann.tsv", "ann"),
    ],
)
def test_a_document_is_called_as_its_file_or_as_the_folder_that_stands_for_it(path, name):
    assert document_name(Path(path)) == name
