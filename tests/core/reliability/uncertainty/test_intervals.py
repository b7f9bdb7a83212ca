"""Intervals: published and known values, and what must hold whatever the data."""

import json
from statistics import NormalDist

import numpy as np
import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.reliability.simple import FastAlpha, Overlap, SlowAlpha, two_coders

from qualog.errors import BadInput
from qualog.options import NoOptions
from qualog.reliability.coefficient import StandardError
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import MISSING, ReliabilityData
from qualog.reliability.result import Interval
from qualog.reliability.uncertainty.deviations import resampled_deviations
from qualog.reliability.uncertainty.intervals import IntervalSettings, NoInterval, interval
from qualog.reliability.uncertainty.resampling import generator, resampled
from qualog.reliability.uncertainty.student import student_below, student_quantile

PAIRS = [*["aa"] * 14, *["bb"] * 9, *["cc"] * 4, *["ab"] * 3, *["ca"] * 2, "bc"]
IN_FOUR = ["one", "two", "three", "four"] * 8 + ["one"]


def found(data, measure=None, **chosen) -> Interval:
    given = interval(measure or FastAlpha(), data, NoOptions(), IntervalSettings(**chosen))
    assert isinstance(given, Interval), given
    return given


def reason(data, measure=None, **chosen) -> str:
    given = interval(measure or FastAlpha(), data, NoOptions(), IntervalSettings(**chosen))
    assert isinstance(given, NoInterval), given
    return str(given.reason)


# What is drawn


def test_units_in_documents_are_drawn_with_their_documents():
    assert str(found(two_coders(PAIRS, IN_FOUR)).scheme) == "bootstrap over documents"


def test_documents_that_are_units_are_drawn_as_what_they_are():
    data = two_coders(PAIRS, map(str, range(len(PAIRS))), unit="document")
    assert str(found(data).scheme) == "bootstrap over documents"
    assert not found(data).note
    assert found(data) == found(data, scheme="units")


def test_the_turns_of_one_document_are_drawn_and_it_is_said_what_that_means():
    data = two_coders(PAIRS, ["one"] * len(PAIRS))
    assert str(found(data).scheme) == "bootstrap over turns"
    assert "not independent" in str(found(data).note)


def test_units_in_no_document_are_drawn_without_a_warning():
    assert str(found(two_coders(PAIRS)).scheme) == "bootstrap over turns"
    assert not found(two_coders(PAIRS)).note


@pytest.mark.parametrize("unit", ["character", "word"])
@pytest.mark.parametrize("scheme", ["units", "krippendorff", "analytic"])
def test_characters_are_never_drawn(unit, scheme):
    measure = FastAlpha()
    measure.error = StandardError(0.1, "Nobody 1999")
    data = two_coders(PAIRS, ["one"] * len(PAIRS), unit)
    assert "coded in one stroke" in reason(data, measure)
    assert "coded in one stroke" in reason(data, measure, scheme=scheme)
    assert (
        str(found(two_coders(PAIRS, IN_FOUR, unit), measure).scheme) == "bootstrap over documents"
    )


def test_one_document_cannot_be_drawn():
    assert "only one document" in reason(
        two_coders(PAIRS, ["one"] * len(PAIRS)), scheme="documents"
    )


def test_documents_without_a_unit_are_not_drawn():
    data = two_coders(PAIRS, IN_FOUR)
    more = evolve(
        data,
        counts=np.vstack([np.zeros_like(data.counts[:1]), data.counts]),
        clusters=("empty", *data.clusters),
    )
    assert (found(more).low, found(more).high) == pytest.approx(
        (found(data).low, found(data).high), abs=0.02
    )
    assert "only 4 documents" in str(found(more).note)


def test_few_documents_are_told():
    many = [f"text {index % 11}" for index in range(len(PAIRS))]
    assert "only 4 documents" in str(found(two_coders(PAIRS, IN_FOUR)).note)
    assert not found(two_coders(PAIRS, many)).note


