"""Student's t distribution is that of the printed tables."""

from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualog.reliability.uncertainty.student import student_below, student_quantile


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


@settings(deadline=None)
@given(st.floats(-40, 40), st.floats(0.5, 500))
def test_student_is_a_distribution(t, df):
    assert 0 <= student_below(t, df) <= 1
    assert student_below(t, df) + student_below(-t, df) == pytest.approx(1)
    assert student_below(t, df) <= student_below(t + 0.5, df)
