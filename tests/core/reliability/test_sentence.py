"""The sentence for a paper: true whatever was asked for, and for what is undefined."""

import pytest
from attrs import evolve

from qualog.reliability.agreement import AgreementReport, Group
from qualog.reliability.result import Agreement, Interval
from qualog.reliability.selection import Labelled, LeftOut
from qualog.reliability.sentence import sentence

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
    "Two coders (Ingrid Falk, Samir Haddad) coded 3 documents, each alone; agreement by turn on "
    "sets of 2 codes (n = 142 units, 284 values): Krippendorff's alpha"
)


def group(name, value):
    return Group(name, name, Agreement("alpha", value, "" if value is not None else "no variation"))


def test_the_least():
    assert sentence(REPORT) == f"{BEGIN} = 0.710."


def test_an_interval_with_its_scheme():
    interval = Interval(
        0.62, 0.79, 0.95, "bootstrap over documents", 10_000, 1, 7, 0.8, 0.97, "rough"
    )
    told = sentence(evolve(REPORT, overall=evolve(ALPHA, interval=interval)))
    assert told == (
        f"{BEGIN} = 0.710, 95 % CI [0.620, 0.790] (bootstrap over documents, 10,000 resamples, "
        "7 of them undefined and left out, seed 1; rough), probability of falling below 0.8: "
        "0.970."
    )


def test_an_analytic_interval_has_no_seed():
    overall = evolve(ALPHA, interval=Interval(0.6, 0.8, 0.9, "analytic: Gwet 2021"))
    told = sentence(evolve(REPORT, overall=overall))
    assert told.endswith("= 0.710, 90 % CI [0.600, 0.800] (analytic: Gwet 2021).")


def test_undefined_says_why():
    overall = evolve(
        ALPHA, value=None, undefined="no variation", settings=(("difference", "masi"),)
    )
    told = sentence(evolve(REPORT, overall=overall))
    assert told == f"{BEGIN} (difference: masi) is undefined (no variation)."


def test_nothing_compared():
    overall = evolve(ALPHA, value=None, undefined="fewer than two coders")
    told = sentence(evolve(REPORT, overall=overall, documents=(), coders=(), codes=()))
    assert told == (
        "No document was coded by two coders, each alone, so that Krippendorff's alpha is "
        "undefined."
    )


def test_independence_is_claimed_only_where_it_is_proved():
    told = sentence(REPORT, moment="the close of the round “pilot”", independent=True)
    assert told.startswith(
        "As of the close of the round “pilot”: Two coders (Ingrid Falk, Samir Haddad) coded 3 "
        "documents, each independently; "
    )


def test_not_everybody_judged_everything():
    assert "each alone, and each document by two of them or more;" in sentence(
        evolve(REPORT, complete=False)
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"codes": (Labelled("t", "trust"),)}, "by turn on the code “trust” (n ="),
        ({"by": "theme"}, "by turn on sets of 2 themes (n ="),
        ({"by": "theme", "codes": (Labelled("t", "trust"),)}, "on the theme “trust” (n ="),
        ({"spans": True}, "with free boundaries on 2 codes (n = 142 spans)"),
    ],
)
def test_what_was_compared(change, told):
    assert told in sentence(evolve(REPORT, **change))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.2, 0.9, None], "For 2 codes taken alone (1 undefined, left out) it was 0.200 to 0.900, "
         "on average 0.550."),
        ([0.5, None], "Of 2 codes taken alone (1 undefined, left out) it was defined for one: "
         "0.500."),
        ([None, None], "For none of the 2 codes taken alone is it defined."),
    ],
)  # fmt: skip
def test_the_parts(values, told):
    groups = tuple(group(str(at), value) for at, value in enumerate(values))
    assert sentence(evolve(REPORT, groups=groups)) == f"{BEGIN} = 0.710. {told}"


def test_one_part_is_the_whole():
    assert sentence(evolve(REPORT, groups=(group("trust", 0.7),))) == f"{BEGIN} = 0.710."


def test_what_is_left_out():
    left_out = LeftOut(
        together=12,
        documents=("four",),
        without_units=(("three", "it has no turns"),),
        without_theme=1,
    )
    told = sentence(
        evolve(REPORT, left_out=left_out, overall=evolve(ALPHA, note="mean of 2 pairs"))
    )
    assert told.endswith(
        "= 0.710. Mean of 2 pairs. Left out: 12 codings that several authors made together; "
        "1 document that fewer than two of them judged; 1 document without turns; "
        "1 coding under no theme."
    )
