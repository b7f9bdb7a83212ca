"""Distances of one's own between categories, from a CSV file.

A square table: the first row and the first column name the categories, in the same order, as
they are shown (a set of codes as `power + trust`, the empty one as `(no code)`). The distances
are 0 on the diagonal, from 0 up, and the same in both directions.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from qualog.errors import BadInput

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats


@frozen(eq=False)
class Distances:
    """The distances that a file gives, and between which categories."""

    categories: tuple[str, ...]
    table: "Floats"

    def missing(self, labels: Sequence[str]) -> str:
        """Give the first category that the file does not name; empty if it names all."""
        return next((each for each in labels if each not in self.categories), "")

    def between(self, labels: Sequence[str]) -> "Floats":
        """Give the distances between these categories, in their order."""
        index = [self.categories.index(each) for each in labels]
        return self.table[index][:, index]


def read_distances(path: Path) -> Distances:
    """Read a file of distances.

    Raises:
        BadInput: it cannot be read, or is not such a table; the message says where.
    """
    import numpy as np

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"The distances {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadInput(f"The distances {path} are not UTF-8 text.") from None
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    names = [each.strip() for each in rows[0][1:]] if rows else []
    if len(set(names)) < len(names) or [row[0].strip() for row in rows[1:]] != names or not names:
        raise BadInput(
            f"The distances {path} are no square table: the first row and the first column must "
            "name the same categories, each once and in the same order."
        )
    table = np.array(
        [
            [_distance(cell, one, other, path) for cell, other in zip(row[1:], names, strict=False)]
            + [np.nan] * (len(names) - len(row[1:]))
            for row, one in zip(rows[1:], names, strict=True)
        ]
    )
    for one, other in np.argwhere(~((table >= 0) & (table == table.T))).tolist():
        raise BadInput(
            f"The distances {path} between '{names[one]}' and '{names[other]}' must be given, "
            "from 0 up, and the same in both directions."
        )
    if table.diagonal().any():
        name = names[int(table.diagonal().nonzero()[0][0])]
        raise BadInput(f"In the distances {path}, '{name}' is not at 0 from itself.")
    return Distances(tuple(names), table)


def _distance(cell: str, one: str, other: str, path: Path) -> float:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        raise BadInput(
            f"In the distances {path}, between '{one}' and '{other}', '{cell}' is no number."
        ) from None
