"""The result of a measure: a value, or `undefined` with its reason; never a bare float."""

from attrs import frozen


@frozen
class Agreement:
    """One coefficient and what it rests on.

    Attributes:
        measure: the measure's title.
        value: the coefficient; None where it is undefined.
        undefined: why it is undefined; empty where it has a value.
        observed: observed agreement, 0 to 1 (1 - Do for alpha); None if nothing is pairable.
        expected: agreement expected by chance, 0 to 1; None if the measure has none.
        units: how many units at least two coders judged.
        coders: how many coders judged at least one of those units.
        unit: what one unit is.
        note: what a reader must know of a value, such as pairs of coders left out of a mean.
    """

    measure: str
    value: float | None
    undefined: str = ""
    observed: float | None = None
    expected: float | None = None
    units: int = 0
    coders: int = 0
    unit: str = "unit"
    note: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return f"undefined ({self.undefined})"
        return f"{round(self.value, 3) + 0.0:.3f}"  # no minus before a zero
