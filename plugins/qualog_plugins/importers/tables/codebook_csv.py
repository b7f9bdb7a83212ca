"""Imports a codebook from CSV: one code a row, its columns named in English or Swedish.

The columns may stand in any order and are told apart by their headings, without regard to case:
the name, and if there are any the definition, when to use it, when not, examples (separated
by `|` or line breaks) and the parent, which is the name of another row. The table that
`qualog export codebook-csv` writes can be imported again.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCode, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    find_columns,
    headings_of,
    read_table,
    unmarked,
)

_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "namn", "code name", "kodnamn", "code", "kod", "tag"),
    "definition": (
        "definition", "description", "beskrivning", "code.description", "code description",
    ),
    "include": ("include", "inclusion", "inclusion criteria", "inkludera", "inklusion",
                "inklusionskriterier"),
    "exclude": ("exclude", "exclusion", "exclusion criteria", "exkludera", "exklusion",
                "exklusionskriterier"),
    "examples": ("examples", "example", "exempel"),
    "parent": ("parent", "parent code", "överordnad", "överordnad kod", "förälder"),
}  # fmt: skip


@frozen
class Options:
    """How a codebook is read."""

    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


@frozen
class _CodeRow:
    """A code, and the number of the row that it is in."""

    number: int
    code: ImportedCode


class CodebookCsv:
    """The importer of codebooks in CSV."""

    name = "codebook-csv"
    summary = "A codebook from CSV: names, definitions, criteria, examples, parent codes"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a table with a column of codes."""
        headings = headings_of(path, head, _HEADINGS)
        return 0.9 if "name" in find_columns(headings, _HEADINGS) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the codes of the file, parents checked.

        Raises:
            BadInput: no column of codes, or a row that cannot be a code; file and row are named.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding)
        if not table.rows:
            raise BadInput(
                "{file} holds no codes: there is nothing below the headings. Add a row for each "
                "code.",
                file=path.name,
            )
        columns = find_columns(table.headings, _HEADINGS)
        if "name" not in columns:
            raise BadInput(
                "{file} has no column of codes. Its columns are: {columns}. Call the one that has "
                "the codes “code” or “name”.",
                file=path.name,
                columns=table.shown_headings,
            )
        return Material(
            codes=_codes(table, columns),
            dropped=tuple(table.left_behind(columns.values())),
            how=table.how,
        )


def _codes(table: Table, columns: Mapping[str, int]) -> tuple[ImportedCode, ...]:
    """Return the codes of a table; the columns are indices by what they hold."""
    rows: dict[str, _CodeRow] = {}
    for row in table.rows:
        code = _code(row, table, columns)
        earlier = rows.setdefault(code.name.casefold(), _CodeRow(row.number, code))
        if earlier.number != row.number:
            raise BadInput(
                "{file}, row {row}: the code “{code}” is already in row {earlier}. "
                "Rename one of them or make one row of both.",
                file=table.file,
                row=row.number,
                code=code.name,
                earlier=earlier.number,
            )
    return tuple(_with_parent(row, rows, table.file) for row in rows.values())


def _code(row: Row, table: Table, columns: Mapping[str, int]) -> ImportedCode:
    """Return the code of a row, its parent as the row spells it."""
    if reason := table.too_many_cells(row):
        raise BadInput("{file}: {reason}.", file=table.file, reason=reason)
    cells = {content: unmarked(row.cell(index)) for content, index in columns.items()}
    name = tidy(cells["name"])
    if not name:
        raise BadInput(
            "{file}, row {row} has no code. Give it a name or delete the row.",
            file=table.file,
            row=row.number,
        )
    return ImportedCode(
        name=name,
        definition=cells.get("definition", ""),
        include=cells.get("include", ""),
        exclude=cells.get("exclude", ""),
        examples=_examples(cells.get("examples", "")),
        parent=tidy(cells.get("parent", "")) or None,
    )


def _with_parent(row: _CodeRow, rows: Mapping[str, _CodeRow], file: str) -> ImportedCode:
    """Return a code with its parent spelled as that one's own row does.

    Raises:
        BadInput: the parent has no row, or the code is its own ancestor.
    """
    code = row.code
    if code.parent is None:
        return code
    if code.parent.casefold() not in rows:
        raise BadInput(
            "{file}, row {row}: “{parent}”, the parent of “{code}”, is not a code of this file. "
            "Add a row for it or leave the parent empty.",
            file=file,
            row=row.number,
            parent=code.parent,
            code=code.name,
        )
    above = [code.name]
    upper: ImportedCode | None = code
    while upper and upper.parent and upper.parent.casefold() in rows:
        upper = rows[upper.parent.casefold()].code
        above.append(upper.name)
        if upper is code:
            raise BadInput(
                "{file}, row {row}: “{code}” is its own ancestor ({ancestors}). "
                "Leave the parent of one of them empty.",
                file=file,
                row=row.number,
                code=code.name,
                ancestors=" < ".join(above),
            )
        if len(above) > len(rows):
            break  # a circle further up, which is refused at its own rows
    return evolve(code, parent=rows[code.parent.casefold()].code.name)


def _examples(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.replace("\n", "|").split("|"))))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [CodebookCsv()]
