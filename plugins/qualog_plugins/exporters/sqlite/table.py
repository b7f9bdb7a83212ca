"""Tables as they are declared here: a class for each kind of row, whose fields are the columns.

A column is written `TEXT`, `INTEGER` or `FLOAT` by the type of its field. A field that holds the
id of a row of another table has one of the types below, from which the foreign key is made.
"""

import types
from collections.abc import Iterable
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from qualog.state.provenance import Provenance
from qualog_plugins.exporters.shared.times import utc


class References(NamedTuple):
    """Marks a column that holds the id of a row of a table."""

    table: str


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


class Table(NamedTuple):
    """A table of the database.

    Attributes:
        name: what it is called.
        row: the class of its rows, a named tuple.
        rows: its rows.
    """

    name: str
    row: type[Any]
    rows: Iterable[Any]

    @property
    def columns(self) -> dict[str, type]:
        """The columns in their order, each with the type of its values."""
        return {name: _value_type(hint) for name, hint in get_type_hints(self.row).items()}

    @property
    def key(self) -> str | tuple[str, ...]:
        """The primary key: the id, or all columns where rows have none."""
        return "id" if "id" in self.columns else tuple(self.columns)

    @property
    def foreign_keys(self) -> list[tuple[str, str, str, str]]:
        """The table, a column of it, the table that it refers to, and the column there."""
        hints = get_type_hints(self.row, include_extras=True)
        return [
            (self.name, column, reference.table, "id")
            for column, hint in hints.items()
            if (reference := _reference(hint)) is not None
        ]


class Made(TypedDict):
    """The two columns of what a decision made."""

    made: str
    decision: DecisionId


def made(provenance: Provenance) -> Made:
    """Return when something was made, and the decision that made it."""
    return {"made": timestamp(provenance.milliseconds), "decision": provenance.decision}


def timestamp(milliseconds: int) -> str:
    """Return UTC milliseconds since 1970 as text: `2025-03-01T12:00:00+00:00`."""
    return utc(milliseconds).isoformat(timespec="seconds")


def _value_type(hint: Any) -> type:
    """Return the type of a column's values, whether or not it may be empty."""
    value_type: type
    (value_type,) = (part for part in _parts(hint) if part is not types.NoneType)
    return value_type


def _reference(hint: Any) -> References | None:
    for part in _parts(hint):
        if get_origin(part) is Annotated:
            return next(mark for mark in get_args(part) if isinstance(mark, References))
    return None


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the parts of a type such as `str | None`; a type that has no parts, by itself."""
    # `str | None` is a UnionType, `DocumentId | None` a Union: Python makes two of it.
    return get_args(hint) if get_origin(hint) in (types.UnionType, Union) else (hint,)
