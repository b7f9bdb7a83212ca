"""The measures that somebody asks for by name, with their options and intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

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
from qualog.reliability.uncertainty.intervals import IntervalSettings

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

    names: Sequence[str] = ()
    assignments: Sequence[str] = ()
    scheme: str | None = None
    intervals: IntervalSettings = field(factory=IntervalSettings)

    def reports(self, comparison: Comparison) -> dict[str, tuple[Measure, AgreementReport]]:
        """Return each measure with its report of a comparison, by the measure's name."""
        reports = {}
        for measure, measurement in self.chosen(comparison):
            with plugin_errors(measure):
                reports[measure.called] = measure, agreement(comparison, measurement)
        return reports

    def chosen(self, comparison: Comparison) -> list[tuple[Measure, Measurement]]:
        """Return each measure that a comparison is to be measured by, with how."""
        return self._named(self.names or expected_measures(len(comparison.coded.coders)))

    def followed(self) -> tuple[Measure, Measurement]:
        """Return the measure that is followed over time: the one that is named, else alpha.

        Raises:
            BadInput: more than one is named.
        """
        if len(self.names) > 1:
            raise BadInput("Only one measure can be followed over time. Choose one: --measure NAME")
        [followed] = self._named(self.names or [_FOLLOWED])
        return followed

    def _named(self, names: Sequence[str]) -> list[tuple[Measure, Measurement]]:
        measures = [installed_plugins().measures().named(name) for name in dict.fromkeys(names)]
        options = _options(measures, split_assignments(self.assignments))
        return [
            (
                measure,
                Measurement(
                    measure.plugin,
                    options[measure.called],
                    intervals=self.intervals if self._wants_interval(measure) else None,
                    of_parts=self.scheme is not None,
                ),
            )
            for measure in measures
        ]

    def _wants_interval(self, measure: Measure) -> bool:
        # Unasked only where ten thousand resamples are computed in no time.
        if self.scheme is None:
            return isinstance(measure.plugin, Weighable)
        return self.scheme != "none"


def _options(measures: Sequence[Measure], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return for each measure its options, with those of the typed ones that it has.

    Raises:
        PluginError: an option that none of them has, or a text that is not of its type.
    """
    known = {
        measure.called: {option.name for option in describe_options(measure.plugin.options)}
        for measure in measures
    }
    for name in typed:
        if not any(name.replace("_", "-") in names for names in known.values()):
            raise PluginError(_no_such_option(name, known))
    return {
        measure.called: read_options(
            measure.plugin.options,
            {k: v for k, v in typed.items() if k.replace("_", "-") in known[measure.called]},
            owner=f"the measure {measure.called}",
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
