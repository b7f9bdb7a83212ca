"""The sentences for a paper: true whatever was asked for, and for what is undefined."""

import pytest
from attrs import evolve

from qualog.language import message
from qualog.reliability.agreement import AgreementReport, Group
from qualog.reliability.coded_study import Labelled, LeftOut
from qualog.reliability.result import Agreement, Interval, NoInterval
from qualog.reliability.sentence import sentence, sentence_after_discussion

ALPHA = Agreement("Krippendorff's alpha", 0.7104, units=142, values=284, coders=2, unit="turn")
REPORT = AgreementReport(
    overall=ALPHA,
    groups=(),
    by="code",
    unit="turn",
    documents=tuple(Labelled(each, each) for each in ("one", "two", "three")),
    coders=(Labelled("i", "Ingrid Falk"), Labelled("s", "Samir Haddad")),
    codes=(Labelled("t", "trust"), Labelled("p", "power")),
)
BEGIN = (
    "Agreement between Ingrid Falk and Samir Haddad was measured by turn on sets of 2 codes in the "
    "3 documents that both had coded separately: Krippendorff's α"
)
SIZE = "n = 142 turns, 284 values"


def written(**changes):
    return str(sentence(evolve(REPORT, **changes)))


def group(name, value):
    return Group(name, name, Agreement("alpha", value, "" if value is not None else "no variation"))


def test_the_least():
    assert written() == f"{BEGIN} = 0.71 ({SIZE})."


def test_an_interval_with_its_scheme():
    interval = Interval(
        0.62, 0.794, 0.95, "bootstrap over documents", 10_000, 1, 7, 0.8, 0.97, "It is rough."
    )
    assert written(overall=evolve(ALPHA, interval=interval)) == (
        f"{BEGIN} = 0.71, 95% CI [0.62, 0.79] (bootstrap over documents, 10,000 resamples (without "
        f"7 that are undefined), seed 1; {SIZE}). The probability that it is below 0.8 is 0.97. "
        "It is rough."
    )


def test_an_analytic_interval_has_no_seed():
    overall = evolve(ALPHA, interval=Interval(0.6, 0.8, 0.9, "analytic: Gwet 2021"))
    told = written(overall=overall)
    assert told.endswith(f"= 0.71, 90% CI [0.60, 0.80] (analytic: Gwet 2021; {SIZE}).")


def test_why_there_is_no_interval_is_said_without_advice():
    missing = NoInterval("No interval: there is one document.", "Code a second one.")
    told = written(overall=evolve(ALPHA, no_interval=missing))
    assert told.endswith(f"= 0.71 ({SIZE}). No interval: there is one document.")


def test_options_in_force_are_named():
    told = written(overall=evolve(ALPHA, settings=(("difference", "masi"), ("missing", "pooled"))))
    assert told.endswith(f"= 0.71 ({SIZE}; difference: masi; missing: pooled).")


def test_undefined_says_why():
    overall = evolve(ALPHA, value=None, undefined="Nobody marked anything.")
    assert written(overall=overall) == f"{BEGIN} cannot be computed. Nobody marked anything."


def test_nothing_compared():
    overall = evolve(ALPHA, value=None, undefined="fewer than two coders")
    assert written(overall=overall, documents=(), coders=(), codes=()) == (
        "Krippendorff's α cannot be computed, since no document has been coded by two people "
        "separately."
    )


def test_independence_is_claimed_only_where_it_is_proved():
    told = written(moment=message("the close of the round “{name}”", name="pilot"))
    assert told.startswith("As of the close of the round “pilot”: Agreement between Ingrid Falk")
    assert "independent" not in told
    assert "that both had coded independently of each other: " in written(independent=True)


@pytest.mark.parametrize(
    ("complete", "independent", "told"),
    [
        (True, False, "in the 3 documents that all of them had coded separately:"),
        (False, False, "in the 3 documents that at least two of them had coded separately:"),
        (True, True, "in the 3 documents that all of them had coded independently of each other:"),
        (False, True, "that at least two of them had coded, independently of each other:"),
    ],
)
def test_of_three_coders_it_is_said_who_judged_what(complete, independent, told):
    coders = (*REPORT.coders, Labelled("a", "Ada Berg"))
    found = written(coders=coders, complete=complete, independent=independent)
    assert found.startswith("Agreement between Ingrid Falk, Samir Haddad and Ada Berg was measured")
    assert told in found


