"""Tables as they are declared: columns, keys and meanings come from the class of the rows."""

from datetime import datetime
from typing import NamedTuple

from qualog.tables.table import CodeId, DecisionId, Flag, Table, Time, timestamp


class Row(NamedTuple):
    """A row. It is made
    up.

    Attributes:
        id: its id.
        code: what it is coded as,
            or was.
    """

    id: str
    code: CodeId
    parent: CodeId | None
    page: int | None
    left: float
    live: Flag
    made: Time | None
    decision: DecisionId


class Pair(NamedTuple):
    code: CodeId
    word: str


ROWS = Table("rows", Row, lambda study: [])


def test_columns_have_the_types_of_the_fields_whether_or_not_they_may_be_empty():
    assert {column.name: column.stored for column in ROWS.columns} == {
        "id": str,
        "code": str,
        "parent": str,
        "page": int,
        "left": float,
        "live": int,
        "made": str,
        "decision": str,
    }


def test_times_and_flags_are_more_than_what_is_stored():
    held = {column.name: column.held for column in ROWS.columns}
    assert (held["id"], held["live"], held["made"]) == (str, bool, datetime)


def test_meanings_are_those_of_the_docstring():
    assert ROWS.meaning == "A row. It is made up."
    assert [column.meaning for column in ROWS.columns[:3]] == [
        "its id.",
        "what it is coded as, or was.",
        "",
    ]


def test_a_field_with_an_id_of_another_table_refers_to_it():
    assert ROWS.foreign_keys == [
        ("rows", "code", "codes", "id"),
        ("rows", "parent", "codes", "id"),
        ("rows", "decision", "decisions", "id"),
    ]


def test_the_key_is_the_id_or_else_the_whole_row():
    assert ROWS.key == "id"
    assert Table("pairs", Pair, lambda study: []).key == ("code", "word")


def test_times_are_in_utc_to_the_second():
    assert timestamp(1_740_830_400_999) == "2025-03-01T12:00:00+00:00"
