"""The contract of agreement measures, as tests for any measure, shipped or yours.

Write a class that begins with `Test`, let it inherit from `MeasureContract`, and give the measure
with values that are published for it; pytest does the rest:

    class TestMyMeasure(MeasureContract):
        measure = MyMeasure()
        lowest = 0
        references = (
            Reference([["a", "a"], ["b", "a"]], 0.5, "Author (1989), p. 140"),
        )
"""

import math
import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, get_args

import pytest
from attrs import field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualog.plugins.registry import Registrations, installed_plugins
from qualog.reliability.coefficient import Analytic, Weighable
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure, Compares
from qualog.reliability.result import Agreement
from qualog.testing.judgements import Judgements, Table, Value, tables
from qualog.testing.plugin import PluginContract
from qualog.testing.watch import watched

_CLOSE = 1e-9
_A_FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.differing_executors]
)


@frozen
class Reference:
    """A value that somebody else found, by hand or in print.

    Attributes:
        data: a row for each unit, in it what each coder said (None where nothing), the categories
            being those that occur; or what the measure compares, ready made.
        value: what is to come out; None where it is to be undefined.
        source: where the value is from.
        options: as they are typed after `-o`.
        within: how far off the value may be: half of its last digit.
    """

    data: Table | ReliabilityData | Continuum
    value: float | None
    source: str
    options: Mapping[str, str] = field(factory=dict)
    within: float = 0.0005

    @property
    def judged(self) -> Judgements | ReliabilityData | Continuum:
        """What is to be measured."""
        if isinstance(self.data, ReliabilityData | Continuum):
            return self.data
        said = (value for row in self.data for value in row if value is not None)
        return Judgements.of(self.data, tuple(dict.fromkeys(said)))


