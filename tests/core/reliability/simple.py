"""Measures as small as can be, to test what is made of measures."""

from collections import Counter

import numpy as np

from qualog.options import NoOptions
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.data import MISSING, ReliabilityData
from qualog.reliability.result import Agreement


class SlowAlpha:
    """Nominal alpha of two coders without missing values, from a count of pairs."""

    name = "alpha"
    title = "Alpha"
    summary = source = range = assumptions = ""
    compares = "units"
    options = NoOptions

    def measure(self, data, options) -> Agreement:
        values, differing, n = Counter(), 0, 0
        for row, times in zip(data.values.tolist(), data.weights.tolist(), strict=True):
            assert len(row) == 2 and MISSING not in row
            n += 2 * times
            differing += 2 * times * (row[0] != row[1])
            values.update({row[0]: times})
            values.update({row[1]: times})
        apart = n * n - sum(each * each for each in values.values())
        if not apart:
            return Agreement("Alpha", None, "There is no variation.")
        expected = apart / (n * (n - 1))
        return Agreement("Alpha", 1 - differing / n / expected, "", differing / n, expected, n // 2)


class FastAlpha(SlowAlpha):
    """The same, for many weightings at once; with differences, and a made-up standard error."""

    error: StandardError | None = None

    def coefficients(self, data, weights, options) -> Coefficients:
        given = np.eye(len(data.categories))[data.values].sum(axis=1)
        marginals = weights @ given
        n = marginals.sum(axis=-1)
        observed = 2 * weights @ (data.values[:, 0] != data.values[:, 1]) / n
        with np.errstate(invalid="ignore", divide="ignore"):
            expected = (n * n - (marginals**2).sum(axis=-1)) / (n * (n - 1))
            return Coefficients(1 - observed / expected, observed, expected)

    def metric_differences(self, data, weights, options):
        return 1.0 - np.eye(len(data.categories))

    def standard_error(self, data, options) -> StandardError | None:
        return self.error


class Overlap:
    """The share of a continuum's documents in which both coders applied something."""

    name = "overlap"
    title = "Overlap"
    summary = source = range = assumptions = ""
    compares = "spans"
    options = NoOptions

    def measure(self, data, options) -> Agreement:
        both = [all(each.codings.get(coder) for coder in (0, 1)) for each in data.documents]
        return Agreement("Overlap", sum(both) / len(both), unit="document")


def two_coders(units, clusters=None, unit="turn") -> ReliabilityData:
    return ReliabilityData.from_units(
        units, coders=("Ingrid", "Samir"), categories="abcde", clusters=clusters, unit=unit
    )