def test_spans_are_drawn_by_document():
    span = ((0, 5, 0),)
    texts = [CodedDocument(9, {0: span, 1: span}), CodedDocument(9, {0: span, 1: ()})]
    texts *= 10
    continuum = Continuum(tuple(texts), ("Ingrid", "Samir"), ("trust",), tuple(map(str, texts)))
    given = found(continuum, Overlap(), resamples=4000)
    exact = NormalDist(0.5, 0.5 / 20**0.5)
    assert str(given.scheme) == "bootstrap over documents"
    # Twenty documents, so steps of 0.05.
    assert given.low == pytest.approx(exact.inv_cdf(0.025), abs=0.05)
    assert given.high == pytest.approx(exact.inv_cdf(0.975), abs=0.05)
    assert "not units" in reason(continuum, Overlap(), scheme="units")
    assert "only one document" in reason(evolve(continuum, documents=(texts[0],)), Overlap())


def test_one_unit_cannot_be_drawn_and_agreement_throughout_shows_no_variation():
    assert "only one turn" in reason(two_coders(["ab"]))
    assert "does not show how agreement varies" in str(found(two_coders(PAIRS[:23])).note)


# The numbers


def test_a_measure_that_is_slow_gets_the_same_interval():
    data = two_coders(PAIRS, IN_FOUR)
    for scheme in ("documents", "units"):
        fast = found(data, scheme=scheme, resamples=300, threshold=0.7)
        slow = found(data, SlowAlpha(), scheme=scheme, resamples=300, threshold=0.7)
        assert (slow.low, slow.high, slow.below) == pytest.approx((fast.low, fast.high, fast.below))


def test_what_is_drawn_twice_is_computed_once():
    """Of three documents only ten samples can be drawn: a measure may take its time for each."""

    class Counting(SlowAlpha):
        asked = 0

        def measure(self, data, options):
            self.asked += 1
            return super().measure(data, options)

    measure = Counting()
    data = two_coders(PAIRS, ["one", "two", "three"] * 11)
    slow = found(data, measure)
    assert measure.asked <= 1 + 10
    assert (slow.low, slow.high) == pytest.approx((found(data).low, found(data).high))


def test_memory_is_bounded_and_the_numbers_know_nothing_of_it(monkeypatch):
    data = two_coders(PAIRS, IN_FOUR)
    whole = found(data)
    monkeypatch.setattr("qualog.reliability.uncertainty.resampling._CELLS", 50)
    assert found(data) == whole


def test_drawing_patterns_is_drawing_units():
    """The same distribution as of a bootstrap that draws each unit by itself."""
    random = generator(8)
    units = np.array([["abc".index(value) for value in pair] for pair in PAIRS])
    drawn = units[random.integers(0, len(units), (4000, len(units)))]
    differing = (drawn[..., 0] != drawn[..., 1]).sum(axis=1)
    n = 2 * len(units)
    shares = np.stack([(drawn == each).sum(axis=(1, 2)) for each in range(3)])
    alphas = 1 - (2 * differing / n) * n * (n - 1) / (n * n - (shares**2).sum(axis=0))
    given = found(two_coders(PAIRS), threshold=0.7)
    low, high = np.quantile(alphas, [0.025, 0.975])
    assert (given.low, given.high) == pytest.approx((low, high), abs=0.03)
    assert given.below == pytest.approx((alphas < 0.7).mean(), abs=0.03)


def test_a_share_that_is_wholly_below_or_above():
    assert found(two_coders(PAIRS), threshold=1).below > 0.99
    assert found(two_coders(PAIRS), threshold=-1).below == 0
    assert found(two_coders(PAIRS)).below is None


def test_a_value_that_is_reached_is_not_below():
    data = two_coders(["aa"] * 5 + ["bb"] * 5)
    assert found(data, threshold=1).below == 0


def test_resamples_without_variation_are_left_out_and_counted():
    given = found(two_coders(["aa"] * 2 + ["ab"]), resamples=9000)
    assert given.undefined / 9000 == pytest.approx((2 / 3) ** 3, abs=0.02)


def test_what_is_undefined_has_no_interval():
    assert "no variation" in reason(two_coders(["aa"] * 9))


def cases(name, shared):
    case = json.loads((shared / "agreement" / f"{name}.json").read_text())
    data = ReliabilityData.from_units(case["data"]["units"])
    return data, case["expected"], case["tolerance"]


class Nominal:
    """Differences of categories without order."""

    def metric_differences(self, data, weights, options):
        return 1.0 - np.eye(len(data.categories))


