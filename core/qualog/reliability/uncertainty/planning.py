"""How much is to be coded twice for an interval of a given width.

From what has been coded already, n documents are drawn again and again, for a growing n; from
assumptions, where nothing has been coded yet, by published formulas where there are.
"""

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any, Final

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, paragraph
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.nouns import counted_units, unit_names
from qualog.reliability.result import Interval, NoInterval, decimals
from qualog.reliability.uncertainty.assumptions import (
    KAPPA_SOURCE,
    PERCENT_SOURCE,
    POPULATION_SOURCE,
    Assumptions,
    kappa_width,
    percent_width,
    population,
)
from qualog.reliability.uncertainty.intervals import (
    FEW_DOCUMENTS,
    IntervalSettings,
    default_scheme,
    interval,
)
from qualog.reliability.uncertainty.resampling import Over, how_many, resampled

BOOTSTRAP_SOURCE = (
    "Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and Their Application. Cambridge "
    "University Press, ch. 3.8."
)

MOST = 1_000_000
_LEAST = 2
_OFTEN_DEFINED = 0.95
"""On what share of the resamples the coefficient must be defined."""

_FROM_EXPECTATIONS: Final = message("Plan from what you expect: --expect, --prevalence.")


@frozen
class Outlook:
    """How wide an interval is to be expected, for a number of documents or units.

    Attributes:
        what: what is coded twice: "document", "turn", "unit".
        width: returns the width for a number of these; infinite if it may well be undefined.
        method: how that is known, as a phrase.
        source: where the method is published.
        drawn: whether numbers were drawn, so that it depends on a seed.
        coded_twice: how many of these are coded twice already.
        now: the interval from these; None where nothing is coded.
        note: sentences that a reader of it must know; empty if there are none.
    """

    what: str
    width: Callable[[int], float]
    method: Sayable
    source: str
    drawn: bool = True
    coded_twice: int = 0
    now: Interval | None = None
    note: Sayable = ""

    def needed(self, width: float) -> int:
        """Return the least number for an interval that is not wider than `width`.

        Fewer than ten documents are never planned: an interval from so few is rough, however
        narrow it is.

        Raises:
            BadInput: no coefficient's interval is so wide, or no study is so large.
        """
        if not 0 < width <= 1:
            raise BadInput(
                "A width of {width} cannot be planned for. Choose one above 0, and at most 1.",
                width=width,
            )
        least = FEW_DOCUMENTS if self.what == "document" else _LEAST
        # Doubled until it is enough, then halved in between: the width shrinks with the number.
        enough, too_few = least, least - 1
        while self.width(enough) > width:
            if enough >= MOST:
                raise BadInput(
                    "Even {units} coded twice would not give an interval of width {width}. Choose "
                    "a larger --width.",
                    units=counted_units(self.what, MOST),
                    width=width,
                )
            enough, too_few = 2 * enough, enough
        while enough - too_few > 1:
            middle = (too_few + enough) // 2
            if self.width(middle) > width:
                too_few = middle
            else:
                enough = middle
        return enough


def from_pilot(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Outlook:
    """Expect of what is to be coded what that shows which is coded twice already.

    Raises:
        BadInput: it shows nothing: there is no interval, or everybody agreed everywhere.
    """
    over = default_scheme(data)
    now = interval(measure, data, options, evolve(settings, scheme=over))
    if isinstance(now, NoInterval):
        raise BadInput(
            paragraph(
                message("What is coded twice so far is not enough to plan from."),
                now,
                _FROM_EXPECTATIONS,
            )
        )
    what = "document" if over == "documents" or isinstance(data, Continuum) else data.unit
    if now.low == now.high:
        raise BadInput(
            paragraph(
                message(
                    "{measure} is {value} in every resample of the {units}, so they do not show "
                    "how it varies.",
                    measure=measure.title,
                    value=decimals(now.low, 3),
                    units=unit_names(what),
                ),
                _FROM_EXPECTATIONS,
            )
        )
    return Outlook(
        what=what,
        width=partial(_drawn_width, measure, data, options, over, settings),
        method=message(
            "so many of the {units} that are coded twice were resampled ({scheme})",
            units=unit_names(what),
            scheme=now.scheme,
        ),
        source=BOOTSTRAP_SOURCE,
        coded_twice=how_many(data, over),
        now=now,
        note=now.note,
    )


def from_assumptions(
    measure: AgreementMeasure,
    options: Any,
    assumed: Assumptions,
    settings: IntervalSettings,
) -> Outlook:
    """Expect what somebody assumes, of a code that is applied to a unit or not.

    Raises:
        BadInput: for this measure it is not known how it would vary.
    """
    level = settings.level
    match measure.name, assumed.coders:
        case "kappa", 2:
            return Outlook(
                "unit",
                lambda units: kappa_width(assumed, units, level),
                message("the variance of kappa for a code applied or not, in large samples"),
                KAPPA_SOURCE,
                drawn=False,
            )
        case "percent", 2:
            return Outlook(
                "unit",
                lambda units: percent_width(assumed.expected, units, level),
                message("the binomial distribution of the share that agrees, in large samples"),
                PERCENT_SOURCE,
                drawn=False,
            )
        case (("kappa" | "alpha"), _):
            kappa = assumed.expected
        case "percent", _:
            kappa = assumed.kappa_of_percent
        case _:
            raise BadInput(
                "How {measure} would vary cannot be computed from assumptions. Choose percent, "
                "kappa or alpha, or have some documents coded twice and plan from these.",
                measure=measure.name,
            )
    everybody = population(kappa, assumed.prevalence, assumed.coders)
    return Outlook(
        "unit",
        partial(_drawn_width, measure, everybody, options, "units", settings),
        message(
            "units were drawn from a population of such units, whose chance of the code has a "
            "beta distribution"
        ),
        POPULATION_SOURCE,
    )


def _drawn_width(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    over: Over,
    settings: IntervalSettings,
    number: int,
) -> float:
    """Return the width to be expected of so many documents or units; at least two.

    Drawing n of n shows (n - 1) / n of the variance of a mean, so those that are coded show too
    little, and those to come will too, though less. n (coded - 1) / coded * n / (n - 1) are
    drawn, which shows what n of n will show; of as many as are coded, that is as many.
    """
    import numpy as np

    coded = how_many(data, over)
    values = resampled(
        measure,
        data,
        options,
        over=over,
        resamples=settings.resamples,
        seed=settings.seed,
        draws=round(number**2 * (coded - 1) / ((number - 1) * coded)),
    )
    defined = values[~np.isnan(values)]
    if len(defined) < _OFTEN_DEFINED * len(values):
        return inf
    low, high = np.quantile(defined, [(1 - settings.level) / 2, (1 + settings.level) / 2])
    return float(high - low)
