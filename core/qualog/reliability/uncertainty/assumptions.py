"""How agreement would vary if coders agreed as one expects, before anything is coded.

One code, applied or not, by coders who are alike: a share of the units has it (`prevalence`),
and the coders agree as far as `expected` says.
"""

from itertools import product
from math import exp, lgamma, sqrt
from statistics import NormalDist

from attrs import frozen

from qualog.errors import BadInput
from qualog.reliability.data import ReliabilityData
from qualog.reliability.result import decimals
from qualog.reliability.spans import PER_CODE

MOST_CODERS = 10
_UNITS = 10**9
"""How many units the population has: so many that drawing from it does not change it."""

KAPPA_SOURCE = (
    "Bloch, D. A. & Kraemer, H. C. (1989). 2 x 2 kappa coefficients: Measures of agreement or "
    "association. Biometrics, 45(1), 269-287. Donner, A. & Eliasziw, M. (1992). A "
    "goodness-of-fit approach to inference procedures for the kappa statistic. Statistics in "
    "Medicine, 11(11), 1511-1519."
)
PERCENT_SOURCE = "Cochran, W. G. (1977). Sampling Techniques (3rd ed.). Wiley, ch. 3."
POPULATION_SOURCE = (
    "Kraemer, H. C. (1979). Ramifications of a population model for kappa as a coefficient of "
    "reliability. Psychometrika, 44(4), 461-472."
)


@frozen
class Assumptions:
    """What somebody expects.

    Attributes:
        expected: the coefficient, above 0 and below 1.
        prevalence: the share of units that have the code, above 0 and below 1.
        coders: how many code each unit, 2 to 10.

    Raises:
        BadInput: a value outside of these.
    """

    expected: float
    prevalence: float
    coders: int = 2

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be expected."""
        if not 0 < self.expected < 1:
            raise BadInput(
                "An agreement of {expected} cannot be planned for. Expect a value above 0 and "
                "below 1, such as 0.8.",
                expected=self.expected,
            )
        if not 0 < self.prevalence < 1:
            raise BadInput(
                "A prevalence of {prevalence} is not a share of the units. Give one above 0 and "
                "below 1, such as 0.3.",
                prevalence=self.prevalence,
            )
        if not 2 <= self.coders <= MOST_CODERS:
            raise BadInput(
                "The number of coders must be from 2 to {most}, and not {coders}.",
                most=MOST_CODERS,
                coders=self.coders,
            )

    @property
    def kappa_of_percent(self) -> float:
        """The kappa of coders whose percent agreement is what is expected.

        Raises:
            BadInput: the expectation is not better than chance.
        """
        chance = 2 * self.prevalence * (1 - self.prevalence)
        kappa = 1 - (1 - self.expected) / chance
        if kappa <= 0:
            raise BadInput(
                "Where {prevalence}% of the units have the code, chance alone gives a percent "
                "agreement of {chance}. Expect more than that.",
                prevalence=f"{self.prevalence * 100:.0f}",
                chance=decimals(1 - chance, 2),
            )
        return kappa


def kappa_width(assumed: Assumptions, units: int, level: float) -> float:
    """Return the width of the confidence interval of two coders' kappa, from so many units.

    var = (1 - k) / n * ((1 - k) (1 - 2 k) + k (2 - k) / (2 p (1 - p))), with p the prevalence
    and k the kappa that is expected: `KAPPA_SOURCE`.
    """
    kappa, share = assumed.expected, assumed.prevalence
    variance = (1 - kappa) * (
        (1 - kappa) * (1 - 2 * kappa) + kappa * (2 - kappa) / (2 * share * (1 - share))
    )
    return _width(variance / units, level)


def percent_width(expected: float, units: int, level: float) -> float:
    """Return the width of the confidence interval of two coders' percent agreement.

    The binomial distribution of the share that agrees, in large samples: `PERCENT_SOURCE`.
    """
    return _width(expected * (1 - expected) / units, level)


def population(kappa: float, prevalence: float, coders: int) -> ReliabilityData:
    """Return a population of units on which coders who are alike agree by `kappa`.

    Each unit has its own chance of being given the code; over units it has the mean `prevalence`
    = p and the variance kappa p (1 - p): `POPULATION_SOURCE`. Here it has a beta distribution,
    so the number of coders who give the code is beta-binomial.
    """
    import numpy as np

    a, b = (share * (1 - kappa) / kappa for share in (prevalence, 1 - prevalence))
    patterns = list(product((0, 1), repeat=coders))
    shares = [
        exp(_log_beta(a + sum(given), b + coders - sum(given)) - _log_beta(a, b))
        for given in patterns
    ]
    return ReliabilityData(
        values=np.array(patterns, dtype=np.int64),
        counts=np.array([[round(share * _UNITS) for share in shares]], dtype=np.int64),
        coders=tuple(f"coder {index + 1}" for index in range(coders)),
        categories=PER_CODE,
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _width(variance: float, level: float) -> float:
    return 2 * NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance)
