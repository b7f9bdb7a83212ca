"""From coded spans to units, by boundaries: a text is never expanded to characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import MISSING, ReliabilityData, row_keys

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]

PER_CODE = ("not applied", "applied")
_UNJUDGED = -1
"""In the place of a code, where a coder did not judge."""


def by_character(continuum: Continuum) -> ReliabilityData:
    """Compare sets of codes, character by character.

    Each distinct set is a category of its own, and so is the empty one: a coder who read a
    passage and gave it no code has judged it.
    """
    return _by_set(continuum, "character")


def by_character_per_code(continuum: Continuum) -> list[ReliabilityData]:
    """Compare each code by itself, applied or not, character by character."""
    return _by_code(continuum, "character")


def by_unit(continuum: Continuum, *, unit: str = "unit") -> ReliabilityData:
    """Compare sets of codes on the given units: those that share a character with the unit."""
    return _by_set(in_units(continuum), unit)


def by_unit_per_code(continuum: Continuum, *, unit: str = "unit") -> list[ReliabilityData]:
    """Compare each code by itself on the given units: whether it shares a character with it."""
    return _by_code(in_units(continuum), unit)


def in_units(continuum: Continuum) -> Continuum:
    """Return the continuum with its given units in the place of characters.

    Since units do not overlap, those that share a character with a span follow each other:
    whatever is exact by character is so by unit, and costs no more.
    """
    return evolve(continuum, documents=tuple(map(_in_units, continuum.documents)))


def stretches(document: CodedDocument, coders: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield each stretch `[start, end)` between two boundaries, with each coder's set of codes.

    A set is a whole number with one bit a code, so a boundary costs one operation; it is
    `MISSING` for a coder who did not judge the document, or not here.
    """
    boundaries = [(document.length, 0, 0, 0)]
    spans = [(coder, span) for coder, codings in document.codings.items() for span in codings]
    spans += [
        (coder, (start, end, _UNJUDGED))
        for coder, passages in document.unjudged.items()
        for start, end in passages
    ]
    for coder, (start, end, code) in spans:
        start, end = max(start, 0), min(end, document.length)
        if start < end:
            boundaries += [(start, 1, coder, code), (end, -1, coder, code)]
    sets = [0 if coder in document.codings else MISSING for coder in range(coders)]
    open_spans: dict[tuple[int, int], int] = {}
    not_judging: set[int] = set()
    start = 0
    for position, change, coder, code in sorted(boundaries):
        if position > start:
            yield start, position, tuple(_without(sets, not_judging) if not_judging else sets)
            start = position
        if change:
            before = open_spans.get((coder, code), 0)
            open_spans[coder, code] = before + change
            # Spans of one coder and one code that overlap are one: inside, nothing changes.
            if before and before + change:
                continue
            if code == _UNJUDGED:
                not_judging ^= {coder}
            else:
                sets[coder] ^= 1 << code


def _without(sets: Sequence[int], coders: Collection[int]) -> list[int]:
    return [MISSING if coder in coders else bits for coder, bits in enumerate(sets)]


def codes_in(bits: int) -> list[int]:
    """Return the indices of the codes in a set of them."""
    return [index for index in range(bits.bit_length()) if bits >> index & 1]


def _in_units(document: CodedDocument) -> CodedDocument:
    units = [(start, end) for start, end in document.units if start < end]
    starts = [start for start, _ in units]
    ends = [end for _, end in units]
    return CodedDocument(
        len(units),
        {
            coder: [
                (bisect_right(ends, start), bisect_left(starts, end), code)
                for start, end, code in codings
                if start < end
            ]
            for coder, codings in document.codings.items()
        },
        unjudged={
            coder: [
                (bisect_right(ends, start), bisect_left(starts, end))
                for start, end in passages
                if start < end
            ]
            for coder, passages in document.unjudged.items()
        },
    )


def _by_set(continuum: Continuum, unit: str) -> ReliabilityData:
    patterns: dict[tuple[int, tuple[int, ...]], int] = {}
    for index, document in enumerate(continuum.documents):
        for start, end, sets in stretches(document, len(continuum.coders)):
            patterns[index, sets] = patterns.get((index, sets), 0) + end - start
    return _of_sets(patterns, continuum, unit)


def _by_code(continuum: Continuum, unit: str) -> list[ReliabilityData]:
    import numpy as np

    axis = _Axis.of(continuum)
    by_code = []
    for code in range(len(continuum.codes)):
        spans = axis.spans_of(code)
        bounds = [axis.limits, spans[:, 0], spans[:, 1], axis.unjudged[:, 0], axis.unjudged[:, 1]]
        # With indices, which nobody needs: without them NumPy loads its masked arrays first.
        cuts, _ = np.unique(np.concatenate(bounds), return_index=True)
        values = axis.judgements(spans, cuts[:-1], cuts[1:])
        documents = axis.documents_at(cuts[:-1])
        by_code.append(_of_code(values, np.diff(cuts), documents, continuum, unit))
    return by_code


