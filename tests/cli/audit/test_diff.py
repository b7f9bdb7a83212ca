"""Comparing two points in time."""

import json


def test_what_changed_is_listed_and_can_be_narrowed_to_one_sort(demo):
    everything = demo.qualog("diff", "after open coding")
    assert everything.startswith("From after open coding to now")
    themes = demo.qualog("diff", "after open coding", "--only", "theme").splitlines()[3:]
    assert themes
    assert all(line.startswith("theme ") for line in themes)
    assert "code " in everything


def test_between_a_point_in_time_and_itself_nothing_changed(demo):
    assert "Nothing changed." in demo.qualog("diff", "before the report", "before the report")
    data = json.loads(demo.qualog("diff", "before the report", "before the report", "--json"))
    assert data == {
        "before": "before the report",
        "after": "before the report",
        "changes": [],
    }


def test_backwards_what_was_formed_since_is_undone(demo):
    backwards = demo.qualog("diff", "before the report", "after open coding", "--only", "theme")
    assert "undone" in backwards
    assert "formed" not in backwards
