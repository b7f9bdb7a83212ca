"""Agreement by character over a long text, beside one numpy pass over its characters."""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, alternating
from qualog.plugins import choose, installed_plugins
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.spans import by_character_per_code

_LENGTH, _CODES, _SPANS = 1_000_000, 50, 5_000


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
