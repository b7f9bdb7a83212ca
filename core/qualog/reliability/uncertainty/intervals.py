"""Between which values a coefficient may lie, by a scheme that is named.

Coders judged some documents; others of the same kind would have given another figure. What may
be resampled is what is independent of each other: documents, or units where each stands for
itself. The neighbour of a coded character is coded too, so characters are never resampled.
"""

from statistics import NormalDist
from typing import Any, Final, Literal

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, paragraph
from qualog.reliability.coefficient import Analytic, StandardError
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure, measured
from qualog.reliability.nouns import counted_documents, unit_name, unit_names
from qualog.reliability.result import Interval, NoInterval
from qualog.reliability.uncertainty.deviations import Differing, resampled_deviations
from qualog.reliability.uncertainty.resampling import Over, how_many, resampled
from qualog.reliability.uncertainty.student import student_below, student_quantile

Scheme = Literal["documents", "units", "krippendorff", "analytic"]

DEPENDENT: Final = {
    "character": message(
        "No interval: the characters of a passage are coded in one stroke, so they are not "
        "independent."
    ),
    "word": message(
        "No interval: the words of a passage are coded in one stroke, so they are not independent."
    ),
}
"""Units so small that one passage covers many: none of them is a judgement of its own."""

NO_WIDTH: Final = message(
    "The interval has no width, since what was coded does not show how agreement varies."
)

FEW_DOCUMENTS: Final = 10
"""An interval from fewer documents is rough."""

_FEWEST_RESAMPLES = 100
_ROUNDING = 1e-12


@frozen
class IntervalSettings:
    """How an interval is found.

    Attributes:
        scheme: "documents" and "units" resample these (bootstrap), "krippendorff" resamples
            deviations (alpha only), "analytic" takes a published standard error. None for
            documents where there are two or more, else units where units are independent.
        resamples: how many are drawn; at least 100.
        level: the level of confidence, between 0 and 1.
        seed: of the random numbers (NumPy's PCG64).
        threshold: the value that the coefficient is to reach, from -1 to 1.

    Raises:
        BadInput: a value outside of these.
    """

    scheme: Scheme | None = None
    resamples: int = 10_000
    level: float = 0.95
    seed: int = 1
    threshold: float | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what makes no interval."""
        if not 0 < self.level < 1:
            raise BadInput(
                "The confidence level {level} is not between 0 and 1. Try 0.95.", level=self.level
            )
        if self.resamples < _FEWEST_RESAMPLES:
            raise BadInput(
                "Too few resamples for an interval ({resamples}). Draw at least {fewest}, better "
                "10,000.",
                resamples=self.resamples,
                fewest=_FEWEST_RESAMPLES,
            )
        if self.seed < 0:
            raise BadInput(
                "The seed {seed} is below 0. Choose any whole number from 0 up.", seed=self.seed
            )
        if self.threshold is not None and not -1 <= self.threshold <= 1:
            raise BadInput(
                "The threshold {threshold} is not a coefficient. Choose a value from -1 to 1.",
                threshold=self.threshold,
            )


def interval(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    """Return between which values a measure's coefficient may lie, or why nothing can be said."""
    point = measured(measure, data, options)
    if point.value is None:
        return NoInterval(
            paragraph(message("No interval: the coefficient is undefined."), point.undefined)
        )
    match settings.scheme or default_scheme(data):
        case "documents":
            found = _over_documents(measure, data, options, settings)
        case "units":
            found = _over_units(measure, data, options, settings)
        case "krippendorff":
            found = _over_deviations(measure, data, options, settings)
        case "analytic":
            found = _analytic(measure, data, options, settings, point.value)
    if isinstance(found, Interval) and found.low == found.high:
        found = evolve(found, note=paragraph(found.note, NO_WIDTH))
    return found


def default_scheme(data: ReliabilityData | Continuum) -> Over:
    """Return what is resampled where nobody chose: documents, if units lie in two or more."""
    if isinstance(data, Continuum):
        return "documents"
    return "documents" if data.unit != "document" and how_many(data, "documents") > 1 else "units"


