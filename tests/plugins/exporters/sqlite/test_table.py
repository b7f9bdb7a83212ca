"""Tables as they are declared: columns, keys and foreign keys come from the class of the rows."""

from typing import NamedTuple

from qualog_plugins.exporters.sqlite.table import CodeId, DecisionId, Table, timestamp


class Row(NamedTuple):
    id: str
    code: CodeId
    parent: CodeId | None
    page: int | None
    left: float
    decision: DecisionId


class Pair(NamedTuple):
    code: CodeId
    word: str


def test_columns_have_the_types_of_the_fields_whether_or_not_they_may_be_empty():
    assert Table("rows", Row, []).columns == {
        "id": str,
        "code": str,
        "parent": str,
        "page": int,
        "left": float,
        "decision": str,
    }


def test_a_field_with_an_id_of_another_table_refers_to_it():
    assert Table("rows", Row, []).foreign_keys == [
        ("rows", "code", "codes", "id"),
        ("rows", "parent", "codes", "id"),
        ("rows", "decision", "decisions", "id"),
    ]


def test_the_key_is_the_id_or_else_the_whole_row():
    assert Table("rows", Row, []).key == "id"
    assert Table("pairs", Pair, []).key == ("code", "word")


def test_times_are_in_utc_to_the_second():
    assert timestamp(1_740_830_400_999) == "2025-03-01T12:00:00+00:00"
