"""Tables and views as they are declared: a class for each kind of row, whose fields are columns.

A column is written `TEXT`, `INTEGER` or `FLOAT` by the type of its field. A field that holds the
id of a row of another table, a time, or a yes or no, has one of the types below. What a table and
its columns mean is said once, in the docstring of its rows' class.
"""

import inspect
import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import (
    Annotated,
    Any,
    Final,
    NamedTuple,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from attrs import frozen

from qualog.state.provenance import Provenance
from qualog.state.times import utc
from qualog.views.study import Study


class References(NamedTuple):
    """Marks a column that holds the id of a row of a table."""

    table: str


class Holds(NamedTuple):
    """Marks a column whose values stand for what SQLite has no type for."""

    type: type


AttributeId = Annotated[str, References("attributes")]
AuthorId = Annotated[str, References("authors")]
CodeId = Annotated[str, References("codes")]
CodingId = Annotated[str, References("codings")]
ConceptId = Annotated[str, References("concepts")]
DecisionId = Annotated[str, References("decisions")]
DiscussionId = Annotated[str, References("discussions")]
DocumentId = Annotated[str, References("documents")]
LinkId = Annotated[str, References("links")]
ParticipantId = Annotated[str, References("participants")]
ThemeId = Annotated[str, References("themes")]
TheoryId = Annotated[str, References("theories")]

Time = Annotated[str, Holds(datetime)]
"""A time in UTC, to the second: `2025-03-01T12:00:00+00:00`."""

Flag = Annotated[int, Holds(bool)]
"""1 for yes, 0 for no."""


_KINDS: Final[Mapping[type, str]] = {
    str: "text",
    int: "integer",
    float: "number",
    datetime: "time",
    bool: "1 or 0",
}


@frozen
class Column:
    """A column of a table or a view.

    Attributes:
        name: what it is called.
        stored: the type of its values in SQL: `str`, `int` or `float`.
        held: the type of what they stand for: that, or `datetime` or `bool`.
        references: the table that has the ids that it holds; None if it holds none.
        meaning: what its values mean.
    """

    name: str
    stored: type
    held: type
    references: str | None
    meaning: str

    @property
    def kind(self) -> str:
        """What its values are, in a word."""
        return _KINDS[self.held]


@frozen
class Relation:
    """What can be asked with SQL: a table or a view, with what it and its columns mean.

    Attributes:
        name: what it is called.
        row: the class of its rows, a named tuple.
    """

    name: str
    row: type[Any]

    @property
    def meaning(self) -> str:
        """What it is, in a sentence or two."""
        return _described(self.row)[0]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in their order."""
        hints = get_type_hints(self.row, include_extras=True)
        _, meanings = _described(self.row)
        return tuple(_column(name, hint, meanings.get(name, "")) for name, hint in hints.items())


@frozen
class Table(Relation):
    """A table; `rows` makes its rows of a study, when they are asked for."""

    rows: Callable[[Study], Iterable[Any]]

    @property
    def key(self) -> str | tuple[str, ...]:
        """The primary key: the id, or all columns where rows have none."""
        names = tuple(column.name for column in self.columns)
        return "id" if "id" in names else names

    @property
    def foreign_keys(self) -> list[tuple[str, str, str, str]]:
        """The table, a column of it, the table that it refers to, and the column there."""
        return [
            (self.name, column.name, column.references, "id")
            for column in self.columns
            if column.references is not None
        ]


@frozen
class View(Relation):
    """A view: a query that is read like a table, with names in the place of ids."""

    query: str


class Made(TypedDict):
    """The two columns of what a decision made."""

    made: Time
    decision: DecisionId


def made(provenance: Provenance) -> Made:
    """Return when something was made, and the decision that made it."""
    return {"made": timestamp(provenance.milliseconds), "decision": provenance.decision}


def timestamp(milliseconds: int) -> Time:
    """Return UTC milliseconds since 1970 as text: `2025-03-01T12:00:00+00:00`."""
    return utc(milliseconds).isoformat(timespec="seconds")


def _column(name: str, hint: Any, meaning: str) -> Column:
    (value,) = (part for part in _parts(hint) if part is not types.NoneType)
    is_marked = get_origin(value) is Annotated
    stored, *marks = get_args(value) if is_marked else (value,)
    held, references = stored, None
    for mark in marks:
        match mark:
            case References(table):
                references = table
            case Holds(type_):
                held = type_
    return Column(name, stored, held, references, meaning)


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the parts of a type such as `str | None`; a type that has no parts, by itself."""
    # `str | None` is a UnionType, `DocumentId | None` a Union: Python makes two of it.
    return get_args(hint) if get_origin(hint) in (types.UnionType, Union) else (hint,)


def _described(row: type) -> tuple[str, Mapping[str, str]]:
    """Return what a class's docstring says of its rows, and of each column."""
    meaning, _, attributes = (inspect.getdoc(row) or "").partition("Attributes:\n")
    columns = {}
    for attribute in re.split(r"\n    (?=\w)", f"\n{attributes.rstrip()}")[1:]:
        name, _, of_column = " ".join(attribute.split()).partition(": ")
        columns[name] = of_column
    return " ".join(meaning.split()), columns
