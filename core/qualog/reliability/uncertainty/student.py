"""Student's t distribution, which analytic intervals of few units need.

By the incomplete beta function, as a continued fraction: NIST Digital Library of Mathematical
Functions, 8.17.22, evaluated by Lentz's method (Thompson, I. J. & Barnett, A. R. (1986).
Coulomb and Bessel functions of complex arguments and order. Journal of Computational Physics,
64(2), 490-509). P(|T| > t) = I_x(df / 2, 1 / 2) with x = df / (df + t^2): Abramowitz, M. &
Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.7.1.
"""

from math import exp, lgamma, log, log1p, sqrt

_TINY = 1e-300


def student_below(t: float, df: float) -> float:
    """Return the probability that Student's t with `df` degrees of freedom is below `t`."""
    tail = _incomplete_beta(df, t * t) / 2
    return tail if t < 0 else 1 - tail


def student_quantile(probability: float, df: float) -> float:
    """Return the value that Student's t with `df` degrees of freedom is below so often."""
    if probability < 0.5:
        return -student_quantile(1 - probability, df)
    # By bisection, down to two neighbouring floats.
    low, high = 0.0, 1.0
    while student_below(high, df) < probability:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if student_below(middle, df) < probability:
            low = middle
        else:
            high = middle
    return high


def _incomplete_beta(df: float, square: float) -> float:
    """Return I_x(df / 2, 1 / 2) with x = df / (df + square)."""
    if not square:
        return 1.0
    a, b = df / 2, 0.5
    x, rest = df / (df + square), square / (df + square)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) - a * log1p(square / df) + b * log(rest))
    # The fraction converges fast below its mean only; above it, the other tail is computed.
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Evaluate the continued fraction of DLMF 8.17.22, each step an even and an odd term."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    m, last = 0, 0.0
    while value != last and m < 100 + 20 * sqrt(a + b):
        m, last = m + 1, value
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
