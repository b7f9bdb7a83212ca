"""The result of a measure: a value, or `undefined` with its reason; never a bare float."""

from attrs import frozen


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
        note: what a reader must know of it, such as too few documents to draw from.
    """

    low: float
    high: float
    level: float
    scheme: str
    resamples: int | None = None
    seed: int | None = None
    undefined: int = 0
    threshold: float | None = None
    below: float | None = None
    note: str = ""

    def __str__(self) -> str:
        return f"[{_shown(self.low)}, {_shown(self.high)}]"

    @property
    def how(self) -> str:
        """How it was found, in words, so that anybody can find it again."""
        how = [self.scheme]
        if self.resamples is not None:
            how.append(f"{self.resamples:,} resamples")
        if self.undefined:
            how.append(f"{self.undefined:,} of them undefined and left out")
        if self.seed is not None:
            how.append(f"seed {self.seed}")
        return ", ".join(how)


@frozen
class Agreement:
    """One coefficient and what it rests on.

    Attributes:
        measure: the measure's title.
        value: the coefficient; None where it is undefined.
        undefined: why it is undefined; empty where it has a value.
        observed_disagreement: Do, 0 if all agree; None if nothing is pairable.
        expected_disagreement: De, what chance would give; None if the measure has none.
        units: how many units at least two coders judged; for spans, how many spans.
        values: how many judgements those are (pairable values).
        coders: how many coders judged at least one of those units.
        unit: what one unit is.
        settings: the options in force, as (name, value), in words.
        interval: where the coefficient may lie, if that was asked for.
        note: what a reader must know of a value, such as pairs of coders left out of a mean.
    """

    measure: str
    value: float | None
    undefined: str = ""
    observed_disagreement: float | None = None
    expected_disagreement: float | None = None
    units: int = 0
    values: int = 0
    coders: int = 0
    unit: str = "unit"
    settings: tuple[tuple[str, str], ...] = ()
    interval: Interval | None = None
    note: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return f"undefined ({self.undefined})"
        return _shown(self.value)


def _shown(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}"  # no minus before a zero
