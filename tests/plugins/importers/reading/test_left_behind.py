"""What is left behind, counted by what it is."""

from qualog.language import message
from qualog_plugins.importers.reading.left_behind import LeftBehind


def listed(left_behind):
    return [str(line) for line in left_behind.messages()]


def test_kinds_are_counted_and_listed_in_the_order_in_which_they_were_met():
    left_behind = LeftBehind()
    left_behind.add(message("pictures"))
    left_behind.add(message("notes of {name}", name="Bo"), 2)
    left_behind.add(message("pictures"), 1_233)
    assert listed(left_behind) == ["pictures: 1,234", "notes of Bo: 2"]


def test_kinds_with_other_values_are_other_kinds():
    left_behind = LeftBehind()
    left_behind.add(message("the tier “{tier}”", tier="A"))
    left_behind.add(message("the tier “{tier}”", tier="B"))
    assert listed(left_behind) == ["the tier “A”: 1", "the tier “B”: 1"]


def test_what_there_is_none_of_is_not_listed():
    left_behind = LeftBehind()
    left_behind.add(message("pictures"), 0)
    left_behind.add(message("footnotes"))
    left_behind.add(message("pictures"), 0)
    assert listed(left_behind) == ["footnotes: 1"]