@pytest.mark.shared
def test_krippendorffs_bootstrap_gives_the_published_interval(shared):
    data, expected, tolerance = cases("icr_krippendorff_boot_ci95", shared)
    alphas = resampled_deviations(Nominal(), data, NoOptions(), resamples=10_000, seed=1)
    low, high = np.nanquantile(alphas, [0.025, 0.975])
    assert low == pytest.approx(expected["lower"], abs=tolerance["lower"])
    assert high == pytest.approx(expected["upper"], abs=tolerance["upper"])


def test_krippendorffs_bootstrap_of_alpha_only():
    assert "made for his alpha" in reason(two_coders(PAIRS), SlowAlpha(), scheme="krippendorff")
    assert "Krippendorff" in str(found(two_coders(PAIRS), scheme="krippendorff").scheme)


def test_krippendorffs_resamples_without_variation_are_undefined():
    data = two_coders(["aa"] * 2 + ["ab"])
    alphas = resampled_deviations(FastAlpha(), data, NoOptions(), resamples=9000, seed=1)
    assert np.isnan(alphas).mean() == pytest.approx((2 / 3) ** 3, abs=0.02)


def test_krippendorffs_bootstrap_with_coders_who_skipped_units():
    """Against his algorithm as he tells it: pair by pair, with a list of all deviations."""
    units = ["aaa", "ab", "bb", "bbc", "ccc", "aa", "abb", "a"]
    data = ReliabilityData.from_units([[*each, None, None][:3] for each in units])
    pairs = [(x, y) for each in units for i, x in enumerate(each) for y in each[:i]]
    values = [value for each in units if len(each) > 1 for value in each]
    n = len(values)
    expected = sum(x != y for x in values for y in values) / (n * (n - 1))
    random, alphas = np.random.default_rng(5), []
    for _ in range(3000):
        alpha = 1.0
        for each in units:
            for _ in range(len(each) * (len(each) - 1) // 2):
                one, other = pairs[random.integers(len(pairs))]
                alpha -= 2 * (one != other) / (n * expected * (len(each) - 1))
        alphas.append(alpha)
    ours = resampled_deviations(Nominal(), data, NoOptions(), resamples=20_000, seed=1)
    assert (data.values == MISSING).any()
    assert np.nanmean(ours) == pytest.approx(np.mean(alphas), abs=0.02)
    assert np.nanstd(ours) == pytest.approx(np.std(alphas), abs=0.02)


def test_analytic_intervals_name_their_source():
    measure = FastAlpha()
    assert "no standard error of alpha" in reason(two_coders(PAIRS), measure, scheme="analytic")
    assert "no standard error" in reason(two_coders(PAIRS), SlowAlpha(), scheme="analytic")
    value = measure.measure(two_coders(PAIRS), NoOptions()).value
    measure.error = StandardError(0.05, "Nobody 1999")
    given = found(two_coders(PAIRS), measure, scheme="analytic", threshold=value + 0.05)
    assert str(given.scheme) == "analytic: Nobody 1999"
    assert (given.low, given.high) == pytest.approx((value - 0.098, value + 0.098), abs=1e-4)
    assert given.below == pytest.approx(0.8413, abs=1e-4)
    assert given.resamples is None

    measure.error = StandardError(0.05, "Nobody 1999", degrees=4)
    given = found(two_coders(PAIRS), measure, scheme="analytic", threshold=value - 0.05)
    assert given.low == pytest.approx(value - 2.776445 * 0.05)
    assert given.below == pytest.approx(0.1870, abs=1e-4)
    measure.error = StandardError(0.5, "Nobody 1999")
    assert found(two_coders(PAIRS), measure, scheme="analytic").high == 1


# Student's t: tables as Fisher & Yates print them, and Abramowitz & Stegun 26.10.
@pytest.mark.parametrize(
    ("probability", "df", "t"),
    [
        (0.75, 1, 1.000),
        (0.95, 1, 6.314),
        (0.975, 1, 12.706),
        (0.9995, 1, 636.619),
        (0.9, 2, 1.886),
        (0.995, 3, 5.841),
        (0.9995, 4, 8.610),
        (0.975, 5, 2.571),
        (0.99, 10, 2.764),
        (0.975, 30, 2.042),
        (0.995, 60, 2.660),
        (0.975, 120, 1.980),
    ],
)
def test_student_quantiles_are_those_of_the_tables(probability, df, t):
    assert student_quantile(probability, df) == pytest.approx(t, abs=0.0005)
    assert student_below(t, df) == pytest.approx(probability, abs=5e-5)
    assert student_quantile(1 - probability, df) == pytest.approx(-t, abs=0.0005)


def test_student_is_normal_for_a_million():
    assert student_quantile(0.975, 1e6) == pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-5)


