"""The text that coders marked in common, from which cu-alpha and (k)u-alpha are computed.

Only where segments meet segments: l*_ck are u-alpha's coincidences without those of a gap, and
by chance

    eps*_ck = (l*_c. * l*_.k - [c = k] * S*_c) / (l*.. - S* / l*..),

where S* is u-alpha's S of what remains of each segment, its pairable length:

    cu-alpha     = 1 - (l*.. - sum l*_cc) / (l*.. - sum eps*_cc),
    (k)u-alpha   = 1 - (eps*_.k / l*_.k) * (l*_.k - l*_kk) / (eps*_.k - eps*_kk).

**The pairable length of more than two coders has been read in several ways.** Of two coders it
is what both marked, squared; all readings agree. With o_gj the overlap of segment g with what
coder j marked, two public implementations of the family take off

- pair by pair: sum over j of o_gj^2, over m - 1 (lindanna/unitized_alpha, after equation 10 of
  the 2016 paper, whose m - 1 it keeps); **this is the value given here**;
- the union: the square of what at least one other coder marked (quallmer, after Krippendorff
  2019, section 12.6.5);

and by u-alpha's own rule, that a segment is taken off as it is contained in the margins,

- the mean: the square of (sum over j of o_gj, over m - 1), which alone leaves the coefficient as
  it is when a coder is added who marked nothing.

Neither the paper nor its erratum (Quality & Quantity, 50(6), 2365) could be consulted. The note
gives all three. A reading that takes off as much as there is leaves nothing to compute
from, and then it is undefined. Of several documents, the sums are as in u-alpha.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal, get_args

from attrs import frozen

from qualog.language import Sayable, message, paragraph
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.result import Agreement, decimals
from qualog_plugins.agreement.spans.results import of_one, result
from qualog_plugins.agreement.spans.segments import GAP, Partition, Segments
from qualog_plugins.agreement.spans.u_alpha import shares

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights

    Floats = npt.NDArray[np.float64]

Reading = Literal["pairs", "union", "mean"]
"""How the pairable length of a segment is read with more than two coders."""

NOTHING_IN_COMMON: Final = message("No text was marked by two coders.")
ONE_CODE: Final = message(
    "All that two coders marked has one code, so chance alone would agree as well."
)
TOO_FEW_SEGMENTS: Final = message(
    "So few segments meet that they could not lie otherwise by chance."
)


def of_readings(
    title: str,
    segments: Segments,
    common: "Common",
    weighed: Callable[[Reading], Coefficients],
    *,
    covered: Sayable,
    settings: tuple[tuple[str, str], ...] = (),
) -> Agreement:
    """Return the result of the reading in force; with more than two coders, note the others'.

    Args:
        title: the measure's title.
        segments: what is compared.
        common: what coders marked in common.
        weighed: the coefficient by a reading.
        covered: a sentence on how much of the text the value rests on.
        settings: the options in force.
    """
    if common.one_code:
        return result(title, segments, value=None, undefined=ONE_CODE, settings=settings)
    found = {reading: weighed(reading) for reading in get_args(Reading)}
    note = covered
    if segments.judging.max() > 2:
        readings = message(
            "The pairable length of more than two coders is read pair by pair (read as the union "
            "it is {union}, as the mean {mean}).",
            union=_shown(found["union"]),
            mean=_shown(found["mean"]),
        )
        note = paragraph(covered, readings)
    return of_one(
        title,
        segments,
        found["pairs"],
        undefined=TOO_FEW_SEGMENTS,
        note=note,
        settings=settings,
    )


def _shown(found: Coefficients) -> Sayable:
    value = float(found.value)
    return message("undefined") if value != value else decimals(value, 3)


@frozen(eq=False)
class Common:
    """The text that at least two coders marked, by document and code; all are lengths.

    Attributes:
        of_code: l*_c, coincidences of the code with any code.
        differing: those of them with another code, l*_c - l*_cc.
        pairs: S*_c, pairable lengths squared pair by pair.
        union: S*_c, squared as the union of the others.
        mean: S*_c, squared as the mean of the others.
        given: all text that coders gave the code.
        judged: all text that coders judged, l..
    """

    of_code: "Floats"
    differing: "Floats"
    pairs: "Floats"
    union: "Floats"
    mean: "Floats"
    given: "Floats"
    judged: float

    @classmethod
    def of(cls, partition: Partition) -> "Common":
        """Add up where segments meet, one coder after the other."""
        import numpy as np

        segments, values, lengths = partition.segments, partition.values, partition.lengths
        count = len(segments.start)
        overlaps, differing, pairs, union = np.zeros((4, count))
        for coder, row in enumerate(values):
            marked = np.flatnonzero(row > GAP)
            owner, row = partition.within[coder, marked], row[marked]
            anybody = np.zeros(len(marked), dtype=bool)
            for other, others in enumerate(values[:, marked]):
                if other == coder:
                    continue
                met = others > GAP
                anybody |= met
                shared = np.bincount(owner, weights=lengths[marked] * met, minlength=count)
                differs = lengths[marked] * (met & (others != row))
                overlaps += shared
                pairs += shared**2
                differing += np.bincount(owner, weights=differs, minlength=count)
            union += np.bincount(owner, weights=lengths[marked] * anybody, minlength=count) ** 2

        others = segments.judging[segments.document] - 1

        def by_code(of_segments: "Floats") -> "Floats":
            table = np.zeros((len(segments.judged), len(segments.codes)))
            np.add.at(table, (segments.document, segments.code), of_segments)
            return table

        return cls(
            of_code=by_code(overlaps / others),
            differing=by_code(differing / others),
            pairs=by_code(pairs / others),
            union=by_code(union),
            mean=by_code((overlaps / others) ** 2),
            given=by_code(segments.length.astype(float)),
            judged=float(segments.judging @ np.diff(segments.limits)),
        )

    @property
    def total(self) -> float:
        """All coincidences, l*..; also the text that two coders marked."""
        return float(self.of_code.sum())

    @property
    def one_code(self) -> bool:
        """Whether all of it has one and the same code."""
        return int((self.of_code.sum(axis=0) > 0).sum()) <= 1

    def of_all(self, weights: "Weights", reading: Reading) -> Coefficients:
        """Return cu-alpha for each weighting of the documents."""
        of_code = weights @ self.of_code
        total = of_code.sum(axis=-1)
        return shares(
            (weights @ self.differing).sum(axis=-1),
            total,
            (of_code * (total[..., None] - of_code)).sum(axis=-1),
            total**2 - (weights @ self._squares(reading)).sum(axis=-1),
        )

    def of_one(self, weights: "Weights", code: int, reading: Reading) -> Coefficients:
        """Return (k)u-alpha of a code for each weighting of the documents."""
        total = (weights @ self.of_code).sum(axis=-1)
        mine = weights @ self.of_code[:, code]
        return shares(
            weights @ self.differing[:, code],
            mine,
            mine * (total - mine),
            mine * total - weights @ self._squares(reading)[:, code],
        )

    def _squares(self, reading: Reading) -> "Floats":
        return {"pairs": self.pairs, "union": self.union, "mean": self.mean}[reading]