def _over_documents(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    documents = how_many(data, "documents")
    if documents < 2:
        return NoInterval(
            message("No interval: there is only one document, so none can be drawn in its place."),
            message("Have two coders code a second one."),
        )
    values = resampled(
        measure,
        data,
        options,
        over="documents",
        resamples=settings.resamples,
        seed=settings.seed,
    )
    note: Sayable = ""
    if documents < FEW_DOCUMENTS:
        note = message(
            "The interval rests on only {documents} and is rough, and probably too narrow.",
            documents=counted_documents(documents),
        )
    return _percentiles(values, settings, message("bootstrap over documents"), note)


def _over_units(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    if not isinstance(data, ReliabilityData):
        return NoInterval(
            message("No interval: spans are not units that can be resampled."),
            message("Resample documents: --interval documents"),
        )
    if data.unit in DEPENDENT:
        return _dependent(data)
    if how_many(data, "units") < 2:
        return NoInterval(
            message(
                "No interval: there is only one {unit}, so none can be drawn in its place.",
                unit=unit_name(data.unit),
            )
        )
    values = resampled(
        measure, data, options, over="units", resamples=settings.resamples, seed=settings.seed
    )
    scheme = message("bootstrap over {units}", units=unit_names(data.unit))
    return _percentiles(values, settings, scheme, _within(data))


def _over_deviations(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    if not isinstance(measure, Differing) or not isinstance(data, ReliabilityData):
        return NoInterval(
            message(
                "No interval: Krippendorff's bootstrap is made for his alpha of units, and not "
                "for {measure}.",
                measure=measure.name,
            )
        )
    if data.unit in DEPENDENT:
        return _dependent(data)
    values = resampled_deviations(
        measure, data, options, resamples=settings.resamples, seed=settings.seed
    )
    scheme = message("Krippendorff's bootstrap of deviations (Hayes & Krippendorff 2007)")
    return _percentiles(values, settings, scheme, _within(data))


def _percentiles(
    values: Any, settings: IntervalSettings, scheme: Sayable, note: Sayable
) -> Interval | NoInterval:
    import numpy as np

    defined = values[~np.isnan(values)]
    if not len(defined):
        return NoInterval(
            message(
                "No interval: the coefficient is undefined on every resample ({scheme}).",
                scheme=scheme,
            )
        )
    outside = (1 - settings.level) / 2
    low, high = np.quantile(defined, [outside, 1 - outside])
    threshold = settings.threshold
    return Interval(
        low=float(low),
        high=float(high),
        level=settings.level,
        scheme=scheme,
        resamples=settings.resamples,
        seed=settings.seed,
        undefined=settings.resamples - len(defined),
        threshold=threshold,
        below=None if threshold is None else float(np.mean(defined < threshold - _ROUNDING)),
        note=note,
    )


def _analytic(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
    value: float,
) -> Interval | NoInterval:
    error = measure.standard_error(data, options) if isinstance(measure, Analytic) else None
    if error is None:
        return NoInterval(
            message(
                "No interval: no standard error of {measure} has been published for such data.",
                measure=measure.name,
            )
        )
    if isinstance(data, ReliabilityData) and data.unit in DEPENDENT:
        return _dependent(data)
    found = analytic_interval(value, error, settings)
    return evolve(found, note=_within(data)) if isinstance(data, ReliabilityData) else found


def analytic_interval(value: float, error: StandardError, settings: IntervalSettings) -> Interval:
    """Return the interval of a value whose standard error is known; no coefficient is above 1.

    It is value ± factor * standard error, the factor being of the normal distribution or, where
    degrees of freedom are given, of Student's t.
    """
    df = error.degrees
    middle = (1 + settings.level) / 2
    factor = NormalDist().inv_cdf(middle) if df is None else student_quantile(middle, df)
    threshold = settings.threshold
    return Interval(
        low=value - factor * error.value,
        high=min(1.0, value + factor * error.value),
        level=settings.level,
        scheme=message("analytic: {source}", source=error.source),
        threshold=threshold,
        below=None if threshold is None else _below(threshold - value, error),
    )


def _below(distance: float, error: StandardError) -> float:
    if not error.value:
        return float(distance > _ROUNDING)
    t, df = distance / error.value, error.degrees
    return NormalDist().cdf(t) if df is None else student_below(t, df)


def _dependent(data: ReliabilityData) -> NoInterval:
    return NoInterval(
        DEPENDENT[data.unit], message("Compare turns (--unit turn), or at least two documents.")
    )


def _within(data: ReliabilityData) -> Sayable:
    """Return what a reader must know of an interval from units that lie in documents."""
    if data.unit == "document" or data.clusters == ("",):
        return ""
    units = unit_names(data.unit)
    if how_many(data, "documents") < 2:
        return message(
            "The {units} of one document are not independent; the interval says nothing of other "
            "documents.",
            units=units,
        )
    return message(
        "The {units} of one document are not independent; the interval is probably too narrow.",
        units=units,
    )
