"""Intervals: published and known values, and what must hold whatever the data."""

from statistics import NormalDist

import numpy as np
import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.reliability.simple import FastAlpha, Overlap, SlowAlpha, two_coders
from tests.core.reliability.uncertainty.pairs import IN_FOUR, PAIRS, found, reason

from qualog.errors import BadInput
from qualog.options import NoOptions
from qualog.reliability.coefficient import StandardError
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.result import Interval
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval
from qualog.reliability.uncertainty.resampling import generator

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


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        (1, "says nothing of other documents"),
        (2, "probably too narrow"),
        (3, "probably too narrow"),
    ],
)
def test_what_an_interval_of_units_says_depends_on_how_many_documents_they_lie_in(documents, told):
    clusters = [f"text {index % documents}" for index in range(len(PAIRS))]
    assert told in str(found(two_coders(PAIRS, clusters), scheme="units").note)


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


def test_two_units_or_documents_can_be_drawn():
    """Of two units alpha is -0.5 where that on which they differ is drawn twice, and else 0."""
    units = found(two_coders(["ab", "aa"]))
    assert (units.low, units.high) == (-0.5, 0.0)
    documents = found(
        two_coders(["ab", "aa", "bb", "aa"], ["one", "one", "two", "two"]), scheme="documents"
    )
    assert (documents.low, documents.high) == pytest.approx((-1 / 6, 1.0))


# The numbers


def test_a_measure_that_is_slow_gets_the_same_interval():
    data = two_coders(PAIRS, IN_FOUR)
    for scheme in ("documents", "units"):
        fast = found(data, scheme=scheme, resamples=300, threshold=0.7)
        slow = found(data, SlowAlpha(), scheme=scheme, resamples=300, threshold=0.7)
        assert (slow.low, slow.high, slow.below) == pytest.approx((fast.low, fast.high, fast.below))


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


def test_what_is_below_a_threshold_is_a_share_of_the_resamples_with_a_value():
    given = found(two_coders(["aa"] * 2 + ["ab"]), threshold=1)
    assert given.undefined > 0
    assert given.below == 1


def test_what_is_undefined_has_no_interval():
    assert "no variation" in reason(two_coders(["aa"] * 9))


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


# What must hold whatever the data

pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20)


@settings(deadline=None, max_examples=40)
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


@settings(deadline=None, max_examples=20)
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
