"""How much is to be coded twice, so that the interval is as narrow as one wants.

From what has been coded already, n documents are drawn from it again and again, for a growing
n; from assumptions, where nothing has been coded yet, by published formulas where there are.
"""

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.result import Interval
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
    NoInterval,
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


@frozen
class Outlook:
    """How wide an interval is to be expected, for a number of documents or units.

    Attributes:
        what: what is coded twice: "document", "turn", "unit".
        width: gives the width for a number of these; infinite if it may well be undefined.
        method: how that is known.
        source: where the method is published.
        drawn: whether numbers were drawn, so that it depends on a seed.
        there: how many of these are coded twice already.
        now: the interval from these; None where nothing is coded.
        note: what a reader must know of it.
    """

    what: str
    width: Callable[[int], float]
    method: str
    source: str
    drawn: bool = True
    there: int = 0
    now: Interval | None = None
    note: str = ""

    def needed(self, width: float) -> int:
        """Give the least number for an interval that is not wider than `width`.

        Fewer than ten documents are never planned: an interval from so few is rough, however
        narrow it is.

        Raises:
            BadInput: no coefficient's interval is so wide, or no study is so large.
        """
        if not 0 < width <= 1:
            raise BadInput(f"A width of {width} is not one to plan for: above 0, at most 1.")
        least = FEW_DOCUMENTS if self.what == "document" else _LEAST
        enough, short = least, least - 1
        while self.width(enough) > width:
            if enough >= MOST:
                raise BadInput(
                    f"Even {MOST} {self.what}s coded twice would not give an interval of width "
                    f"{width}. Wish for a wider one."
                )
            enough, short = 2 * enough, enough
        while enough - short > 1:
            middle = (short + enough) // 2
            if self.width(middle) > width:
                short = middle
            else:
                enough = middle
        return enough


def from_pilot(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    settings: IntervalSettings,
) -> Outlook:
    """Expect of documents to come what those show that are coded twice already.

    Raises:
        BadInput: they show nothing: there is no interval, or everybody agreed everywhere.
    """
    over = default_scheme(data)
    now = interval(measure, data, options, evolve(settings, scheme=over))
    if isinstance(now, NoInterval):
        raise BadInput(
            f"What is coded twice is no ground to plan on: {now.reason}. Plan from what you "
            "expect (--expect, --prevalence)."
        )
    if now.low == now.high:
        raise BadInput(
            f"{measure.title} is {now.low:.3f} however the {over} are drawn, so it cannot be "
            "seen from them how it varies. Plan from what you expect (--expect, --prevalence)."
        )
    what = "document" if over == "documents" or isinstance(data, Continuum) else data.unit
    return Outlook(
        what=what,
        width=partial(_drawn_width, measure, data, options, over, settings),
        method=f"so many of the {what}s coded twice drawn anew ({now.scheme})",
        source=BOOTSTRAP_SOURCE,
        there=how_many(data, over),
        now=now,
        note=now.note,
    )


def from_assumptions(
    measure: AgreementMeasure,
    options: Any,
    assumed: Assumptions,
    settings: IntervalSettings,
) -> Outlook:
    """Expect what one assumes, of a code that is applied to a unit or not.

    Raises:
        BadInput: for this measure it is not known how it would vary.
    """
    level = settings.level
    match measure.name, assumed.coders:
        case "kappa", 2:
            return Outlook(
                "unit",
                lambda n: kappa_width(assumed, n, level),
                "the variance of kappa for a code applied or not, in large samples",
                KAPPA_SOURCE,
                drawn=False,
            )
        case "percent", 2:
            return Outlook(
                "unit",
                lambda n: percent_width(assumed.expected, n, level),
                "the binomial distribution of the share that agrees, in large samples",
                PERCENT_SOURCE,
                drawn=False,
            )
        case (("kappa" | "alpha"), _):
            kappa = assumed.expected
        case "percent", _:
            kappa = assumed.kappa_of_percent
        case _:
            raise BadInput(
                f"How {measure.name} would vary cannot be told from assumptions: take percent, "
                "kappa or alpha, or have some documents coded twice and plan from these."
            )
    everybody = population(kappa, assumed.prevalence, assumed.coders)
    return Outlook(
        "unit",
        partial(_drawn_width, measure, everybody, options, "units", settings),
        "units drawn from a population of such units, whose chance of the code has a beta "
        "distribution",
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
    """Give the width to be expected of so many documents or units; at least two.

    Drawing n of n shows (n - 1) / n of the variance of a mean, so those that are there show too
    little, and those to come will too, though less. n (there - 1) / there * n / (n - 1) are
    drawn, which shows what n of n will show; of as many as are there, that is as many.
    """
    import numpy as np

    there = how_many(data, over)
    values = resampled(
        measure,
        data,
        options,
        over=over,
        resamples=settings.resamples,
        seed=settings.seed,
        draws=round(number**2 * (there - 1) / ((number - 1) * there)),
    )
    defined = values[~np.isnan(values)]
    if len(defined) < _OFTEN_DEFINED * len(values):
        return inf
    low, high = np.quantile(defined, [(1 - settings.level) / 2, (1 + settings.level) / 2])
    return float(high - low)