@frozen(eq=False)
class _Axis:
    """All documents end to end, so that many short ones cost no more than one long one.

    Attributes:
        limits: where the documents begin, and the end of the last.
        judged: documents × coders: who judged which.
        spans: rows of (start, end, coder, code), ordered by code.
        unjudged: rows of (start, end, coder).
    """

    limits: "Integers"
    judged: "npt.NDArray[np.bool_]"
    spans: "Integers"
    unjudged: "Integers"

    @classmethod
    def of(cls, continuum: Continuum) -> "_Axis":
        import numpy as np

        documents = continuum.documents

        lengths = np.array([document.length for document in documents], dtype=np.int64)
        limits = np.concatenate([[0], lengths.cumsum()])
        judged = np.zeros((len(documents), len(continuum.coders)), dtype=bool)
        for index, document in enumerate(documents):
            judged[index, list(document.codings)] = True
        # One array for all texts: of many short ones, arrays of their own would cost most.
        rows = [
            (start, end, coder, code, index)
            for index, document in enumerate(documents)
            for coder, codings in document.codings.items()
            for start, end, code in codings
        ]
        unjudged = [
            (start, end, coder, _UNJUDGED, index)
            for index, document in enumerate(documents)
            for coder, passages in document.unjudged.items()
            for start, end in passages
        ]

        def placed(rows: Sequence[tuple[int, ...]]) -> "Integers":
            table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
            document_of = table[:, -1]
            inside = table[:, :2].clip(0, lengths[document_of][:, None])
            table[:, :2] = inside + limits[document_of][:, None]
            not_empty: Integers = table[table[:, 0] < table[:, 1], :-1]
            return not_empty

        spans = placed(rows)
        return cls(limits, judged, spans[np.argsort(spans[:, 3], kind="stable")], placed(unjudged))

    def spans_of(self, code: int) -> "Integers":
        """Return a code's spans as rows of (start, end, coder, code)."""
        first, last = self.spans[:, 3].searchsorted([code, code + 1])
        return self.spans[first:last]

    def judgements(self, spans: "Integers", starts: "Integers", ends: "Integers") -> "Integers":
        """Return for each stretch and coder whether a span shares a character with it.

        The values are 1, 0 and `MISSING`, of shape (stretches, coders). A span that began before
        the stretch's end and did not end by its start lies in it: so two counts by bisection
        serve, for overlapping spans as well.
        """
        import numpy as np

        values = np.where(self.judged[self.documents_at(starts)], 0, MISSING)
        for marks, value in ((spans, 1), (self.unjudged, MISSING)):
            for coder in sorted(set(marks[:, 2].tolist())):
                own = marks[marks[:, 2] == coder]
                begun = np.sort(own[:, 0]).searchsorted(ends, "left")
                ended = np.sort(own[:, 1]).searchsorted(starts, "right")
                values[begun > ended, coder] = value
        return values

    def documents_at(self, positions: "Integers") -> "Integers":
        """Return the index of the document that each position lies in."""
        documents: Integers = self.limits[:-1].searchsorted(positions, "right") - 1
        return documents


def _of_sets(
    patterns: Mapping[tuple[int, tuple[int, ...]], int], continuum: Continuum, unit: str
) -> ReliabilityData:
    import numpy as np

    rows = {sets: i for i, sets in enumerate(dict.fromkeys(sets for _, sets in patterns))}
    distinct = sorted({bits for sets in rows for bits in sets if bits != MISSING})
    index = {bits: i for i, bits in enumerate(distinct)} | {MISSING: MISSING}
    values = [[index[bits] for bits in sets] for sets in rows]
    counts = np.zeros((len(continuum.documents), len(rows)), dtype=np.int64)
    for (document, sets), units in patterns.items():
        counts[document, rows[sets]] = units
    return ReliabilityData(
        values=np.array(values, dtype=np.int64).reshape(len(values), len(continuum.coders)),
        counts=counts,
        coders=continuum.coders,
        categories=tuple(_set(bits, continuum.codes) for bits in distinct),
        clusters=continuum.clusters,
        unit=unit,
    )


def _set(bits: int, codes: Sequence[str]) -> frozenset[str]:
    return frozenset(codes[index] for index in codes_in(bits))


def _of_code(
    values: "Integers", units: "Integers", documents: "Integers", continuum: Continuum, unit: str
) -> ReliabilityData:
    import numpy as np

    keys = row_keys(values, len(PER_CODE) + 1)
    _, first, pattern = np.unique(keys, return_index=True, return_inverse=True)
    counts = np.zeros((len(continuum.documents), len(first)), dtype=np.int64)
    np.add.at(counts, (documents, pattern), units)
    return ReliabilityData(
        values[first], counts, continuum.coders, PER_CODE, continuum.clusters, unit
    )
