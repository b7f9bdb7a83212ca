"""A measure of one's own from a formula, and many weightings in chunks."""

import numpy as np
import pytest
from attrs import frozen

from qualog.options import option
from qualog.reliability.coefficient import Coefficients, Weighable, in_chunks
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.unit_measure import (
    FEWER_THAN_TWO_CODERS,
    NO_VARIATION,
    NOTHING_PAIRABLE,
    UnitMeasure,
)


@frozen
class Options:
    most_values: int | None = option(None, help="what it may not have more of")


class ShareOfFirst(UnitMeasure):
    """How many of the units show the first pattern."""

    name = "first"
    title = "Share of the first pattern"
    summary = source = range = assumptions = "Only for this test."
    options = Options

    def refuses(self, data, options):
        return "too many" if len(data.categories) > (options.most_values or 9) else ""

    def formula(self, data, options):
        def weigh(weights):
            share = weights[:, 0] / weights.sum(axis=1)
            undefined = np.full(len(weights), np.nan)
            return Coefficients(np.where(share > 0, share, np.nan), 1 - share, undefined)

        return weigh


def of_units(*units):
    return ReliabilityData.from_units(units)


def test_a_formula_is_enough_for_a_measure():
    measure = ShareOfFirst()
    assert isinstance(measure, AgreementMeasure) and isinstance(measure, Weighable)
    found = measure.measure(of_units("ab", "ab", "aa", ["a", None]), Options())
    assert (found.value, found.observed_disagreement, found.expected_disagreement) == (
        0.5, 0.5, None,
    )  # fmt: skip
    assert (found.units, found.values, found.coders, found.settings) == (3, 6, 2, ())


def test_a_coder_with_whom_nobody_shares_a_unit_is_not_counted():
    found = ShareOfFirst().measure(
        of_units(["a", "b", None], ["a", "b", None], [None, None, "a"]), Options()
    )
    assert (found.units, found.values, found.coders) == (2, 4, 2)


def test_what_it_refuses_is_undefined_for_any_weighting():
    measure, data = ShareOfFirst(), of_units("ab", "aa")
    found = measure.measure(data, Options(most_values=1))
    assert (found.value, found.undefined, found.units) == (None, "too many", 2)
    assert found.settings == (("most-values", "1"),)
    many = measure.coefficients(data, np.ones((2, 3, 2), dtype=int), Options(most_values=1))
    assert np.isnan(many.value).all() and many.value.shape == (2, 3)


def test_no_number_is_no_variation():
    data = ReliabilityData.from_units(["ab", "aa"])
    data = ReliabilityData(data.values, np.array([[0, 5]]), data.coders, data.categories)
    assert ShareOfFirst().measure(data, Options()).undefined == NO_VARIATION


@pytest.mark.parametrize(
    ("units", "why"),
    [
        ([["a"], ["b"]], FEWER_THAN_TWO_CODERS),
        ([["a", None], ["b", None]], FEWER_THAN_TWO_CODERS),
        ([["a", None], [None, "b"]], NOTHING_PAIRABLE),
        ([["a", None], ["a", None], [None, "b"]], NOTHING_PAIRABLE),
        ([[None, None]], NOTHING_PAIRABLE),
    ],
)
def test_what_cannot_be_compared_is_undefined_for_any_weighting(units, why):
    measure, data = ShareOfFirst(), of_units(*units)
    found = measure.measure(data, Options())
    assert (found.value, found.undefined) == (None, why)
    assert (found.units, found.values, found.coders, found.note) == (0, 0, 0, "")
    many = measure.coefficients(data, np.ones((2, len(data.values)), dtype=int), Options())
    assert np.isnan(many.value).all() and many.value.shape == (2,)


def test_units_that_are_weighted_with_nothing_are_not_there():
    data = of_units("ab", "ab", ["a", None])
    alone = ReliabilityData(data.values, np.array([[0, 5]]), data.coders, data.categories)
    assert ShareOfFirst().measure(alone, Options()).undefined == FEWER_THAN_TWO_CODERS


def test_many_weightings_are_held_a_few_at_a_time():
    held = []

    def formula(weights):
        held.append(len(weights))
        return Coefficients(weights[:, 0], weights[:, 1], weights.sum(axis=1))

    weights = np.arange(20_000).reshape(100, 100, 2)
    found = in_chunks(formula, weights, width=1_000)
    assert max(held) < 2_000 and sum(held) == 10_000
    assert (found.value == weights[..., 0]).all()
    assert (found.expected_disagreement == weights.sum(axis=-1)).all()
    assert in_chunks(formula, weights[:0], width=2).value.shape == (0, 100)
