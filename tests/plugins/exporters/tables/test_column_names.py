"""Names of columns: R and SQL take each as it is, and no two are the same."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.exporters.tables.codings import CODERS, CONSENSUS
from qualog_plugins.exporters.tables.column_names import column_names
from qualog_plugins.exporters.tables.units_csv import UNIT


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Ingrid", "trust"), "ingrid_trust"),
        (("Åsa Öberg", "Egen bedömning?"), "åsa_öberg_egen_bedömning"),
        (("R2", "a/b — c"), "r2_a_b_c"),
        (("2nd", "trust"), "x2nd_trust"),
        (("=cmd", "\t-1"), "cmd_1"),
        (("?", "!"), "x"),
        (("a__b", "_c_"), "a_b_c"),
    ],
)
def test_what_a_column_is_called(parts, name):
    assert column_names([parts], ()) == [name]


def test_what_reads_alike_is_numbered():
    named = [("Ann", "Trust"), ("ann", "trust"), ("Ann", "trust 2"), ("document", "")]
    found = column_names(named, ["document"])
    assert found == ["ann_trust", "ann_trust_2", "ann_trust_2_2", "document_2"]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5))
def test_a_database_takes_all_of_them(parts):
    names = column_names(parts, UNIT)
    assert len({*UNIT, *names}) == len(UNIT) + len(names)
    columns = ", ".join(f"{name}_ INTEGER" for name in names)
    with sqlite3.connect(":memory:") as database:
        database.execute(f"CREATE TABLE t (id INTEGER{columns and ', '}{columns})")


def test_the_tables_of_codings_have_such_names():
    names = [column.name for column in (*CODERS, *CONSENSUS)]
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)*", name)] == []
