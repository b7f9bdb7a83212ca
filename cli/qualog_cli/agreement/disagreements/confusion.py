"""How the confusion of codes is shown: a table of codes, and the pairs taken for each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from qualog.reliability.data import NO_CODE
from qualog.reliability.disagreement.confusion import Confusion, pooled
from qualog.reliability.selection import CodedStudy
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.agreement.disagreements.place import introduction
from qualog_cli.shared.show import counted
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
    """The confusion of each pair of coders; as text all pairs together, of the `most` codes.

    Of codes that were asked for, only their own rows and columns are told.
    """

    compared: Comparison
    coded: CodedStudy
    found: Sequence[Confusion]
    most: int

    def lines(self) -> Iterator[str]:
        """Give the table, then the pairs of codes that were most taken for each other."""
        unit = self.coded.unit
        yield from introduction(
            self.compared, self.coded, f"Which codes {{coders}} gave each {unit}"
        )
        if not self.coded.documents:
            return
        counts = self._counts
        cells = self._confused(counts)
        if not cells:
            yield "They differ nowhere."
            return
        names = self._names
        coders = [each.name for each in self.coded.coders]
        one, other = coders if len(coders) == 2 else ("one coder", "another coder")
        yield f"{unit.capitalize()}s to which {one} gave the row's code, and {other} the column's."
        yield "Where both gave a code, they agree on it, whatever else one of them gave."
        yield ""
        shown = self._most_confused(cells)
        yield from _numbered(counts, names, shown)
        confused = {code for _, *pair in cells for code in pair}
        if left := len(confused.difference(shown)):
            yield f"Without {counted(left, 'code')} confused less: --most {len(confused)}."
        if agreed := [name for code, name in enumerate(names[:-1]) if code not in confused]:
            yield f"Never confused: {', '.join(agreed)}."
        yield ""
        total = sum(each.units for each in cells)
        rows = [
            (
                f"{count:,}".rjust(len(unit) + 1),
                f"{100 * count / total:.1f} %",
                names[row],
                names[column],
            )
            for count, row, column in cells[: self.most]
        ]
        yield from table(rows, (f"{unit}s", "share", one, other))

    def as_data(self) -> dict[str, Any]:
        """Give each pair of coders, with the counts of their codes; no code is the last."""
        names = self._names
        return {
            "unit": self.coded.unit,
            "documents": list(self.coded.document_names),
            "codes": names,
            "pairs": [
                {
                    "coders": [
                        self.coded.coders[each.one].name,
                        self.coded.coders[each.other].name,
                    ],
                    "counts": each.counts.tolist(),
                }
                for each in self.found
            ],
        }

    @property
    def _counts(self) -> "Integers":
        return self.found[0].counts if len(self.found) == 1 else pooled(self.found)

    @property
    def _names(self) -> list[str]:
        return [*(each.name for each in self.coded.codes), NO_CODE]

    def _confused(self, counts: "Integers") -> list[_Cell]:
        """Give the cells off the diagonal, the largest first; of two that mirror, one."""
        wanted = self._wanted
        cells = [
            _Cell(count, row, column)
            for row, of_row in enumerate(counts.tolist())
            for column, count in enumerate(of_row)
            if count and row != column and (len(self.found) == 1 or row < column)
            if not wanted or wanted & {row, column}
        ]
        return sorted(cells, reverse=True, key=lambda each: each.units)

    @property
    def _wanted(self) -> set[int]:
        """The indices of the codes that were asked for; none if all were."""
        resolve = self.compared.study.state.codebook.resolve
        ids = {resolve(each) for each in self.compared.codes}
        return {index for index, code in enumerate(self.coded.codes) if code.id in ids}

    def _most_confused(self, cells: Sequence[_Cell]) -> list[int]:
        """Give the codes that the table shows, in the codebook's order; no code is the last."""
        often: Counter[int] = Counter()
        for count, row, column in cells:
            often[row] += count
            often[column] += count
        none = len(self.coded.codes)
        chosen = [code for code, _ in often.most_common() if code != none][: self.most]
        return [*sorted(chosen), none]


def _numbered(counts: "Integers", names: Sequence[str], shown: Sequence[int]) -> Iterable[str]:
    """Give a table whose columns are named by numbers, for codes have long names."""
    cells = [[f"{counts[row, column]:,}" for column in shown] for row in shown]
    width = max(len(cell) for row in cells for cell in row)
    numbers = [str(number) for number in range(1, len(shown) + 1)]
    rows = [
        (number, names[code], *((cell if cell != "0" else "·").rjust(width) for cell in row))
        for number, code, row in zip(numbers, shown, cells, strict=True)
    ]
    return table(rows, ("", "code", *(number.rjust(width) for number in numbers)))
