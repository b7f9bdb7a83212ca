"""Tables for spreadsheets: nothing in them is run, and Excel knows their encoding."""

import pytest

from qualog_plugins.exporters.tables.spreadsheet import harmless, write_csv
from qualog_plugins.importers.tables.table import unmarked


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_would_run_as_a_formula_has_a_mark_before_it(start):
    assert harmless(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("cell", ["", "a=b", " =b", "'b", 5, -5, None])
def test_anything_else_is_as_it_was(cell):
    assert harmless(cell) == cell


def test_a_mark_that_was_there_is_told_from_one_that_was_added():
    assert harmless("'=b") == "''=b"
    assert unmarked("''=b") == "'=b"
    assert unmarked("'b") == "'b"


@pytest.mark.parametrize(("excel", "beginning"), [(True, b"\xef\xbb\xbfa,b"), (False, b"a,b")])
def test_excel_is_told_the_encoding_by_a_mark(tmp_path, excel, beginning):
    write_csv(tmp_path / "x.csv", [("a", "b"), ("å\nä", None)], excel=excel)
    content = (tmp_path / "x.csv").read_bytes()
    assert content == beginning + '\r\n"å\nä",\r\n'.encode()
