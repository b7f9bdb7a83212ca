"""Agreement over a long text, over units in arrays, and for many resamples of them."""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, alternating
from qualog.hookspecs import AgreementMeasure
from qualog.plugins import choose, installed_plugins
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import UnitMeasure
from qualog.reliability.spans import by_character_per_code

_LENGTH, _CODES, _SPANS = 1_000_000, 50, 5_000
_UNITS, _RESAMPLES = (10_000, 100_000, 1_000_000), 10_000


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    import numpy as np

    chance = random.Random(1)
    codings = {
        coder: [
            (start, start + chance.randrange(1, 400), chance.randrange(_CODES))
            for start in (chance.randrange(_LENGTH - 400) for _ in range(_SPANS))
        ]
        for coder in (0, 1)
    }
    document = CodedDocument(_LENGTH, codings)
    codes = tuple(f"code {number}" for number in range(_CODES))
    continuum = Continuum((document,), ("a", "b"), codes, ("text",))
    alpha = choose(installed_plugins().measures(), "alpha", "measure").thing
    values = np.array([chance.randrange(5) for _ in range(_LENGTH)], dtype=np.int64)
    others = np.roll(values, 1)

    def ours() -> None:
        for data in by_character_per_code(continuum):
            alpha.measure(data, alpha.options())

    def one_pass() -> None:
        np.bincount(values * 5 + others, minlength=25)

    measured, limit = alternating(rounds * 3, ours, one_pass)
    work = f"alpha of {_CODES} codes, 2 coders, by character over {_LENGTH:,}"
    yield Row(
        work, 1, measured, "one numpy pass over the characters", limit, "< 0.1 s", measured < 0.1
    )
    for units in _UNITS:
        yield of_arrays(alpha, units, rounds)
    yield of_resamples(alpha, rounds)


def of_arrays(alpha: AgreementMeasure, units: int, rounds: int) -> Row:
    import numpy as np

    values = np.random.default_rng(1).integers(0, 5, (units, 2))
    one, other = values.T.copy()

    def ours() -> None:
        alpha.measure(ReliabilityData.from_codes(values, categories=range(5)), alpha.options())

    def one_pass() -> None:
        np.bincount(one * 5 + other, minlength=25)

    measured, limit = alternating(rounds * 9, ours, one_pass)
    met = measured < 3 * limit if units == _UNITS[-1] else None
    work = f"alpha of {units:,} units in an array, 2 coders, 5 codes"
    return Row(work, 1, measured, "one numpy pass over the units", limit, "< 3×", met)


def of_resamples(alpha: UnitMeasure, rounds: int) -> Row:
    import numpy as np

    chance = np.random.default_rng(1)
    data = ReliabilityData.from_codes(chance.integers(0, 5, (10_000, 2)), categories=range(5))
    shares = data.weights / data.weights.sum()
    weights = chance.multinomial(10_000, shares, _RESAMPLES)

    def ours() -> None:
        alpha.coefficients(data, weights, alpha.options())

    def one_pass() -> None:
        weights.sum(axis=1)

    measured, limit = alternating(rounds * 3, ours, one_pass)
    work = f"alpha of {_RESAMPLES:,} resamples, 25 patterns"
    return Row(work, 1, measured, "one sum of their weights", limit, "< 0.1 s", measured < 0.1)
