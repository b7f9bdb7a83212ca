"""What is expected before anything is coded, by formulas and by a population."""

from math import comb

import numpy as np
import pytest
from tests.core.reliability.uncertainty.pairs import Named

from qualog.errors import BadInput
from qualog.options import NoOptions
from qualog.reliability.uncertainty.assumptions import (
    Assumptions,
    kappa_width,
    percent_width,
    population,
)
from qualog.reliability.uncertainty.intervals import IntervalSettings
from qualog.reliability.uncertainty.planning import from_assumptions
from qualog.reliability.uncertainty.resampling import generator

SETTINGS = IntervalSettings(resamples=2000)


def fleiss_cohen_everitt(kappa, prevalence):
    """Kappa's variance times n, from the general formula for any table (1969, eq. 13).

    Fleiss, J. L., Cohen, J. & Everitt, B. S. (1969). Large sample standard errors of kappa and
    weighted kappa. Psychological Bulletin, 72(5), 323-327.
    """
    p = np.array([prevalence, 1 - prevalence])
    table = (1 - kappa) * np.outer(p, p) + kappa * np.diag(p)
    observed, chance = np.trace(table), p @ p
    total = sum(table[i, i] * ((1 - chance) - 2 * p[i] * (1 - observed)) ** 2 for i in range(2)) + (
        1 - observed
    ) ** 2 * sum(table[i, 1 - i] * (p[i] + p[1 - i]) ** 2 for i in range(2))
    total -= (observed * chance - 2 * chance + observed) ** 2
    return total / (1 - chance) ** 4


@pytest.mark.parametrize("kappa", [0.2, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("prevalence", [0.05, 0.3, 0.5, 0.9])
def test_kappas_width_is_that_of_the_general_variance(kappa, prevalence):
    """Donner & Eliasziw's short formula is the long one, where both coders are alike."""
    width = kappa_width(Assumptions(kappa, prevalence), 100, 0.95)
    assert width == pytest.approx(
        2 * 1.959964 * (fleiss_cohen_everitt(kappa, prevalence) / 100) ** 0.5, rel=1e-5
    )


def test_percents_width_is_the_binomials():
    assert percent_width(0.8, 100, 0.95) == pytest.approx(2 * 1.959964 * 0.04, rel=1e-5)


@pytest.mark.parametrize(("kappa", "prevalence", "coders"), [(0.8, 0.3, 2), (0.4, 0.1, 4)])
def test_a_population_is_as_it_was_assumed(kappa, prevalence, coders):
    people = population(kappa, prevalence, coders)
    shares = people.weights / people.weights.sum()
    assert people.values.shape == (2**coders, coders)
    assert shares @ people.values[:, 0] == pytest.approx(prevalence, abs=1e-6)
    both = shares @ (people.values[:, 0] * people.values[:, 1])
    by_chance = prevalence**2
    assert (both - by_chance) / (prevalence - by_chance) == pytest.approx(kappa, abs=1e-6)


def test_a_population_is_what_units_drawn_from_a_beta_give():
    random = generator(2)
    kappa, prevalence = 0.5, 0.3
    chances = random.beta(*(share * (1 - kappa) / kappa for share in (prevalence, 0.7)), 200_000)
    drawn = np.bincount(random.binomial(3, chances), minlength=4) / 200_000
    people = population(kappa, prevalence, 3)
    given_code = people.values.sum(axis=1)
    shares = people.weights / people.weights.sum()
    for number in range(4):
        assert shares[given_code == number].sum() == pytest.approx(drawn[number], abs=0.005)
        assert (given_code == number).sum() == comb(3, number)


def test_percent_of_several_coders_is_above_chance():
    outlook = from_assumptions(Named("percent"), NoOptions(), Assumptions(0.9, 0.3, 3), SETTINGS)
    assert outlook.drawn
    with pytest.raises(BadInput, match="Expect more than that"):
        from_assumptions(Named("percent"), NoOptions(), Assumptions(0.5, 0.3, 3), SETTINGS)


@pytest.mark.parametrize(
    ("assumed", "told"),
    [
        ((1.0, 0.3), "cannot be planned for"),
        ((0.0, 0.3), "cannot be planned for"),
        ((0.8, 0.0), "prevalence"),
        ((0.8, 30), "prevalence"),
        ((0.8, 0.3, 1), "coders"),
        ((0.8, 0.3, 11), "coders"),
        ((float("nan"), 0.3), "cannot be planned for"),
    ],
)
def test_expectations_that_are_none(assumed, told):
    with pytest.raises(BadInput, match=told):
        Assumptions(*assumed)
