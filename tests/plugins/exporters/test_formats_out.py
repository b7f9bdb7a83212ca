"""The table of formats that go out says what is true: of every exporter, by what it writes."""

import base64
import html
import io
import re
import zipfile
from pathlib import Path

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
    "named points in time": "first pass",
    "history": "one & the same",
}
# How the exporter says of this study that something is not in a file.
SAID = {
    "memos on codings": "memo on a coding",
    "memos on codes": "memos on codes",
    "memos on documents": "memo on a text or a passage",
    "retired codes": "codes that were merged, split or retired",
    "relations of themes": "relationship between themes",
    "theory": "theory that the study uses",
    "named points in time": "named point in time",
    "history": "the history",
    "participants' names": "participants' names",
}
ROWS = {row.plugin: row for row in rows("Export")}
OFFERS = [
    offer for offer in installed_plugins().exporters() if offer.origin.distribution == "qualog"
]


@pytest.fixture
def written(project, export, request):
    """Return what writes the study, and returns all words of it and what it says is left out."""
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
        return "\n".join(map(words_in, target.parent.glob("out.*"))), left_out

    return write


def words_in(path):
    """Return all words of a file, or of the files in a folder."""
    files = [path] if path.is_file() else filter(Path.is_file, path.rglob("*"))
    return "\n".join(words_of(file.read_bytes()) for file in files)


def words_of(data):
    """Return all words of a file, of those in an archive, of the cells of a workbook."""
    if not data.startswith(b"PK"):
        return html.unescape(_unsealed(data.decode("utf-8", "replace"))).replace("\\", "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found = [*names, *(words_of(archive.read(name)) for name in names)]
    if "xl/workbook.xml" in names:
        cells = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        found += (str(cell) for row in cells for cell in row)
    return "\n".join(found)


def _unsealed(text):
    """Return the words that the log keeps in base64, so that they are the same bytes for ever."""
    if not text.startswith('{"'):
        return text
    words = (
        re.sub(r"[^\x20-\x7e\x80-\U0010ffff]", "", _decoded(sealed))
        for sealed in re.findall(r'"([A-Za-z0-9+/]{24,}=*)"', text)
    )
    return "\n".join([text, *words])


def _decoded(sealed):
    try:
        return base64.b64decode(sealed).decode("utf-8", "replace")
    except ValueError:
        return ""


def test_each_shipped_exporter_has_one_row():
    plugins = sorted(row.plugin for row in rows("Export"))
    assert plugins == sorted(offer.name for offer in OFFERS)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(offer.name, marks=[pytest.mark.parquet] * (offer.name == "codings-parquet"))
        for offer in OFFERS
    ],
)
def test_the_row_says_what_is_kept_and_what_is_left_out(name, written):
    exporter = installed_plugins().exporters().named(name).plugin
    words, left_out = written(name)
    kept = {word for word, marker in KEPT.items() if marker in words}
    assert ROWS[name].suffixes == (exporter.suffix,)
    if ROWS[name].kept == ("everything",):  # tests/acceptance/test_log_archive.py makes it anew
        kept = {"everything"} if kept >= {"texts", "participants' names", "history"} else kept
    assert set(ROWS[name].kept) == kept
    if kept != {"everything"}:
        said = {word for word, marker in SAID.items() if marker in "\n".join(left_out)}
        assert set(ROWS[name].silent) == KEPT.keys() - kept - said
    assert [phrase for phrase in ROWS[name].told if phrase not in "\n".join(left_out)] == []
