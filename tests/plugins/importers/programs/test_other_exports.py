"""What programs export besides their projects, and the importers that were there take."""

import pytest

from qualog_plugins.importers.programs.taguette import Taguette
from qualog_plugins.importers.tables.codebook_csv import CodebookCsv
from qualog_plugins.importers.tables.coded_segments import CodedSegments
from qualog_plugins.importers.texts.plain_text import PlainText
from qualog_plugins.importers.word.importer import Word

pytestmark = pytest.mark.shared


def read(importer, path):
    assert importer.sniff(path, path.read_bytes()[:4096]) > 0.5
    return importer.read(path, importer.options())


@pytest.mark.parametrize("file", ["codebook.csv", "codebook.xlsx"])
def test_taguettes_codebooks_say_what_its_project_says(shared, file):
    folder = shared / "interop" / "taguette"
    project = read(Taguette(), folder / "project.sqlite3")
    codes = read(CodebookCsv(), folder / file).codes
    assert {(each.name, each.definition) for each in codes} == {
        (each.name, each.definition) for each in project.codes
    }


@pytest.mark.parametrize("file", ["highlights.csv", "highlights.xlsx"])
def test_taguettes_highlights_are_coded_segments(shared, file):
    codings = read(CodedSegments(), shared / "interop" / "taguette" / file).codings
    assert len(codings) == 7
    assert ("Intervju 2", "relation.tillit", "tillit & trygghet") in [
        (each.document, each.code, each.quote) for each in codings
    ]


@pytest.mark.parametrize(
    ("importer", "file"), [(PlainText(), "transcript.txt"), (Word(), "ID1.docx")]
)
def test_qualcoders_examples_are_transcripts(shared, importer, file):
    [document] = read(importer, shared / "interop" / "qualcoder_examples" / file).documents
    assert document.text.strip()
