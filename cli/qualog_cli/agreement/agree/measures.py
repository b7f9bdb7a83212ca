"""Which coefficients a command computes, with their options and intervals."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast, get_args

import click
from attrs import frozen

from qualog.errors import BadInput, PluginError
from qualog.language import Sayable, message, paragraph
from qualog.options import describe_options, read_options, split_assignments
from qualog.plugins.registry import Registration, installed_plugins, plugin_errors
from qualog.reliability.agreement import (
    AgreementReport,
    Measurement,
    agreement,
    expected_measures,
)
from qualog.reliability.coefficient import Weighable
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.selection import Comparison
from qualog.reliability.uncertainty.intervals import IntervalSettings, Scheme
from qualog_cli.agreement.resampling import LEVEL, SEED
from qualog_cli.shared.types import MEASURE, NUMBER, WHOLE_NUMBER
from qualog_cli.shared.usage import OneOf

F = TypeVar("F", bound=Callable[..., Any])
Measure = Registration[AgreementMeasure]

_FOLLOWED = "alpha"


@frozen
class Measures:
    """The measures that were asked for.

    Attributes:
        names: their names; empty for what a reader of methods expects.
        assignments: their options, as they are typed.
        scheme: how intervals are found; "none" for none, None for the usual where it is fast.
        intervals: the settings of the intervals.
    """

    names: Sequence[str]
    assignments: Sequence[str]
    scheme: str | None
    intervals: IntervalSettings

    def reports(self, comparison: Comparison) -> dict[str, tuple[Measure, AgreementReport]]:
        """Return each measure with its report of a comparison, by the measure's name."""
        names = self.names or expected_measures(len(comparison.coded.coders))
        measures = [_measure(name) for name in names]
        measurements = self._measurements(measures)
        reports = {}
        for measure in measures:
            with plugin_errors(measure):
                report = agreement(comparison, measurements[measure.name])
            reports[measure.name] = measure, report
        return reports

    def followed(self) -> tuple[Measure, Measurement]:
        """Return the measure that is followed over time: the one that is named, else alpha.

        Raises:
            BadInput: more than one is named.
        """
        if len(self.names) > 1:
            raise BadInput("Only one measure can be followed over time. Choose one: --measure NAME")
        measure = _measure(self.names[0] if self.names else _FOLLOWED)
        return measure, self._measurements([measure])[measure.name]

    def _measurements(self, measures: Sequence[Measure]) -> Mapping[str, Measurement]:
        options = _options(measures, split_assignments(self.assignments))
        return {
            measure.name: Measurement(
                measure.plugin,
                options[measure.name],
                intervals=self.intervals if self._wants_interval(measure) else None,
                of_parts=self.scheme is not None,
            )
            for measure in measures
        }

    def _wants_interval(self, measure: Measure) -> bool:
        # Unasked only where ten thousand resamples are computed in no time.
        if self.scheme is None:
            return isinstance(measure.plugin, Weighable)
        return self.scheme != "none"


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


def _measure(name: str) -> Measure:
    return installed_plugins().measures().named(name)


def _options(measures: Sequence[Measure], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return for each measure its options, with those of the typed ones that it has.

    Raises:
        PluginError: an option that none of them has, or a text that is not of its type.
    """
    known = {
        measure.name: {option.name for option in describe_options(measure.plugin.options)}
        for measure in measures
    }
    for name in typed:
        if not any(name.replace("_", "-") in names for names in known.values()):
            raise PluginError(_no_such_option(name, known))
    return {
        measure.name: read_options(
            measure.plugin.options,
            {k: v for k, v in typed.items() if k.replace("_", "-") in known[measure.name]},
            owner=f"the measure {measure.name}",
        )
        for measure in measures
    }


def _no_such_option(name: str, known: Mapping[str, set[str]]) -> Sayable:
    sentences = [
        message("{measure} has: {options}.", measure=measure, options=", ".join(sorted(options)))
        if options
        else message("{measure} has no options.", measure=measure)
        for measure, options in known.items()
    ]
    return paragraph(message("No measure here has an option “{name}”.", name=name), *sentences)
