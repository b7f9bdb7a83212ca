"""How the confusion of codes is shown: a table of codes, and the pairs confused most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from qualog.language import Sayable, listing, message, number, plural
from qualog.reliability.data import NO_CODE
from qualog.reliability.disagreement.confusion import Confusion, pooled
from qualog.reliability.nouns import counted_documents, unit_name, unit_names
from qualog.reliability.result import decimals
from qualog.reliability.selection import Comparison
from qualog_cli.agreement.agree.results import nothing_compared
from qualog_cli.agreement.disagreements.place import introduction
from qualog_cli.shared.tables import table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]


class _Cell(NamedTuple):
    units: int
    row: int
    column: int


@frozen
class ShownConfusion:
    """The confusion of each pair of coders; as text all pairs pooled, of the `most` codes.

    `wanted` are the ids of the codes that were asked for: only their own rows and columns are
    shown; all if there are none.
    """

    comparison: Comparison
    found: Sequence[Confusion]
    wanted: frozenset[str]
    most: int

    def lines(self) -> Iterator[Sayable]:
        """Yield the table, then the pairs of codes that were confused most."""
        comparison, coded = self.comparison, self.comparison.coded
        if not coded.documents:
            yield from nothing_compared(comparison)
            return
        heading = message(
            "How {coders} coded each {unit}, in {documents} that at least two of them have coded.",
            coders=listing(coder.name for coder in coded.coders),
            unit=unit_name(coded.unit),
            documents=counted_documents(len(coded.documents)),
        )
        yield from introduction(comparison, heading)
        counts = self._counts
        cells = self._confused(counts)
        if not cells:
            yield message("The coders differ nowhere.")
            return
        yield from self._explanation()
        yield ""
        shown = self._most_confused(cells)
        yield from _numbered(counts, self._names, shown)
        confused = {code for _, *pair in cells for code in pair}
        if missing := len(confused.difference(shown)):
            yield plural(
                "Not shown: one code that was confused less: --most {most}",
                "Not shown: {n} codes that were confused less: --most {most}",
                missing,
                most=len(confused),
            )
        if agreed := [name for code, name in enumerate(self._names[:-1]) if code not in confused]:
            yield message("Never confused: {codes}.", codes=", ".join(agreed))
        yield ""
        yield from self._pairs(cells)

    def as_data(self) -> dict[str, Any]:
        """Return each pair of coders, with the counts of their codes; no code is the last."""
        coded = self.comparison.coded
        return {
            "unit": coded.unit,
            "documents": list(coded.document_names),
            "codes": self._names,
            "pairs": [
                {
                    "coders": [coded.coders[pair.one].name, coded.coders[pair.other].name],
                    "counts": pair.counts.tolist(),
                }
                for pair in self.found
            ],
        }

    def _explanation(self) -> Iterator[Sayable]:
        coders, units = self.comparison.coded.coders, unit_names(self.comparison.coded.unit)
        if len(coders) == 2:
            yield message(
                "Each cell counts the {units} that {one} coded with the row's code, and {other} "
                "with the column's.",
                units=units,
                one=coders[0].name,
                other=coders[1].name,
            )
        else:
            yield message(
                "Each cell counts the {units} that one coder coded with the row's code, and "
                "another with the column's.",
                units=units,
            )
        yield message(
            "Where both used a code, they agree on it, whatever other codes one of them used."
        )

    def _pairs(self, cells: Sequence[_Cell]) -> Iterable[Sayable]:
        coders, names = self.comparison.coded.coders, self._names
        headings: tuple[Sayable, Sayable] = (message("one coder"), message("another coder"))
        if len(coders) == 2:
            headings = (coders[0].name, coders[1].name)
        units = str(unit_names(self.comparison.coded.unit))
        total = sum(cell.units for cell in cells)
        rows = [
            (
                str(number(cell.units)).rjust(len(units)),
                message("{share}%", share=decimals(100 * cell.units / total, 1)),
                names[cell.row],
                names[cell.column],
            )
            for cell in cells[: self.most]
        ]
        return table(rows, (units, message("share"), *headings))

    @property
    def _counts(self) -> "Integers":
        return self.found[0].counts if len(self.found) == 1 else pooled(self.found)

    @property
    def _names(self) -> list[str]:
        return [*(code.name for code in self.comparison.coded.codes), NO_CODE]

    def _confused(self, counts: "Integers") -> list[_Cell]:
        """Return the cells off the diagonal, the largest first; of two that mirror, one."""
        codes = self.comparison.coded.codes
        wanted = {index for index, code in enumerate(codes) if code.id in self.wanted}
        cells = [
            _Cell(count, row, column)
            for row, of_row in enumerate(counts.tolist())
            for column, count in enumerate(of_row)
            if count and row != column and (len(self.found) == 1 or row < column)
            if not wanted or wanted & {row, column}
        ]
        return sorted(cells, reverse=True, key=lambda cell: cell.units)

    def _most_confused(self, cells: Sequence[_Cell]) -> list[int]:
        """Return the codes that the table shows, in the codebook's order; no code is the last."""
        often: Counter[int] = Counter()
        for units, row, column in cells:
            often[row] += units
            often[column] += units
        no_code = len(self.comparison.coded.codes)
        chosen = [code for code, _ in often.most_common() if code != no_code][: self.most]
        return [*sorted(chosen), no_code]


def _numbered(counts: "Integers", names: Sequence[str], shown: Sequence[int]) -> Iterable[Sayable]:
    """Return a table whose columns are named by numbers, since codes have long names."""
    cells = [[str(number(int(counts[row, column]))) for column in shown] for row in shown]
    width = max(len(cell) for row in cells for cell in row)
    numbers = [str(index) for index in range(1, len(shown) + 1)]
    rows = [
        (index, names[code], *((cell if cell != "0" else "·").rjust(width) for cell in row))
        for index, code, row in zip(numbers, shown, cells, strict=True)
    ]
    return table(rows, ("", message("code"), *(index.rjust(width) for index in numbers)))
