"""Judgements to test measures with: one table of values, as units or as spans of a text."""

from collections.abc import Hashable, Sequence

from attrs import frozen
from hypothesis import strategies as st

from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import Compares

Value = Hashable | None
Table = Sequence[Sequence[Value]]
"""A row for each unit, in it what each coder said; None where they said nothing."""


@frozen
class Judgements:
    """What coders said of units, which lie in documents of `rows` units each.

    As spans, each unit is a stretch of the text and a value is a coding of it, so that None is
    a passage without a code, and a coder who said nothing in a document did not judge it.
    """

    table: Table
    categories: tuple[Hashable, ...]
    coders: tuple[str, ...]
    rows: int = 4

    @classmethod
    def of(
        cls, table: Table, categories: Sequence[Hashable], coders: Sequence[str] = ()
    ) -> "Judgements":
        """Return the judgements of coders, who are numbered unless they are named."""
        width = max(map(len, table), default=2)
        return cls(table, tuple(categories), tuple(coders or (f"coder {i}" for i in range(width))))

    def compared(self, compares: Compares) -> ReliabilityData | Continuum:
        """Return them as a measure compares them."""
        return self.as_units() if compares == "units" else self.as_spans()

    def as_units(self) -> ReliabilityData:
        """Return them as units: each has at most one value from each coder."""
        return ReliabilityData.from_units(
            self.table,
            coders=self.coders,
            categories=self.categories,
            clusters=[f"document {row // self.rows}" for row in range(len(self.table))],
        )

    def as_spans(self) -> Continuum:
        """Return them as spans of texts."""
        documents = [
            self._text(self.table[first : first + self.rows])
            for first in range(0, len(self.table), self.rows)
        ]
        return Continuum(
            tuple(documents),
            self.coders,
            tuple(map(str, self.categories)),
            tuple(f"document {number}" for number in range(len(documents))),
        )

    def _text(self, rows: Table) -> CodedDocument:
        ends, length = [], 0
        for number in range(len(rows)):
            length += 7 + 5 * number % 11  # so that units differ in length
            ends.append(length)
        starts = [0, *ends]
        return CodedDocument(
            length,
            {
                coder: [
                    (starts[row], ends[row], self.categories.index(value))
                    for row, values in enumerate(rows)
                    if (value := values[coder]) is not None
                ]
                for coder in range(len(self.coders))
                if any(values[coder] is not None for values in rows)
            },
        )


def tables(categories: Sequence[Hashable], most_coders: int) -> st.SearchStrategy[Table]:
    """Return a strategy of tables of two coders and more, with what coders leave out."""
    cell = st.sampled_from([None, *categories])
    return st.integers(2, most_coders).flatmap(
        lambda width: st.lists(
            st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12
        )
    )
