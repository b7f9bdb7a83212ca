"""The contract of measures can fail: a flaw of each kind is found by the test that is for it."""

import math

import pytest
from attrs import evolve
from tests.core.testing.held import holds_not

from qualog.options import NoOptions
from qualog.reliability.coefficient import StandardError
from qualog.reliability.result import Agreement
from qualog.testing.measures import MeasureContract, Reference
from qualog_plugins.agreement.units.percent import PercentAgreement

HALF = Reference([["a", "a"], ["a", "b"]], 0.5, "by hand")


class Flawed(PercentAgreement):
    """Percent agreement, but for what a function makes of its result."""

    options = NoOptions
    name = "test-flawed"

    def __init__(self, make):
        self.make = make

    def measure(self, data, options):
        return self.make(data, super().measure(data, PercentAgreement.options()))

    def coefficients(self, data, weights, options):
        found = super().coefficients(data, weights, PercentAgreement.options())
        return found._replace(value=found.value + 0.5)

    def standard_error(self, data, options):
        return StandardError(math.nan, "nobody")


def valued(value):
    return Flawed(lambda data, found: evolve(found, value=value, undefined=""))


def without_reason(data, found):
    return evolve(found, undefined="")


def by_first_coder(data, found):
    """A share that rests on who comes first, and on what the codes are called."""
    first = data.values[:, 0]
    share = float(((first == 0) * data.weights).sum() / max(1, data.weights.sum()))
    return evolve(found, value=share, undefined="")


def by_code_names(data, found):
    return evolve(found, value=len(str(data.categories[0])) / 100, undefined="")


def with_missing(data, found):
    units = int(data.weights.sum())
    return evolve(found, value=1 / units if units else None, undefined="" if units else "no unit")


def harmed(data, found):
    data.values[:] = 0
    return found


FLAWS = {
    "another value": (valued(0.7), "test_a_value_that_was_found_elsewhere", "0.7"),
    "never perfect": (valued(0.7), "test_all_say_the_same", "0.7"),
    "defined without variation": (valued(0.7), "test_nothing_varies", "0.7"),
    "defined without units": (valued(0.7), "test_nothing_can_be_compared", "0.7"),
    "NaN": (valued(math.nan), "test_any_data", "not a number"),
    "infinite": (valued(math.inf), "test_all_say_the_same", "not a number"),
    "beyond its range": (valued(1.5), "test_any_data", "above 1"),
    "below its range": (valued(-0.5), "test_any_data", "below 0"),
    "no reason": (Flawed(without_reason), "test_nothing_can_be_compared", "the reason why"),
    "first coder": (
        Flawed(by_first_coder),
        "test_the_names_and_order_of_coders_do_not_matter",
        "assert",
    ),
    "code names": (Flawed(by_code_names), "test_the_names_of_codes_do_not_matter", "assert"),
    "missing units count": (
        Flawed(with_missing),
        "test_a_unit_that_nobody_judged_adds_nothing",
        "assert",
    ),
    "harms the data": (Flawed(harmed), "test_any_data", "changed what it was given"),
    "weighs otherwise": (
        Flawed(lambda data, found: found),
        "test_many_weightings_at_once",
        "assert",
    ),
    "error is not a number": (
        Flawed(lambda data, found: found),
        "test_its_standard_error",
        "standard error is not a number",
    ),
    "rests on nothing": (
        Flawed(lambda data, found: Agreement("x", found.value, found.undefined)),
        "test_it_says_what_it_rests_on",
        "assert",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_found(flaw):
    measure, test, told = FLAWS[flaw]
    contract = MeasureContract()
    contract.measure, contract.lowest, contract.references = measure, 0, (HALF,)
    holds_not(contract, test, told, reference=HALF, what="no unit")


def test_a_measure_of_no_source():
    contract = MeasureContract()
    contract.measure = Flawed(lambda data, found: found)
    contract.measure.source = "somebody"
    holds_not(contract, "test_it_says_what_it_is", "no year")
    holds_not(contract, "test_there_are_references", "give references")
