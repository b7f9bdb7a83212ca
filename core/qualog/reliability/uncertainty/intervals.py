"""Between which values a coefficient may lie, by a scheme that is named.

Coders judged some documents; others of the kind would have given another figure. What may be
drawn anew is what is independent of each other: documents, or units where each stands for
itself. The neighbour of a coded character is coded too, so characters are never drawn.
"""

from statistics import NormalDist
from typing import Any, Literal

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.reliability.coefficient import Analytic, StandardError
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.result import Interval
from qualog.reliability.uncertainty.deviations import Differing, resampled_deviations
from qualog.reliability.uncertainty.resampling import Over, how_many, resampled
from qualog.reliability.uncertainty.student import student_below, student_quantile

Scheme = Literal["documents", "units", "krippendorff", "analytic"]

DEPENDENT = ("character", "word")
"""Units so small that one passage covers many: none of them is a judgement of its own."""

NO_WIDTH = "without width: what was coded does not show how agreement varies"

FEW_DOCUMENTS = 10
_FEWEST_RESAMPLES = 100
_ROUNDING = 1e-12


@frozen
class IntervalSettings:
    """How an interval is found.

    Attributes:
        scheme: "documents" and "units" draw those anew (bootstrap), "krippendorff" draws
            deviations (alpha only), "analytic" takes a published standard error. None for
            documents where there are two or more, else units where units are independent.
        resamples: how often is drawn; at least 100.
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
            raise BadInput(f"The level {self.level} is not between 0 and 1: try 0.95.")
        if self.resamples < _FEWEST_RESAMPLES:
            raise BadInput(
                f"{self.resamples} resamples are too few for an interval: draw at least "
                f"{_FEWEST_RESAMPLES}, better 10000."
            )
        if self.seed < 0:
            raise BadInput(f"The seed {self.seed} is below 0: take any whole number from 0.")
        if self.threshold is not None and not -1 <= self.threshold <= 1:
            raise BadInput(f"The threshold {self.threshold} is not a coefficient: -1 to 1.")


@frozen
class NoInterval:
    """Why there is no interval."""

    reason: str

    def __str__(self) -> str:
        return f"no interval ({self.reason})"


def interval(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    """Say between which values a measure's coefficient may lie, or why nothing can be said."""
    point = measure.measure(data, options)
    if point.value is None:
        return NoInterval(f"the coefficient is undefined: {point.undefined}")
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
        found = evolve(found, note="; ".join(filter(None, (found.note, NO_WIDTH))))
    return found


def default_scheme(data: ReliabilityData | Continuum) -> Over:
    """Say what is drawn anew where nobody chose: documents, if units lie in two or more."""
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
            "there is one document only, so none can be drawn instead of it: "
            "have two coders code a second one"
        )
    values = resampled(
        measure,
        data,
        options,
        over="documents",
        resamples=settings.resamples,
        seed=settings.seed,
    )
    note = (
        f"only {documents} documents to draw from: the interval is rough, and likely too narrow"
        if documents < FEW_DOCUMENTS
        else ""
    )
    return _percentiles(values, settings, "bootstrap over documents", note)


def _over_units(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    if not isinstance(data, ReliabilityData):
        return NoInterval("spans are no units that could be drawn anew: draw documents")
    if data.unit in DEPENDENT:
        return _dependent(data)
    if how_many(data, "units") < 2:
        return NoInterval(f"there is one {data.unit} only, so none can be drawn instead of it")
    values = resampled(
        measure, data, options, over="units", resamples=settings.resamples, seed=settings.seed
    )
    return _percentiles(values, settings, f"bootstrap over {data.unit}s", _within(data))


def _over_deviations(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Interval | NoInterval:
    if not isinstance(measure, Differing) or not isinstance(data, ReliabilityData):
        return NoInterval(
            f"Krippendorff's bootstrap is made for his alpha of units, not for {measure.name}"
        )
    if data.unit in DEPENDENT:
        return _dependent(data)
    values = resampled_deviations(
        measure, data, options, resamples=settings.resamples, seed=settings.seed
    )
    scheme = "Krippendorff's bootstrap of deviations (Hayes & Krippendorff 2007)"
    return _percentiles(values, settings, scheme, _within(data))


def _percentiles(
    values: Any, settings: IntervalSettings, scheme: str, note: str
) -> Interval | NoInterval:
    import numpy as np

    defined = values[~np.isnan(values)]
    if not len(defined):
        return NoInterval(f"the coefficient is undefined on every resample ({scheme})")
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
        return NoInterval(f"no standard error of {measure.name} is published for such data")
    if isinstance(data, ReliabilityData) and data.unit in DEPENDENT:
        return _dependent(data)
    found = analytic_interval(value, error, settings)
    return evolve(found, note=_within(data)) if isinstance(data, ReliabilityData) else found


def analytic_interval(value: float, error: StandardError, settings: IntervalSettings) -> Interval:
    """Give the interval of a value whose standard error is known; no coefficient is above 1."""
    df = error.degrees
    middle = (1 + settings.level) / 2
    factor = NormalDist().inv_cdf(middle) if df is None else student_quantile(middle, df)
    threshold = settings.threshold
    return Interval(
        low=value - factor * error.value,
        high=min(1.0, value + factor * error.value),
        level=settings.level,
        scheme=f"analytic: {error.source}",
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
        f"{data.unit}s of one passage are coded together, so none is a judgement of its own: "
        "draw documents, two or more, or compare turns"
    )


def _within(data: ReliabilityData) -> str:
    """Say what a reader must know of units that lie in documents."""
    documents = how_many(data, "documents")
    if data.unit == "document" or data.clusters == ("",):
        return ""
    if documents < 2:
        return f"{data.unit}s of one document are not independent: it says nothing of others"
    return f"{data.unit}s of one document are not independent: likely too narrow"