@given(st.floats(-40, 40), st.floats(0.5, 500))
def test_student_is_a_distribution(t, df):
    assert 0 <= student_below(t, df) <= 1
    assert student_below(t, df) + student_below(-t, df) == pytest.approx(1)
    assert student_below(t, df) <= student_below(t + 0.5, df)


# What must hold whatever the data

pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20)


@settings(max_examples=40)
@given(pairs, st.sampled_from(["documents", "units", "krippendorff"]), st.integers(0, 99))
def test_intervals_hold_what_they_promise(units, scheme, seed):
    clusters = [f"text {index % 4}" for index in range(len(units))]
    data = two_coders(units, clusters)
    assume(FastAlpha().measure(data, NoOptions()).value is not None)
    drawn = {"scheme": scheme, "seed": seed, "resamples": 200}
    wide = interval(FastAlpha(), data, NoOptions(), IntervalSettings(level=0.99, **drawn))
    assume(isinstance(wide, Interval))
    narrow = found(data, level=0.8, **drawn)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert -1 <= wide.low <= wide.high <= 1
    assert narrow == found(data, level=0.8, **drawn)
    assert 0 <= wide.undefined < 200


@settings(max_examples=20)
@given(pairs, st.randoms())
def test_the_order_of_coders_does_not_matter(units, random):
    data = two_coders(units)
    assume(FastAlpha().measure(data, NoOptions()).value is not None)
    turned = evolve(data, values=data.values[:, ::-1].copy())
    one, other = (
        interval(FastAlpha(), each, NoOptions(), IntervalSettings(resamples=200))
        for each in (data, turned)
    )
    assert one == other


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"level": 1.0}, "level"),
        ({"level": 95}, "Try 0.95"),
        ({"resamples": 99}, "Too few"),
        ({"seed": -1}, "seed"),
        ({"threshold": 80}, "threshold"),
        ({"threshold": float("nan")}, "threshold"),
    ],
)
def test_settings_that_make_no_interval_are_refused(chosen, told):
    with pytest.raises(BadInput, match=told):
        IntervalSettings(**chosen)


# Whether it tells the truth


def test_the_bootstrap_covers_the_truth():
    """Of 200 samples of a known population, the 95 % interval holds its alpha in 90 to 99 %."""
    values = np.array([[i, j] for i in range(3) for j in range(3)])
    population = np.array([0.3, 0.03, 0.02, 0.05, 0.25, 0.03, 0.02, 0.02, 0.28])
    everybody = ReliabilityData(
        values, (population * 10**8).astype(int)[None, :], ("Ingrid", "Samir"), tuple("abc")
    )
    truth = FastAlpha().measure(everybody, NoOptions()).value
    random, held = generator(3), 0
    for _ in range(200):
        sample = evolve(everybody, counts=random.multinomial(150, population)[None, :])
        given = found(sample, resamples=500)
        held += given.low <= truth <= given.high
    assert 180 <= held <= 198


def test_documents_that_resemble_themselves_make_wider_intervals():
    """Some documents are clear and some are not: their units say less than as many others."""
    random, units, clusters = generator(4), [], []
    for document in range(30):
        trouble = 0.6 if document % 3 == 0 else 0.02
        for _ in range(40):
            value = random.choice(list("ab"))
            other = random.choice(list("ab")) if random.random() < trouble else value
            units.append((value, other))
            clusters.append(str(document))
    data = two_coders(units, clusters)
    width = {
        scheme: found(data, scheme=scheme).high - found(data, scheme=scheme).low
        for scheme in ("documents", "units")
    }
    assert width["documents"] > 1.4 * width["units"]


def test_a_million_units_cost_what_a_hundred_cost():
    """By weight, not by clock: what is drawn is a table of patterns, whatever their number."""
    many = evolve(two_coders(PAIRS), counts=two_coders(PAIRS).counts * 10**6)
    values = resampled(FastAlpha(), many, NoOptions(), over="units", resamples=500, seed=1)
    assert len(values) == 500
    assert np.ptp(values) < 0.002
