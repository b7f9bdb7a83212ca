"""The table of formats that go out says what is true: of every exporter, by what it writes."""

import base64
import html
import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from tests.plugins.formats import rows

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.plugins.registry import installed_plugins

# What of the study of this folder's tests is in a file that keeps it.
KEPT = {
    "texts": "How was it?",
    "coded words": "trust them",
    "codes": "voice",
    "definitions": "is heard",
    "retired codes": "old one",
    "coders": "Samir",
    "dates": "2025-03-0",
    "memos on codings": "sure, or <hoping>?",
    "memos on codes": "near to trust",
    "memos on documents": "on the whole letter",
    "attributes": "by night",
    "participants": "Anna <i>",
    "participants' names": "Verkligsson",
    "themes": "Being heard",
    "relations of themes": "rests & leans on",
    "theory": "I–It",
    "moments": "first pass",
    "history": "one & the same",
}
# How what is not in a file is told by the exporter.
TOLD = {
    "memos on codings": "memos on codings",
    "memos on documents": "memos on texts and passages",
    "retired codes": "codes that were merged, split or retired",
    "relations of themes": "how themes relate to each other",
    "theory": "adopted theories",
    "moments": "named moments",
    "history": "the history",
    "participants' names": "participants' names",
}
ROWS = {each.plugin: each for each in rows("What goes out")}
OFFERS = [each for each in installed_plugins().exporters() if each.origin.distribution == "qualog"]


@pytest.fixture
def written(project, export, request):
    """Write the study with an exporter; give all words of it, and what was said to be left out."""
    heard = ImportedDocument("heard", "So we wait.", (ImportedTurn(0, 11, "Eva"),))
    project.imports.import_(Material(documents=(heard,)), importer="test")

    def write(name):
        exporter = installed_plugins().exporters().named(name).plugin
        if name == "codings-parquet":
            from pyarrow import parquet

            target, left_out = export(exporter)
            rows_ = parquet.read_table(target).to_pylist()
            return "\n".join(str(cell) for row in rows_ for cell in row.values()), left_out
        target, left_out = export(exporter)
        return words_of(target.read_bytes()), left_out

    return write


def words_of(data):
    """Give all words of a file, of those in an archive, of the cells of a workbook."""
    if not data.startswith(b"PK"):
        return html.unescape(_unsealed(data.decode("utf-8", "replace"))).replace("\\", "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found = [*names, *(words_of(archive.read(each)) for each in names)]
    if "xl/workbook.xml" in names:
        cells = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        found += (str(each) for row in cells for each in row)
    return "\n".join(found)


def _unsealed(text):
    """Give the words that the log keeps in base64, so that they are the same bytes for ever."""
    if not text.startswith('{"'):
        return text
    told = (
        re.sub(r"[^\x20-\x7e\x80-\U0010ffff]", "", _decoded(each))
        for each in re.findall(r'"([A-Za-z0-9+/]{24,}=*)"', text)
    )
    return "\n".join([text, *told])


def _decoded(told):
    try:
        return base64.b64decode(told).decode("utf-8", "replace")
    except ValueError:
        return ""


def test_each_shipped_exporter_has_one_row():
    assert sorted(each.plugin for each in rows("What goes out")) == sorted(e.name for e in OFFERS)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(each.name, marks=[pytest.mark.parquet] * (each.name == "codings-parquet"))
        for each in OFFERS
    ],
)
def test_the_row_says_what_is_kept_and_what_is_told(name, written):
    exporter = installed_plugins().exporters().named(name).plugin
    words, left_out = written(name)
    kept = {word for word, marker in KEPT.items() if marker in words}
    assert ROWS[name].suffixes == (exporter.suffix,)
    if ROWS[name].kept == ("everything",):  # tests/acceptance/test_log_archive.py makes it anew
        kept = {"everything"} if kept >= {"texts", "participants' names", "history"} else kept
    assert set(ROWS[name].kept) == kept
    if kept != {"everything"}:
        told = {word for word, marker in TOLD.items() if marker in "\n".join(left_out)}
        assert set(ROWS[name].silent) == KEPT.keys() - kept - told
    assert [each for each in ROWS[name].told if each not in "\n".join(left_out)] == []
