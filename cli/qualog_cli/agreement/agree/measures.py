"""Which coefficients a command computes, with their options and intervals."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast, get_args

import click

from qualog.plugins.measures import Measures
from qualog.reliability.uncertainty.intervals import IntervalSettings, Scheme
from qualog_cli.agreement.resampling import LEVEL, SEED
from qualog_cli.shared.types import MEASURE, NUMBER, WHOLE_NUMBER
from qualog_cli.shared.usage import OneOf

F = TypeVar("F", bound=Callable[..., Any])


def measuring(function: F) -> F:
    """Make a command that measures: it is given the `measures` that its options ask for."""

    @click.option(
        "--measure",
        "-m",
        "measures",
        type=MEASURE,
        multiple=True,
        metavar="NAME",
        help="Coefficient to compute [default: percent, alpha; with two coders also kappa].",
    )
    @click.option(
        "-o",
        "assignments",
        multiple=True,
        metavar="KEY=VALUE",
        help="Option of a measure.",
    )
    @click.option(
        "--interval",
        "scheme",
        type=OneOf([*get_args(Scheme), "none"]),
        help="What to resample, or 'analytic' for a published standard error; also reported per "
        "code. [default: documents; in a single document, units that are independent]",
    )
    @click.option(
        "--resamples",
        type=WHOLE_NUMBER,
        default=10_000,
        show_default=True,
        help="Number of resamples.",
    )
    @LEVEL
    @SEED
    @click.option(
        "--threshold",
        type=NUMBER,
        metavar="VALUE",
        help="Report the probability that agreement is below VALUE.",
    )
    @functools.wraps(function)
    def command(
        *args: Any,
        measures: tuple[str, ...],
        assignments: tuple[str, ...],
        scheme: str | None,
        resamples: int,
        level: float,
        seed: int,
        threshold: float | None,
        **kwargs: Any,
    ) -> Any:
        intervals = IntervalSettings(
            scheme=cast(Scheme, scheme) if scheme not in (None, "none") else None,
            resamples=resamples,
            level=level,
            seed=seed,
            threshold=threshold,
        )
        asked_for = Measures(measures, assignments, scheme, intervals)
        return function(*args, measures=asked_for, **kwargs)

    return command  # type: ignore[return-value]
