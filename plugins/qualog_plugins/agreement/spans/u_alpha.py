"""u-alpha and |u-alpha: Krippendorff's agreement on segments, with gaps as a value of their own.

Every coder partitions the continuum into segments with codes and gaps between them. Where
coder i's segment of value c and coder j's of value k intersect, that length is a coincidence of
c and k; l_ck is the sum over all ordered pairs of coders, over m - 1, so that all coincidences
together are the length that was judged, l.. = m * L. By chance, the same segments would be laid
anywhere but on themselves, so their squares are taken off, and of gaps, which have no structure,
their length (S):

    eps_ck = l.. * (l_c. * l_.k - [c = k] * S_c) / (l..^2 - S),
    alpha = 1 - (l.. - sum l_cc) / (l.. - sum eps_cc).

Of several documents, l and S are the sums over documents, in each over the m coders who judged
it; what only one judged does not count. A document that is drawn twice counts twice, and its
segments never pair with themselves.
"""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from qualog.options import NoOptions
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.spans.results import of_one, result, undefined_everywhere
from qualog_plugins.agreement.spans.segments import NOT_JUDGED, Partition, Segments

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]

SOURCE = (
    "Krippendorff, K., Mathet, Y., Bouvry, S. & Widlöcher, A. (2016). On the reliability of "
    "unitizing textual continua: Further developments. Quality & Quantity, 50(6), 2347-2364."
)
ASSUMPTIONS = (
    "Coders who judge independently and are interchangeable; segments of one coder that do not "
    "overlap."
)


class UAlpha:
    """Agreement on where segments lie and which code they have.

    1 if all coders marked the same segments with the same codes, 0 what chance gives. Undefined
    if all that was judged has one value (everything a gap, or one code everywhere), and if codes
    of one coder overlap: the definition knows one value for each place.
    """

    name = "u-alpha"
    title = "Krippendorff's u-alpha"
    summary = "Agreement beyond chance on where segments lie and which code they have."
    source = SOURCE
    range = "-1 to 1; 0 is chance"
    assumptions = ASSUMPTIONS
    compares: Compares = "spans"
    options: type[Any] = NoOptions
    only_where = False

    def measure(self, data: "Continuum", options: Any) -> Agreement:
        """Return 1 - Do / De, shares of the length that all coders together judged."""
        segments = Segments.of(data)
        if why := segments.why_not_comparable or segments.why_not_exclusive:
            return result(self.title, segments, value=None, undefined=why)
        lengths = Lengths.of(Partition.of(segments), only_where=self.only_where)
        return of_one(self.title, segments, lengths.coefficients(data.weights))

    def coefficients(self, data: "Continuum", weights: "Weights", options: Any) -> Coefficients:
        """Return the coefficient for each weighting of the documents."""
        segments = Segments.of(data)
        if segments.why_not_comparable or segments.why_not_exclusive:
            return undefined_everywhere(weights)
        lengths = Lengths.of(Partition.of(segments), only_where=self.only_where)
        return lengths.coefficients(weights)


class UAlphaBinary(UAlpha):
    """Agreement on where segments lie, whatever their code: marked text against gaps.

    The coincidences of u-alpha with all codes taken as one against the gaps; what chance gives
    still knows each segment (S is that of u-alpha), as in both public implementations.
    """

    name = "u-alpha-binary"
    title = "Krippendorff's |u-alpha (marked or not)"
    summary = "Agreement beyond chance on which text is marked, whatever the code."
    only_where = True


@frozen(eq=False)
class Lengths:
    """Lengths by document, from which a coefficient for any weighting is one product.

    Attributes:
        of_value: documents × values, the gap last: the length that coders gave the value, l_c.
        differing: by document: coincidences of different values.
        squares: by document: squared lengths of segments, and lengths of gaps, S.
    """

    of_value: "Floats"
    differing: "Floats"
    squares: "Floats"

    @classmethod
    def of(cls, partition: Partition, *, only_where: bool) -> "Lengths":
        """Add up a partition's pieces; with only_where, all codes are one value."""
        import numpy as np

        segments, lengths, documents = partition.segments, partition.lengths, partition.documents
        there, values = len(segments.judged), len(segments.codes) + 1
        of_value = np.zeros((there, values))
        given = partition.values
        for row in given:
            seen = row != NOT_JUDGED
            cells = documents[seen] * values + row[seen] % values  # the gap, -1, is the last
            of_value += np.bincount(cells, weights=lengths[seen], minlength=there * values).reshape(
                there, values
            )
        gaps = of_value[:, -1]
        squares = np.bincount(
            segments.document, weights=segments.length.astype(float) ** 2, minlength=there
        )
        if only_where:
            of_value = np.stack([of_value[:, :-1].sum(axis=1), gaps], axis=1)
            given = np.minimum(given, 0)
        return cls(
            of_value,
            np.bincount(documents, weights=lengths * differing_pairs(given), minlength=there)
            / np.maximum(segments.judging - 1, 1),
            squares + gaps,
        )

    def coefficients(self, weights: "Weights") -> Coefficients:
        """Return the coefficient for each weighting of the documents."""
        of_value = weights @ self.of_value
        total = of_value.sum(axis=-1)
        by_chance = (of_value * (total[..., None] - of_value)).sum(axis=-1)
        return shares(weights @ self.differing, total, by_chance, total**2 - weights @ self.squares)


def differing_pairs(values: "Integers") -> "Integers":
    """Return for each piece how many ordered pairs of coders judged it and differ."""
    import numpy as np

    differing = np.zeros(values.shape[1], dtype=np.int64)
    judged = values != NOT_JUDGED
    for coder in range(1, len(values)):
        others = (values[:coder] != values[coder]) & judged[:coder] & judged[coder]
        differing += 2 * others.sum(axis=0)
    return differing


def shares(
    differing: "Floats", total: "Floats", by_chance: "Floats", pairs: "Floats"
) -> Coefficients:
    """Return 1 - Do / De with Do = differing / total and De = by_chance / pairs, where De > 0."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.where(total > 0, differing / total, np.nan)
        expected = np.where(total > 0, by_chance / pairs, np.nan)
        value = np.where((by_chance > 0) & (pairs > 0), 1 - observed / expected, np.nan)
    return Coefficients(value, observed, expected)
