"""Tables: rows, headings, delimiters, and what is said of a column that is not there."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from qualog.errors import BadInput
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    find_columns,
    headings_of,
    read_table,
    split_list,
    whole_number,
)

KNOWN = {"code": ("code", "label"), "words": ("quote", "the words")}
TABLE = Table("t.csv", ("Code", " ", "The  words", "Age"))


@pytest.fixture
def read(tmp_path):
    def read(content, name="t.csv", **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, KNOWN, **options)

    return read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_the_headings_understood(read, delimiter):
    table = read(f"code{delimiter}quote\na{delimiter}x\n")
    assert table.headings == ("code", "quote")
    assert table.rows == (Row(2, ("a", "x")),)
    assert str(table.how) == "read as utf-8"


def test_excels_hint_names_the_delimiter_and_is_a_row(read):
    table = read("sep=;\ncode;quote\na;x,y\n")
    assert table.rows == (Row(3, ("a", "x,y")),)


def test_empty_rows_count_but_are_none(read):
    assert [row.number for row in read("code\n\na\n , \nb\n").rows] == [3, 5]


def test_a_sheet_of_a_workbook_is_read_as_it_shows_its_cells(tmp_path):
    book = Workbook()
    sheet = book.create_sheet("coded")
    for cells in (["code", "n"], ["a", 41.0], [None, None], ["b", 2.5]):
        sheet.append(cells)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx", KNOWN, sheet="coded")
    assert table.rows == (Row(2, ("a", "41")), Row(4, ("b", "2.5")))
    assert table.how == ""
    with pytest.raises(BadInput, match=r"no sheet “x”\. Its sheets are: “Sheet” and “coded”"):
        read_table(tmp_path / "t.xlsx", KNOWN, sheet="x")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.4", r"t\.csv is a PDF, not a table\. Save the table as CSV"),
        (",\n ,\n", r"t\.csv holds no table: all its rows are empty"),
        ('code\n"a\n', r"t\.csv, row 2: the quotation marks do not match"),
        (b"PK\x03\x04half", "damaged"),
    ],
)
def test_what_is_not_a_table_is_refused(read, content, message):
    with pytest.raises(BadInput, match=message):
        read(content)


def test_columns_are_found_by_heading_without_regard_to_case():
    assert (TABLE.column("the words"), TABLE.columns("AGE; code")) == (2, [3, 0])
    assert TABLE.named_columns == [0, 2, 3]
    with pytest.raises(BadInput, match=r"t\.csv has no column “x”\. Its columns are: “Code”, “The"):
        TABLE.column("x")


def test_a_person_names_a_column_before_it_is_found_by_its_heading():
    options = SimpleNamespace(code="Age", words=None)
    assert TABLE.chosen_columns(KNOWN, options) == {"code": 3, "words": 2}


def test_columns_that_were_not_read_are_left_behind_in_one_phrase():
    assert list(map(str, TABLE.left_behind([0, None]))) == ["the columns “The words” and “Age”"]
    assert list(map(str, TABLE.left_behind([0, 2]))) == ["the column “Age”"]
    assert list(TABLE.left_behind([0, 2, 3])) == []


def test_a_row_with_more_cells_than_headings_is_told():
    assert TABLE.too_many_cells(Row(2, ("a", "", "x", "41", " "))) is None
    reason = TABLE.too_many_cells(Row(2, ("a", "", "x", "41", "y")))
    assert str(reason).startswith("row 2 has more cells (5) than the table has columns (4)")


def test_a_cell_that_is_not_there_is_empty():
    row = Row(2, (" a ",))
    assert (row.cell(0), row.cell(1), row.cell(None)) == ("a", "", "")


def test_of_several_headings_for_one_thing_the_earlier_counts():
    assert find_columns(["label", "CODE", "the_words"], KNOWN) == {"code": 1, "words": 2}


@pytest.mark.parametrize(
    ("name", "head", "headings"),
    [
        ("t.csv", b"code;quote\na;x", ("code", "quote")),
        ("t.csv", "kod;citat\nä;å".encode()[:-1], ("kod", "citat")),
        ("t.txt", b"code;quote\na;x", ()),
        ("t.csv", b"%PDF", ()),
        ("t.xlsx", b"PK\x03\x04", ()),
    ],
)
def test_headings_are_read_from_the_first_bytes(tmp_path, name, head, headings):
    path = tmp_path / name
    path.write_bytes(head)
    assert headings_of(path, head, KNOWN) == headings


def test_a_list_is_split_at_semicolons_else_at_commas():
    assert split_list(" a ;b, c;; ") == ["a", "b, c"]
    assert split_list("a, b") == ["a", "b"]
    assert split_list("a;b|c", "|") == ["a;b", "c"]


@pytest.mark.parametrize(
    ("text", "number"), [(" 12 ", 12), ("12.0", 12), ("-1", None), ("1.5", None), ("²", None)]
)
def test_a_whole_number(text, number):
    assert whole_number(text) == number


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(BadInput, match="does not exist"):
        read_table(Path("nowhere.csv"), KNOWN)
