"""Agreement as the command shows it."""

import json


def test_the_expected_measures_are_shown_overall_and_for_each_code(demo):
    shown = demo.qualog("agree")
    for measure in ("Percent", "kappa", "alpha"):
        assert measure.casefold() in shown.casefold()
    assert "A moment of contact" in shown
    assert "Not compared (fewer than two coders): Interview 3, Interview 5." in shown


def test_one_measure_and_one_document_are_asked_for(demo):
    data = json.loads(demo.qualog("agree", "-m", "alpha", "--document", "Interview 1", "--json"))[
        "agreement"
    ]
    assert list(data["measures"]) == ["alpha"]
    assert data["documents"] == ["Interview 1"]


def test_a_sentence_for_a_paper_names_the_coders_and_its_source(demo):
    said = demo.qualog("agree", "-m", "alpha", "--sentence")
    assert "Ingrid Falk" in said
    assert "Krippendorff" in said


def test_a_plot_needs_points_in_time_and_one_coder_is_not_enough(demo):
    assert "Add --over-time moments." in demo.fails("agree", "--plot", "x.svg")
    assert not (demo.folder / "x.svg").exists()
    assert "Add another --coder" in demo.fails("agree", "--coder", "Ingrid Falk")
