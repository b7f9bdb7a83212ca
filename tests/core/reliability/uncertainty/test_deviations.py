"""Krippendorff's bootstrap: what is published, and what drawing pair by pair gives."""

import json

import numpy as np
import pytest
from tests.core.reliability.simple import FastAlpha, SlowAlpha, two_coders
from tests.core.reliability.uncertainty.pairs import PAIRS, found, reason

from qualog.options import NoOptions
from qualog.reliability.data import MISSING, ReliabilityData
from qualog.reliability.uncertainty.deviations import resampled_deviations


class Nominal:
    """Differences of categories without order."""

    def metric_differences(self, data, weights, options):
        return 1.0 - np.eye(len(data.categories))


def cases(name, shared):
    case = json.loads((shared / "agreement" / f"{name}.json").read_text())
    data = ReliabilityData.from_units(case["data"]["units"])
    return data, case["expected"], case["tolerance"]


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


def test_values_below_minus_one_are_set_to_it():
    """With De = 1 / 11 of the data, a resample of k differing pairs in 11 has alpha = 1 - k."""
    data = two_coders([*["aa"] * 10, "ab"])
    alphas = resampled_deviations(Nominal(), data, NoOptions(), resamples=500, seed=1)
    defined = np.unique(alphas[~np.isnan(alphas)].round(9))
    assert set(defined) == {-1.0, 0.0}
