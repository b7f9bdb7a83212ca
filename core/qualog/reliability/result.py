"""The result of a measure: a value, or `undefined` with its reason; never a bare float."""

from attrs import frozen

from qualog.language import Sayable, message, number, paragraph, plural


@frozen
class Interval:
    """Between which values the coefficient may lie, and by which scheme that was found.

    Attributes:
        low: the lower bound.
        high: the upper bound.
        level: the level of confidence, such as 0.95.
        scheme: how it was found ("bootstrap over documents", …), as a paper names it.
        resamples: how many were drawn; None if it is analytic.
        seed: of the random numbers, so that anybody gets the same; None if it is analytic.
        undefined: on how many resamples the coefficient is undefined; they are left out.
        threshold: the value that the coefficient is to reach, if one was chosen.
        below: the probability of falling below the threshold.
        note: sentences that a reader must know, such as that it rests on few documents; empty
            if there are none.
    """

    low: float
    high: float
    level: float
    scheme: Sayable
    resamples: int | None = None
    seed: int | None = None
    undefined: int = 0
    threshold: float | None = None
    below: float | None = None
    note: Sayable = ""

    def __str__(self) -> str:
        return f"[{decimals(self.low, 3)}, {decimals(self.high, 3)}]"

    @property
    def how(self) -> Sayable:
        """How it was found, as a phrase, so that anybody can find it again."""
        if self.resamples is None:
            return self.scheme
        resamples = number(self.resamples)
        if not self.undefined:
            return message(
                "{scheme}, {resamples} resamples, seed {seed}",
                scheme=self.scheme,
                resamples=resamples,
                seed=self.seed,
            )
        return plural(
            "{scheme}, {resamples} resamples (without one that is undefined), seed {seed}",
            "{scheme}, {resamples} resamples (without {n} that are undefined), seed {seed}",
            self.undefined,
            scheme=self.scheme,
            resamples=resamples,
            seed=self.seed,
        )


@frozen
class NoInterval:
    """That there is no interval.

    Attributes:
        reason: a sentence on why not.
        advice: a sentence on how to get one; None where there is no way.
    """

    reason: Sayable
    advice: Sayable | None = None

    def __str__(self) -> str:
        return str(paragraph(self.reason, self.advice))


@frozen
class Agreement:
    """One coefficient and what it rests on.

    Attributes:
        measure: the measure's title.
        value: the coefficient; None where it is undefined.
        undefined: a sentence that says why it is undefined; empty where it has a value.
        observed_disagreement: Do, 0 if all agree; None if nothing is pairable.
        expected_disagreement: De, what chance would give; None if the measure has none.
        units: how many units at least two coders judged; for spans, how many spans.
        values: how many judgements those are (pairable values).
        coders: how many coders judged at least one of those units.
        unit: what one unit is.
        settings: the options in force, as (name, value), as they are typed.
        interval: where the coefficient may lie, if that was asked for.
        no_interval: why there is no interval, where one was asked for.
        note: sentences that a reader of the value must know, such as which pairs of coders are
            not in a mean; empty if there are none.
    """

    measure: Sayable
    value: float | None
    undefined: Sayable = ""
    observed_disagreement: float | None = None
    expected_disagreement: float | None = None
    units: int = 0
    values: int = 0
    coders: int = 0
    unit: str = "unit"
    settings: tuple[tuple[str, str], ...] = ()
    interval: Interval | None = None
    no_interval: NoInterval | None = None
    note: Sayable = ""

    def __str__(self) -> str:
        if self.value is None:
            return str(message("undefined ({reason})", reason=self.undefined))
        return decimals(self.value, 3)


def decimals(value: float, places: int) -> str:
    """Return a coefficient with so many decimals; what rounds to 0 has no minus."""
    return f"{round(value, places) + 0.0:.{places}f}"
