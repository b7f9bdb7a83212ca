"""Codings as an Excel workbook: the table that CSV has, with types."""

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from tests.plugins.exporters.tables.typed import LAYERS, as_csv, csv_rows

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog_plugins.exporters.tables.codings_xlsx import CodingsXlsx
from qualog_plugins.importers.tables.coded_segments import CodedSegments


def sheet_rows(target):
    return [list(row) for row in load_workbook(target).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_workbook_has_the_cells_of_the_csv_table(export, layer):
    found = sheet_rows(export(CodingsXlsx(), layer=layer)[0])
    assert [[as_csv(cell) for cell in row] for row in found] == csv_rows(export, layer=layer)


def test_a_workbook_has_numbers_and_times_as_such(project, export):
    names, *rows = sheet_rows(export(CodingsXlsx())[0])
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        coding = project.state.codings[cells["coding"]]
        assert (cells["start"], cells["end"]) == (coding.start, coding.end)
        assert isinstance(cells["made"], datetime)
        assert cells["made"].replace(tzinfo=UTC).timestamp() * 1000 == coding.made.milliseconds
    assert isinstance(rows[0][names.index("turn")], int)


def test_a_workbook_runs_no_formula(export):
    sheet = load_workbook(export(CodingsXlsx())[0]).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "'=SUM(A1)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_comes_in_again(project, export):
    target, _ = export(CodingsXlsx())
    found = CodedSegments().read(target, CodedSegments.options())
    codings = project.state.codings.values()
    assert {(coding.start, coding.end) for coding in found.codings} == {
        (coding.start, coding.end) for coding in codings if len(coding.made.authors) == 1
    }


def test_what_excel_cannot_hold_is_cut_off_and_that_is_said(project, export):
    said = "\x01" + "long " * 7_000
    project.imports.import_(Material(documents=(ImportedDocument("long", said),)), importer="test")
    project.codings.apply("voice", "long", span=(0, len(said)))
    target, left_out = export(CodingsXlsx())
    assert left_out[0] == (
        "A cell of Excel holds at most 32,767 characters; one cell was cut off. "
        "To export it in full: qualog export codings-csv"
    )
    quotations = [row[6] for row in sheet_rows(target)]
    assert ("�" + said[1:])[:32_767] in quotations


def test_a_folder_that_is_not_there_is_an_error(project, tmp_path):
    exporter = CodingsXlsx()
    with pytest.raises(BadInput, match="cannot be written"):
        exporter.write(project.at(), tmp_path / "nowhere" / "x.xlsx", exporter.options())
