"""Units as they are called in sentences."""

from typing import get_args

import pytest

from qualog.reliability.nouns import (
    counted_documents,
    counted_groups,
    counted_units,
    group_name,
    unit_name,
    unit_names,
)
from qualog.reliability.selection import GroupBy
from qualog.text.units import Unit


@pytest.mark.parametrize("unit", [*get_args(Unit), "span"])
def test_every_unit_has_its_noun(unit):
    assert str(unit_name(unit)) == unit
    assert str(unit_names(unit)) == f"{unit}s"
    assert str(counted_units(unit, 1)) == f"one {unit}"
    assert str(counted_units(unit, 12_000)) == f"12,000 {unit}s"


def test_whatever_else_is_a_unit():
    assert str(unit_name("excerpt")) == "unit"
    assert str(counted_units("excerpt", 2)) == "2 units"


def test_documents():
    assert [str(counted_documents(amount)) for amount in (0, 1, 2)] == [
        "0 documents",
        "one document",
        "2 documents",
    ]


@pytest.mark.parametrize("by", get_args(GroupBy))
def test_every_group_has_its_noun(by):
    assert str(counted_groups(by, 1)).startswith("one ")
    assert str(counted_groups(by, 2)).startswith("2 ")
    assert str(group_name(by)) in str(counted_groups(by, 2))
