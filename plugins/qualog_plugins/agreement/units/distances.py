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
        """Return the first category that the file does not name; empty if it names all."""
        return next((label for label in labels if label not in self.categories), "")

    def between(self, labels: Sequence[str]) -> "Floats":
        """Return the distances between these categories, in their order."""
        index = [self.categories.index(label) for label in labels]
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
        raise BadInput(
            "The file of distances {path} cannot be read: {reason}.",
            path=path,
            reason=error.strerror,
        ) from None
    except UnicodeDecodeError:
        raise BadInput("The file of distances {path} is not UTF-8 text.", path=path) from None
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    names = [name.strip() for name in rows[0][1:]] if rows else []
    if len(set(names)) < len(names) or [row[0].strip() for row in rows[1:]] != names or not names:
        raise BadInput(
            "The file of distances {path} is not a square table. Its first row and its first "
            "column must name the same categories, each once and in the same order.",
            path=path,
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
            "{path}: the distance between “{one}” and “{other}” must be given, from 0 up, and the "
            "same in both directions.",
            path=path,
            one=names[one],
            other=names[other],
        )
    if table.diagonal().any():
        name = names[int(table.diagonal().nonzero()[0][0])]
        raise BadInput("{path}: “{name}” is not at distance 0 from itself.", path=path, name=name)
    return Distances(tuple(names), table)


def _distance(cell: str, one: str, other: str, path: Path) -> float:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        raise BadInput(
            "{path}: the distance between “{one}” and “{other}” is “{cell}”, which is not a "
            "number.",
            path=path,
            one=one,
            other=other,
            cell=cell,
        ) from None
