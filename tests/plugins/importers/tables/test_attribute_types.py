"""The types of attributes, told by all of their values."""

import pytest

from qualog.material import ImportedAttribute, ImportedValue
from qualog_plugins.importers.tables.attribute_types import FoundValue, type_of, typed_values


@pytest.mark.parametrize(
    ("given", "type_"),
    [
        (["1", "-20", "+3"], "integer"), (["1", "0"], "integer"), (["1", "2.5"], "number"),
        (["2,5"], "number"), (["007", "1"], "text"), (["1_000"], "text"), (["١"], "text"),
        (["nan"], "text"), (["yes", "No"], "yes-no"), (["Y", "N"], "yes-no"), (["ja"], "yes-no"),
        (["2021-03-01", "2021-03-02 00:00:00"], "date"), (["2021-02-30"], "text"),
        (["2021-03-01 14:00"], "time"), (["2021-03-01", "x"], "text"), ([], "text"),
        ([" "], "text"),
    ],
)  # fmt: skip
def test_the_narrowest_type_of_all_values(given, type_):
    assert type_of(given) == type_


def value(text, attribute="age", about="Ann"):
    return FoundValue("participant", about, attribute, text)


def test_values_are_written_as_the_study_reads_them():
    found = typed_values([value(" Y ", "in"), value("2021-03-01 00:00:00", "on"), value(" 41 ")])
    assert found.attributes == (
        ImportedAttribute("in", "yes-no"),
        ImportedAttribute("on", "date"),
        ImportedAttribute("age", "integer"),
    )
    assert [each.value for each in found.values] == ["yes", "2021-03-01", "41"]


def test_an_empty_value_and_one_of_no_attribute_are_none():
    assert typed_values([value(" "), value("41", " ")]) == typed_values([])


def test_types_that_are_named_go_before_those_that_are_found():
    found = typed_values([value("1"), value("about 2", about="Bo")], types={"age": "integer"})
    assert found.values == (ImportedValue("participant", "Ann", "age", "1"),)
    assert list(map(str, found.dropped)) == ["age of Bo: “about 2” is not of the type integer"]
    assert typed_values([value("1")], texts={"age"}).attributes == (
        ImportedAttribute("age", "text"),
    )
