"""Plans: against published variances, against simulation, and against what is promised."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.simple import FastAlpha, two_coders
from tests.core.reliability.uncertainty.pairs import Named

from qualog.errors import BadInput
from qualog.options import NoOptions
from qualog.reliability.uncertainty.assumptions import (
    Assumptions,
)
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval
from qualog.reliability.uncertainty.planning import from_assumptions, from_pilot
from qualog.reliability.uncertainty.resampling import generator, resampled

SETTINGS = IntervalSettings(resamples=2000)


def test_alpha_by_simulation_meets_kappa_by_formula():
    """Alpha and kappa of two coders who are alike are one, in large samples."""
    simulated = from_assumptions(FastAlpha(), NoOptions(), Assumptions(0.8, 0.3), SETTINGS)
    formula = from_assumptions(Named("kappa"), NoOptions(), Assumptions(0.8, 0.3), SETTINGS)
    assert simulated.width(400) == pytest.approx(formula.width(400), rel=0.06)
    assert simulated.needed(0.2) == pytest.approx(formula.needed(0.2), rel=0.12)
    # 4 z^2 v / w^2, rounded up.
    assert formula.needed(0.2) == 167


@pytest.mark.parametrize("coders", [2, 3])
def test_whether_numbers_were_drawn_and_who_published_how_is_said(coders):
    """Of two coders there are formulas, of more of them and of alpha there are none."""
    outlooks = {
        measure.name: from_assumptions(
            measure, NoOptions(), Assumptions(0.8, 0.3, coders=coders), SETTINGS
        )
        for measure in (Named("kappa"), Named("percent"), FastAlpha())
    }
    drawn = {name for name, outlook in outlooks.items() if outlook.drawn}
    assert drawn == ({"alpha"} if coders == 2 else {"kappa", "percent", "alpha"})
    assert len({outlook.source for outlook in outlooks.values()}) == (3 if coders == 2 else 1)
    assert {outlook.what for outlook in outlooks.values()} == {"unit"}
    assert from_pilot(FastAlpha(), pilot(), NoOptions(), SETTINGS).drawn


def test_what_cannot_be_assumed():
    with pytest.raises(BadInput, match="gwet"):
        from_assumptions(Named("gwet"), NoOptions(), Assumptions(0.8, 0.3), SETTINGS)


def pilot(documents=12, seed=6):
    """Documents of thirty turns, some of them harder to code than others."""
    random, units, clusters = generator(seed), [], []
    for document in range(documents):
        trouble = random.beta(1, 4)
        for _ in range(30):
            value = random.choice(list("aab"))
            units.append((value, random.choice(list("ab")) if random.random() < trouble else value))
            clusters.append(str(document))
    return two_coders(units, clusters)


def test_a_pilot_of_documents_plans_documents():
    data = pilot()
    outlook = from_pilot(FastAlpha(), data, NoOptions(), SETTINGS)
    now = interval(FastAlpha(), data, NoOptions(), SETTINGS)
    assert (outlook.what, outlook.coded_twice, outlook.now) == ("document", 12, now)
    assert outlook.width(12) == pytest.approx(now.high - now.low)
    half = outlook.needed((now.high - now.low) / 2)
    assert half == pytest.approx(4 * 12, rel=0.2)
    assert outlook.width(half) <= (now.high - now.low) / 2 < outlook.width(half - 1)


def test_a_plan_keeps_its_promise():
    """As many documents as planned, of the same kind, give an interval of about that width."""
    wanted, promised, kept = 0.12, [], []
    for seed in range(12):
        planned = from_pilot(FastAlpha(), pilot(15, seed), NoOptions(), SETTINGS)
        promised.append(planned.needed(wanted))
        study = interval(FastAlpha(), pilot(promised[-1], seed + 100), NoOptions(), SETTINGS)
        kept.append(study.high - study.low)
    assert np.mean(kept) == pytest.approx(wanted, rel=0.15)


def test_fewer_than_ten_documents_are_never_planned():
    outlook = from_pilot(FastAlpha(), pilot(), NoOptions(), SETTINGS)
    assert outlook.needed(1) == 10


def test_a_pilot_in_one_document_plans_turns():
    data = two_coders([*["aa"] * 20, *["bb"] * 10, *["ab"] * 5], ["one"] * 35)
    outlook = from_pilot(FastAlpha(), data, NoOptions(), SETTINGS)
    assert (outlook.what, outlook.coded_twice) == ("turn", 35)
    assert "not independent" in str(outlook.note)


def test_a_number_that_often_has_no_agreement_is_not_enough():
    """Where a code is rare, few units may have no variation at all."""
    outlook = from_assumptions(FastAlpha(), NoOptions(), Assumptions(0.7, 0.02), SETTINGS)
    assert outlook.width(5) == inf
    assert outlook.needed(1) > 20


def test_wishes_that_nobody_can_grant():
    outlook = from_assumptions(Named("kappa"), NoOptions(), Assumptions(0.8, 0.3), SETTINGS)
    for width in (0, -0.1, 1.5, float("nan")):
        with pytest.raises(BadInput, match="width"):
            outlook.needed(width)
    with pytest.raises(BadInput, match="Even"):
        outlook.needed(0.0001)


def test_a_pilot_without_disagreement_says_nothing():
    data = two_coders([*["aa"] * 20, *["bb"] * 10], ["one", "two", "three"] * 10)
    with pytest.raises(BadInput, match="--expect"):
        from_pilot(FastAlpha(), data, NoOptions(), SETTINGS)
    with pytest.raises(BadInput, match="no variation"):
        from_pilot(FastAlpha(), two_coders(["aa"] * 9), NoOptions(), SETTINGS)
    with pytest.raises(BadInput, match="coded in one stroke"):
        characters = two_coders([*["aa"] * 9, *["ab"] * 3], ["one"] * 12, "character")
        from_pilot(FastAlpha(), characters, NoOptions(), SETTINGS)


@settings(deadline=None, max_examples=30)
@given(st.floats(0.1, 0.95), st.floats(0.05, 0.95), st.floats(0.05, 1))
def test_formulas_need_the_least_number(expected, prevalence, width):
    for name in ("kappa", "percent"):
        assumed = Assumptions(expected, prevalence)
        outlook = from_assumptions(Named(name), NoOptions(), assumed, SETTINGS)
        number = outlook.needed(width)
        assert outlook.width(number) <= width
        assert number == 2 or outlook.width(number - 1) > width


def test_more_draws_are_narrower():
    data = pilot()
    spread = [
        np.ptp(
            resampled(
                FastAlpha(),
                data,
                NoOptions(),
                over="documents",
                resamples=500,
                seed=1,
                draws=draws,
            )
        )
        for draws in (12, 48, 192)
    ]
    assert spread == sorted(spread, reverse=True)