@pytest.mark.parametrize(
    ("coders", "complete", "independent"),
    [(2, True, False), (2, True, True), (3, True, False), (3, True, True), (3, False, False),
     (3, False, True)],
)  # fmt: skip
def test_one_document_is_not_counted(coders, complete, independent):
    found = written(
        coders=(*REPORT.coders, Labelled("a", "Ada"))[:coders],
        complete=complete,
        independent=independent,
        documents=REPORT.documents[:1],
    )
    assert "in the one document that " in found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"codes": (Labelled("t", "trust"),)}, "by turn on the code “trust” in the"),
        ({"by": "theme"}, "by turn on sets of 2 themes in the"),
        (
            {"by": "theme", "codes": (Labelled("t", "trust"),)},
            "on the theme “trust” in the",
        ),
        ({"spans": True}, "on spans with free boundaries (2 codes) in the"),
    ],
)
def test_what_was_compared(change, told):
    assert told in written(**change)


def test_spans_are_counted_as_spans():
    assert "(n = 40 spans)" in written(overall=evolve(ALPHA, unit="span", units=40), spans=True)


@pytest.mark.parametrize(
    ("by", "noun"),
    [("code", "codes"), ("theme", "themes"), ("document", "documents"),
     ("pair", "pairs of coders")],
)  # fmt: skip
def test_the_parts_are_called_what_they_are(by, noun):
    groups = (group("one", 0.204), group("two", 0.9))
    assert written(by=by, groups=groups).endswith(
        f"Taken one by one, the 2 {noun} ranged from 0.20 to 0.90 (mean 0.55)."
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.2, 0.9, None], "Taken one by one, 2 of the 3 codes ranged from 0.20 to 0.90 (mean "
         "0.55). For the others it cannot be computed."),
        ([0.5, None], "Taken one by one, it can be computed for one of the 2 codes only: 0.50."),
        ([None, None], "Taken one by one, it can be computed for none of the 2 codes."),
    ],
)  # fmt: skip
def test_parts_that_are_undefined(values, told):
    groups = tuple(group(str(at), value) for at, value in enumerate(values))
    assert written(groups=groups) == f"{BEGIN} = 0.71 ({SIZE}). {told}"


def test_one_part_is_the_whole():
    assert written(groups=(group("trust", 0.7),)) == written()


def test_what_is_left_out():
    left_out = LeftOut(
        together=12,
        documents=("four",),
        without_units=(("three", "three has no turns."),),
        without_theme=1,
        in_part=2,
    )
    told = written(left_out=left_out, overall=evolve(ALPHA, note="The mean is over 2 pairs."))
    assert told.endswith(
        f"= 0.71 ({SIZE}). The mean is over 2 pairs. Not compared: 12 codings that were made "
        "jointly, one document coded by fewer than two of them, one document without turns and "
        "one coding whose code is under no theme."
    )
    of_spans = written(left_out=left_out, spans=True)
    assert "2 judgements of only a part of a document" in of_spans
    assert "without turns" not in of_spans


def test_after_the_discussion_it_is_said_what_the_value_means():
    told = str(sentence_after_discussion(evolve(REPORT, overall=evolve(ALPHA, value=0.9))))
    assert told.startswith("After discussion, Krippendorff's α = 0.90. Settled passages agree by")
    undefined = evolve(ALPHA, value=None, undefined="Nobody marked anything.")
    told = str(sentence_after_discussion(evolve(REPORT, overall=undefined)))
    assert told == "After discussion, Krippendorff's α cannot be computed."


@pytest.mark.parametrize(
    ("title", "written_as"),
    [("Cohen's kappa", "Cohen's κ"), ("Scott's pi", "Scott's π"), ("gamma-cat", "γ-cat"),
     ("Percent agreement", "Percent agreement"), ("Gwet's AC1", "Gwet's AC1")],
)  # fmt: skip
def test_greek_letters_are_written_as_such(title, written_as):
    assert f": {written_as} = 0.71 (" in written(overall=evolve(ALPHA, measure=title))