class MeasureContract(PluginContract):
    """What every measure promises. Inherit, and give `measure` and `references`.

    `lowest` and `highest` are the ends of its range (None: there is none), `perfect` is its value
    where all coders say the same, `constant` that where they all say one and the same of
    every unit (None: it is undefined there). `categories` are what coders say; give numbers for
    a measure of a scale. `most_coders` is how many it can compare. `typed` are options that it
    needs, as they are typed after `-o`.
    """

    measure: AgreementMeasure
    references: Sequence[Reference] = ()
    lowest: float | None = -1
    highest: float | None = 1
    perfect: float = 1
    constant: float | None = None
    categories: Sequence[Hashable] = ("trust", "power", "voice")
    most_coders = 4
    typed: Mapping[str, str] = {}

    def plugin(self) -> AgreementMeasure:
        """Return the measure."""
        return self.measure

    def installed(self) -> Registrations[AgreementMeasure]:
        """Return the measures that are installed."""
        return installed_plugins().measures()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run what asks for a `reference` with each."""
        if "reference" in metafunc.fixturenames:
            metafunc.parametrize(
                "reference", self.references, ids=[known.source for known in self.references]
            )

    def measured(
        self, data: Table | Judgements | ReliabilityData | Continuum, typed: Mapping[str, str] = {}
    ) -> Agreement:
        """Measure a table or anything else that can be compared."""
        if not isinstance(data, Judgements | ReliabilityData | Continuum):
            data = Judgements.of(data, self.categories)
        if isinstance(data, Judgements):
            data = data.compared(self.measure.compares)
        found = self.measure.measure(data, self.options(**(typed or self.typed)))
        check_result(found, self.lowest, self.highest)
        return found

    # What is shown of it

    def test_it_says_what_it_is(self) -> None:
        """A title, a source with its year, a range in numbers, and what it takes for granted."""
        measure = self.measure
        assert measure.title.strip(), "its title is empty"
        assert re.search(r"\b1[89]\d\d|\b20\d\d", measure.source), "its source has no year"
        assert re.search(r"\d", measure.range), "its range has no number"
        assert measure.assumptions.strip(), "it does not say what it assumes, if only “None”"
        assert measure.compares in get_args(Compares)

    # Its values

    def test_there_are_references(self) -> None:
        """A measure without a value found elsewhere may compute anything."""
        assert self.references, "give references: values that are published, or found by hand"

    def test_a_value_that_was_found_elsewhere(self, reference: Reference) -> None:
        """It gives what others found."""
        found = self.measured(reference.judged, reference.options)
        wanted = reference.value
        assert found.value == (
            None if wanted is None else pytest.approx(wanted, abs=reference.within)
        )

    def test_all_say_the_same(self) -> None:
        """It is perfect where coders agree in all, and units differ."""
        for coders in range(2, min(self.most_coders, 3) + 1):
            found = self.measured([[value] * coders for value in self._varied()])
            assert found.value == pytest.approx(self.perfect, abs=_CLOSE), found.undefined
            assert found.observed_disagreement in (None, pytest.approx(0, abs=_CLOSE))

    def test_nothing_varies(self) -> None:
        """Where all say the same of every unit, it is undefined, or what it is said to be."""
        found = self.measured([[self.categories[0]] * 2] * 6)
        assert found.value == (
            None if self.constant is None else pytest.approx(self.constant, abs=_CLOSE)
        )

    @pytest.mark.parametrize("what", ["no unit", "one coder", "no unit in common"])
    def test_nothing_can_be_compared(self, what: str) -> None:
        """It is undefined, with a reason, where no two coders judged the same unit."""
        one, other = ([value, None] for value in self.categories[:2])
        table: dict[str, Table] = {
            "no unit": [],
            "one coder": [one] * 4 + [other] * 4,
            "no unit in common": [one] * 4 + [other[::-1]] * 4,
        }
        assert self.measured(table[what]).value is None

    @_A_FEW
    @given(data=st.data())
    def test_any_data(self, data: st.DataObject) -> None:
        """A value in its range or a reason, never NaN; the same again; nothing is changed."""
        judged = self._any(data)
        compared = judged.compared(self.measure.compares)
        before = _numbers(compared)
        found = self.measured(compared)
        assert _numbers(compared) == before, "it changed what it was given"
        assert self.measured(compared) == found

    # What must not matter

    @_A_FEW
    @given(data=st.data())
    def test_the_order_of_units_does_not_matter(self, data: st.DataObject) -> None:
        """Units, or documents, may come in any order."""
        judged = self._any(data)
        parts = [
            judged.table[first : first + judged.rows]
            for first in range(0, len(judged.table), judged.rows)
        ]
        if len(parts) > 1 and len(parts[-1]) < judged.rows:
            del parts[-1]  # in a text, the order of passages does matter
        before = self._again(judged, [row for part in parts for row in part])
        after = self._again(judged, [row for part in parts[::-1] for row in part])
        self._same(before, after)

    @_A_FEW
    @given(data=st.data())
    def test_the_names_and_order_of_coders_do_not_matter(self, data: st.DataObject) -> None:
        """Who they are and who comes first changes nothing."""
        judged = self._any(data)
        turned = [list(row)[::-1] for row in judged.table]
        renamed = tuple(f"{name} the {i}th" for i, name in enumerate(judged.coders))
        self._same(judged, Judgements(turned, judged.categories, renamed))

    @_A_FEW
    @given(data=st.data())
    def test_the_names_of_codes_do_not_matter(self, data: st.DataObject) -> None:
        """Codes are names; numbers of a scale may be counted from the other end."""
        judged = self._any(data)
        ends = [category for category in self.categories if isinstance(category, int)]
        new: dict[Value, Value] = {
            category: ends[0] + ends[-1] - category if isinstance(category, int) else f"x{category}"
            for category in self.categories
        }
        table = [[new.get(value) for value in row] for row in judged.table]
        categories = [new[category] for category in self.categories]
        if ends:
            categories.sort(key=str)
        names = {name: str(new.get(value, value)) for name, value in self.typed.items()}
        self._same(judged, Judgements(table, tuple(categories), judged.coders), names)

    def test_a_unit_that_nobody_judged_adds_nothing(self) -> None:
        """What is missing is not a value of its own."""
        if self.measure.compares != "units":
            pytest.skip("it compares spans")
        table = self._unlike()
        missing: Table = [*table, *[[None] * 2] * 3]
        assert self.measured(missing) == self.measured(table)

    # What it rests on, and how sure it is

    def test_it_says_what_it_rests_on(self) -> None:
        """Units and coders are counted, and the options in force are said in words."""
        found = self.measured(self._unlike())
        assert str(found.measure).strip(), "the result does not say what it is"
        assert found.coders == 2
        assert found.units > 0
        for name, value in found.settings:
            assert name.strip() and isinstance(value, str), f"the setting {name} is not in words"

    def test_many_weightings_at_once(self) -> None:
        """If it weighs many resamples at once, it gives what it measures of such data."""
        if not isinstance(self.measure, Weighable):
            pytest.skip("it is computed from the start for each resample")
        import numpy as np

        once = self._unlike()
        data = Judgements.of(once, self.categories).compared(self.measure.compares)
        twice = Judgements.of([*once, *once], self.categories).compared(self.measure.compares)
        weights = np.stack([data.weights, 2 * data.weights, 0 * data.weights])
        found = self.measure.coefficients(data, weights, self.options(**self.typed))
        assert found.value.shape == (3,)
        for value, wanted in zip(found.value, (data, twice, None), strict=True):
            measured = None if wanted is None else self.measured(wanted).value
            if measured is None:
                assert math.isnan(value), "it is undefined, and yet a weighting has a value"
            else:
                assert measured == pytest.approx(float(value), abs=_CLOSE)

    def test_its_standard_error(self) -> None:
        """If a formula is published, it gives a length, and says whose it is."""
        if not isinstance(self.measure, Analytic):
            pytest.skip("it has no formula for its standard error")
        for table in (self._unlike(), [[self.categories[0]] * 2] * 6, [[None, None]]):
            data = Judgements.of(table, self.categories).compared(self.measure.compares)
            found = self.measure.standard_error(data, self.options(**self.typed))
            if found is not None:
                assert math.isfinite(found.value), "the standard error is not a number"
                assert found.value >= 0, "the standard error is below 0"
                assert found.source.strip(), "the standard error has no source"

    def test_it_only_computes(self) -> None:
        """It writes nothing, and asks nobody over the network."""
        self.measured(self._unlike())
        with watched() as acts:
            self.measured(self._unlike())
        assert acts == []

    def _varied(self) -> list[Value]:
        """Return what one coder says of 16 units: each category several times, nothing twice."""
        many = len(self.categories)
        return [None if i % 8 == 5 else self.categories[i * i % many] for i in range(16)]

    def _unlike(self) -> list[list[Value]]:
        """Return what two coders say who agree on most of 16 units."""
        table: list[list[Value]] = [[value, value] for value in self._varied()]
        for row in (4, 9, 14):
            table[row][1] = next(other for other in self.categories if other != table[row][0])
        return table

    def _any(self, data: st.DataObject) -> Judgements:
        return Judgements.of(data.draw(tables(self.categories, self.most_coders)), self.categories)

    def _again(self, judged: Judgements, table: Table) -> Judgements:
        return Judgements(table, judged.categories, judged.coders)

    def _same(self, one: Judgements, other: Judgements, typed: Mapping[str, str] = {}) -> None:
        first, second = self.measured(one), self.measured(other, typed)
        assert first.value == (
            None if second.value is None else pytest.approx(second.value, abs=_CLOSE)
        )
        assert first.undefined == second.undefined
        assert (first.units, first.coders) == (second.units, second.coders)


def check_result(found: Agreement, lowest: float | None, highest: float | None) -> None:
    """Check that a result has a value in the range or, if not, a reason; and no NaN anywhere."""
    assert (found.value is None) == bool(str(found.undefined).strip()), (
        f"its value is {found.value}, and the reason why it is undefined is “{found.undefined}”"
    )
    for number in (found.value, found.observed_disagreement, found.expected_disagreement):
        assert number is None or math.isfinite(number), f"{number} is not a number to show"
    if found.value is not None:
        assert lowest is None or found.value >= lowest - _CLOSE, f"{found.value} is below {lowest}"
        assert highest is None or found.value <= highest + _CLOSE, (
            f"{found.value} is above {highest}"
        )


def _numbers(data: ReliabilityData | Continuum) -> Any:
    if isinstance(data, ReliabilityData):
        return data.values.tolist(), data.counts.tolist()
    return data.documents
