"""Frames: rows of plain names and values, for pandas, polars and Arrow where they are installed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from qualog.errors import BadInput, NotAllowed
from qualog.language import plural
from qualog.notebook import html_table

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN: Final = 20
"""So many rows are shown in a notebook."""

_PANDAS: Final[Mapping[type | None, str]] = {
    str: "string",
    int: "Int64",
    float: "float64",
    bool: "boolean",
    datetime: "datetime64[us, UTC]",
}


class Frame(list[dict[str, Any]]):
    """Rows, each a dict of plain values by the name of the column.

    It is a list, so all that lists can do works without any other package. A frame without rows
    has its columns, too, and their types go with them to pandas, polars and Arrow.

    Attributes:
        types: each column with the type of its values; None if it has none, `object` if it has
            several.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], types: Mapping[str, type | None]) -> None:
        """Make a frame.

        Args:
            rows: the rows, which have all columns.
            types: each column with the type of its values; None where it is what they are.
        """
        super().__init__(map(dict, rows))
        self.types: dict[str, type | None] = {
            name: self._type_of(name) if type_ is None else type_ for name, type_ in types.items()
        }

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(self.types)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a DataFrame of pandas; times have the time zone UTC.

        Raises:
            NotAllowed: pandas is not installed.
        """
        package = _installed("pandas")
        frame: pandas.DataFrame = package.DataFrame(list(self), columns=list(self.columns))
        kinds = {name: _PANDAS[type_] for name, type_ in self.types.items() if type_ in _PANDAS}
        return frame.astype(kinds)

    def to_polars(self) -> "polars.DataFrame":
        """Return the rows as a DataFrame of polars; times have the time zone UTC.

        Raises:
            NotAllowed: polars is not installed.
            BadInput: a column has values of several kinds.
        """
        polars = _installed("polars")
        self._require_one_kind()
        kinds: dict[type | None, Any] = {
            str: polars.String,
            int: polars.Int64,
            float: polars.Float64,
            bool: polars.Boolean,
            bytes: polars.Binary,
            date: polars.Date,
            datetime: polars.Datetime("us", "UTC"),
            None: polars.Null,
        }
        schema = {name: kinds[type_] for name, type_ in self.types.items()}
        return polars.DataFrame(list(self), schema=schema)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as a table of Arrow; times have the time zone UTC.

        Raises:
            NotAllowed: pyarrow is not installed.
            BadInput: a column has values of several kinds.
        """
        arrow = _installed("pyarrow")
        self._require_one_kind()
        kinds: dict[type | None, Any] = {
            str: arrow.string(),
            int: arrow.int64(),
            float: arrow.float64(),
            bool: arrow.bool_(),
            bytes: arrow.binary(),
            date: arrow.date32(),
            datetime: arrow.timestamp("us", "UTC"),
            None: arrow.null(),
        }
        fields = [(name, kinds[type_]) for name, type_ in self.types.items()]
        return arrow.Table.from_pylist(list(self), schema=arrow.schema(fields))

    def _repr_html_(self) -> str:
        """Return the first rows as a table, as a notebook shows them, and how many are left."""
        shown = [[row[name] for name in self.columns] for row in islice(self, _SHOWN)]
        hidden = len(self) - len(shown)
        more = plural("One more row is not shown.", "{n} more rows are not shown.", hidden)
        return html_table(self.columns, shown, more if hidden else "")

    def _type_of(self, column: str) -> type | None:
        """Return the type of a column's values; None if it has none, `object` if it has several."""
        found = {type(row[column]) for row in self} - {type(None)}
        if found == {int, float}:
            return float
        return next(iter(found), None) if len(found) < 2 else object

    def _require_one_kind(self) -> None:
        for name, type_ in self.types.items():
            if type_ is object:
                raise BadInput(
                    "The column “{name}” has values of several kinds. In the query, make them one "
                    "with CAST({name} AS TEXT).",
                    name=name,
                )


def distinct(names: Sequence[str]) -> list[str]:
    """Return names of columns, each with a number if an earlier one is called so: `id_2`."""
    found: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate in found:
            number += 1
            candidate = f"{name}_{number}"
        found.append(candidate)
    return found


def _installed(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError:
        raise NotAllowed(
            "{package} is not installed: pip install 'qualog[frames]'", package=package
        ) from None
