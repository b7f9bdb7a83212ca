"""The codebook, shown and changed."""

import json


def test_a_code_is_shown_with_its_meaning_and_how_often_it_is_used(demo):
    shown = demo.qualog("codes")
    listening = next(line for line in shown.splitlines() if line.startswith("Listening"))
    assert "3 codings" in listening
    assert "Apply when: " in shown
    assert "Do not apply when: " in shown


def test_merged_codes_are_shown_where_they_are_asked_for(demo):
    assert "Templates and scripts" not in demo.qualog("codes")
    assert "Templates and scripts" in demo.qualog("codes", "--all")


def test_a_code_is_renamed_merged_and_retired_by_its_name(trust):
    coder = ("-a", "Ingrid Falk")
    assert "“trust”" in trust.qualog(*coder, "code", "rename", "trust", "reliance")
    trust.qualog(*coder, "code", "merge", "tröst", "--into", "reliance")
    codes = json.loads(trust.qualog("codes", "--json"))["codes"]
    assert [code["name"] for code in codes if code["status"] != "merged"] == ["reliance"]
    trust.qualog(*coder, "code", "retire", "reliance")
    assert "retired" in trust.qualog("codes")


def test_a_name_that_is_taken_is_refused_and_nothing_changes(trust):
    before = trust.qualog("log")
    assert "“tröst”" in trust.fails("-a", "Ingrid Falk", "code", "rename", "trust", "tröst")
    assert trust.qualog("log") == before


def test_the_plural_is_answered_with_the_singular(trust):
    assert "Did you mean qualog code add?" in trust.fails("codes", "add", "power")
