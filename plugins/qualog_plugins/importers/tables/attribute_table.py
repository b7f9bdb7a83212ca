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
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.respondents import DOCUMENTS, PEOPLE, Rows, described
from qualog_plugins.importers.tables.table import headings_of, read_table, tidy

_WORDS = {"about": (*PEOPLE, *DOCUMENTS)}


@frozen
class Options:
    """Which column is which, and of what type."""

    about: str | None = option(None, help="the heading of whom or what rows are about; the first")
    of: Literal["participant", "document"] | None = option(
        None, help="whether rows are about participants or documents; told by the heading"
    )
    attributes: str = option("", help="the headings to take, with ; between; all if not given")
    types: str = option("", help="types of columns, such as 'zip=text; joined=date'")
    sheet: str | None = option(None, help="the sheet of a workbook; the first if not given")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class AttributeTable:
    """The importer of tables of attributes."""

    name = "attributes"
    summary = "A table (CSV, Excel) of attributes of participants or documents"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a table whose first column names people or documents."""
        headings = headings_of(path, head, _WORDS)
        first = tidy(headings[0]).casefold().replace("_", " ") if len(headings) > 1 else ""
        return 0.6 if first in _WORDS["about"] else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the attributes, with what each participant or document has of them.

        Raises:
            BadInput: it is no table, a column that is named is not there, or nothing is below
                the headings.
        """
        table = read_table(path, _WORDS, encoding=options.encoding, sheet=options.sheet)
        about = table.column(options.about) if options.about else 0
        of = options.of or _kind(table.heading(about))
        rows = Rows(table, about)
        named = list(rows.named())
        if not named:
            raise BadInput(f"{path.name} says nothing of anybody: no row below the headings does.")
        taken = (
            table.columns(options.attributes)
            if options.attributes
            else [
                index
                for index, heading in enumerate(table.headings)
                if index != about and heading.strip()
            ]
        )
        found = described(of, named, table, taken, options.types)
        return Material(
            participants=tuple(name for name, _ in named) if of == "participant" else (),
            attributes=found.attributes,
            values=found.values,
            dropped=(*table.unknown([about, *taken]), *rows.dropped, *found.dropped),
            how=table.how,
        )


def _kind(heading: str) -> Literal["participant", "document"]:
    return "document" if heading.casefold().replace("_", " ") in DOCUMENTS else "participant"


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [AttributeTable()]
