"""Imports a table of attributes: a row for each participant or document, a column for each.

The first column says whom or which document a row is about: participants, unless its heading
says documents (`of=document`). The type of an attribute is the narrowest that all its values
are of: whole number, number, yes-no, date, time, else text; `types=…` says otherwise.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.tables.respondents import (
    DOCUMENTS,
    PEOPLE,
    NamedRows,
    attributes_in,
)
from qualog_plugins.importers.tables.table import headings_of, read_table

_HEADINGS = {"about": (*PEOPLE, *DOCUMENTS)}


@frozen
class Options:
    """Which column is which, and of what type."""

    about: str | None = option(
        None, help="heading of the column that names the participants or documents; else the first"
    )
    of: Literal["participant", "document"] | None = option(
        None, help="what the rows are about; found by the heading if not given"
    )
    attributes: str = option("", help="headings of the attributes, separated by ;, else all")
    types: str = option("", help="types of columns, such as 'zip=text; joined=date'")
    sheet: str | None = option(None, help="sheet of the workbook; else the first")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class AttributeTable:
    """The importer of tables of attributes."""

    name = "attributes"
    summary = "A table (CSV, Excel) of attributes of participants or documents"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a table whose first column names people or documents."""
        headings = headings_of(path, head, _HEADINGS)
        first = tidy(headings[0]).casefold().replace("_", " ") if len(headings) > 1 else ""
        return 0.6 if first in _HEADINGS["about"] else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the attributes, with the values that each participant or document has.

        Raises:
            BadInput: it is not a table, a column that is named is not there, or no row can be
                imported.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding, sheet=options.sheet)
        about = table.column(options.about) if options.about else 0
        of = options.of or _kind(table.heading(about))
        rows = NamedRows(table, about)
        named = list(rows.read())
        if not named:
            raise BadInput(
                "{file} has no row that can be imported: {reason}.",
                file=path.name,
                reason=next(iter(rows.dropped), message("there is nothing below the headings")),
            )
        columns = table.columns(options.attributes) or [
            index for index in table.named_columns if index != about
        ]
        found = attributes_in(table, of, named, columns, options.types)
        return Material(
            participants=tuple(name for name, _ in named) if of == "participant" else (),
            attributes=found.attributes,
            values=found.values,
            dropped=(*table.left_behind([about, *columns]), *rows.dropped, *found.dropped),
            how=table.how,
        )


def _kind(heading: str) -> Literal["participant", "document"]:
    return "document" if heading.casefold().replace("_", " ") in DOCUMENTS else "participant"


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [AttributeTable()]
