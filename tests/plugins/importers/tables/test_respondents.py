"""The rows of tables of people: whom they are about, and what they say of them."""

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.tables.respondents import NamedRows, attributes_in
from qualog_plugins.importers.tables.table import Row, Table

TABLE = Table(
    "t.csv",
    ("case", "age"),
    (
        Row(2, ("Åsa", "41")),
        Row(3, (" 7 ", "12")),
        Row(4, ("åsa", "42")),
        Row(5, ("", "9")),
        Row(6, ("Bo", "9", "and more")),
    ),
)


def test_each_row_is_about_somebody_else():
    rows = NamedRows(TABLE, 0)
    assert [(name, row.number) for name, row in rows.read()] == [("Åsa", 2), ("case 7", 3)]
    assert list(map(str, rows.dropped)) == [
        "row 4: “åsa” is already in row 2",
        "row 5, which does not say whom it is about",
        "row 6 has more cells (3) than the table has columns (2); put a text that holds the "
        "delimiter in quotation marks",
    ]


def test_respondents_are_numbered_where_no_column_names_them():
    names = [name for name, _ in NamedRows(TABLE, None).read()]
    assert names == ["Respondent 1", "Respondent 2", "Respondent 3", "Respondent 4"]


def test_columns_are_attributes_of_the_types_that_a_person_names():
    rows = [("Åsa", TABLE.rows[0])]
    found = attributes_in(TABLE, "participant", rows, [1], "")
    assert [(each.about, each.attribute, each.value) for each in found.values] == [
        ("Åsa", "age", "41")
    ]
    assert [each.type for each in found.attributes] == ["integer"]
    typed = attributes_in(TABLE, "participant", rows, [1], " AGE = text ")
    assert [each.type for each in typed.attributes] == ["text"]


@pytest.mark.parametrize(
    ("types", "message"),
    [
        ("age=whole", "“age=whole” does not give a column its type.*a type is integer, .* or text"),
        ("text", "“text” does not give a column its type"),
        ("zip=text", "no column “zip”"),
    ],
)
def test_a_type_that_there_is_not_is_refused(types, message):
    with pytest.raises(BadInput, match=message):
        attributes_in(TABLE, "participant", [], [1], types)
