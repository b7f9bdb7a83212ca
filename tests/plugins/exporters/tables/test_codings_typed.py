"""Codings as Excel and as Parquet: the table that CSV has, with types."""

import csv
import sys
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from qualog.errors import PluginError
from qualog.material import ImportedDocument, Material
from qualog_plugins.exporters.tables.codings_csv import CodingsCsv
from qualog_plugins.exporters.tables.codings_parquet import CodingsParquet
from qualog_plugins.exporters.tables.codings_xlsx import CodingsXlsx
from qualog_plugins.importers.tables.coded_segments import CodedSegments

LAYERS = ["coders", "consensus"]


def as_csv(cell):
    """Give a cell as a CSV file has it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=UTC).isoformat(timespec="seconds")
    return "" if cell is None else str(cell)


def csv_rows(export, **options):
    with export(CodingsCsv(), **options)[0].open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def sheet_rows(target):
    return [list(row) for row in load_workbook(target).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_workbook_has_the_cells_of_the_csv_table(export, layer):
    found = sheet_rows(export(CodingsXlsx(), layer=layer)[0])
    assert [[as_csv(cell) for cell in row] for row in found] == csv_rows(export, layer=layer)


def test_a_workbook_has_numbers_and_times_as_such(project, export):
    names, *rows = sheet_rows(export(CodingsXlsx())[0])
    for row in rows:
        told = dict(zip(names, row, strict=True))
        coding = project.state.codings[told["coding"]]
        assert (told["start"], told["end"]) == (coding.start, coding.end)
        assert isinstance(told["made"], datetime)
        assert told["made"].replace(tzinfo=UTC).timestamp() * 1000 == coding.made.milliseconds
    assert isinstance(rows[0][names.index("turn")], int)


def test_a_workbook_runs_no_formula(export):
    sheet = load_workbook(export(CodingsXlsx())[0]).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "'=SUM(A1)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_comes_in_again(project, export):
    target, _ = export(CodingsXlsx())
    found = CodedSegments().read(target, CodedSegments.options())
    alone = [each for each in project.state.codings.values() if len(each.made.authors) == 1]
    assert {(each.start, each.end) for each in found.codings} == {
        (each.start, each.end) for each in alone
    }


def test_what_excel_cannot_hold_is_told(project, export):
    said = "\x01" + "long " * 7_000
    project.imports.import_(Material(documents=(ImportedDocument("long", said),)), importer="test")
    project.codings.apply("voice", "long", span=(0, len(said)))
    target, left_out = export(CodingsXlsx())
    assert left_out[:1] == ["what is beyond 32767 characters in a cell: 1 cells"]
    quotations = [row[6] for row in sheet_rows(target)]
    assert ("�" + said[1:])[:32_767] in quotations


@pytest.mark.parquet
@pytest.mark.parametrize("layer", LAYERS)
def test_parquet_has_the_cells_of_the_csv_table_with_types(export, layer):
    from pyarrow import parquet

    table = parquet.read_table(export(CodingsParquet(), layer=layer)[0])
    names, *rows = csv_rows(export, layer=layer, excel="no")
    assert table.column_names == names
    found = [[as_csv(each[name]) for name in table.column_names] for each in table.to_pylist()]
    assert found == rows
    kinds = {each.name: str(each.type) for each in table.schema}
    assert kinds["start"] == kinds["turn"] == "int64"
    assert kinds["made" if layer == "coders" else "settled"] == "timestamp[ms, tz=UTC]"


def test_without_pyarrow_it_says_what_to_install(project, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    exporter = CodingsParquet()
    with pytest.raises(PluginError, match=r"pip install 'qualog\[parquet\]'"):
        exporter.write(project.at(), tmp_path / "x.parquet", exporter.options())
    assert not (tmp_path / "x.parquet").exists()
