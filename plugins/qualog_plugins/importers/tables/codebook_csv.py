"""Imports a codebook from CSV: one code a row, its columns named in English or Swedish.

The columns may stand in any order and are told by their headings, without regard to case:
the name, and if there are any the definition, when to use it, when not, examples (separated
by `|` or line breaks) and the parent, which is the name of another row.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCode, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.table import Row, columns_called, headings_of, read_table, tidy

# What a column may be called; of several in one file the earlier is taken.
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

    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class CodebookCsv:
    """The importer of codebooks in CSV."""

    name = "codebook-csv"
    summary = "A codebook from CSV: names, definitions, criteria, examples, parents"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a table with a column of codes is a codebook."""
        headings = headings_of(path, head, _HEADINGS)
        return 0.9 if "name" in columns_called(headings, _HEADINGS) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the codes of the file, parents checked.

        Raises:
            BadInput: no column of codes, or a row that cannot be a code; file and row are named.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding)
        if not table.rows:
            raise BadInput(f"{path.name} holds no codes: there is nothing below the headings.")
        headings = table.headings
        columns = columns_called(headings, _HEADINGS)
        if "name" not in columns:
            found = ", ".join(f"'{each.strip()}'" for each in headings if each.strip())
            raise BadInput(
                f"{path.name} has no column of codes. Its columns are {found}; call one of them "
                "'code' or 'name'."
            )
        codes = _codes(table.rows, columns, len(headings), path)
        dropped = tuple(table.unknown(columns.values()))
        return Material(codes=codes, dropped=dropped, how=table.how)


def _codes(
    rows: Sequence[Row], columns: dict[str, int], width: int, path: Path
) -> tuple[ImportedCode, ...]:
    codes: dict[str, tuple[int, ImportedCode]] = {}
    for row in rows:
        number, where = row.number, f"{path.name}, row {row.number}"
        if any(cell.strip() for cell in row.cells[width:]):
            raise BadInput(
                f"{where} has {len(row.cells)} cells, but there are {width} columns. "
                "Put a text that holds the delimiter in quotation marks."
            )
        cells = {field: row.cell(index) for field, index in columns.items()}
        name = tidy(cells["name"])
        if not name:
            raise BadInput(f"{where} has no code. Give it a name or delete the row.")
        if name.casefold() in codes:
            earlier = codes[name.casefold()][0]
            raise BadInput(
                f"{where}: the code '{name}' is in row {earlier} already. "
                "Rename one of them or make one row of both."
            )
        codes[name.casefold()] = (
            number,
            ImportedCode(
                name=name,
                definition=cells.get("definition", ""),
                include=cells.get("include", ""),
                exclude=cells.get("exclude", ""),
                examples=_examples(cells.get("examples", "")),
                parent=tidy(cells.get("parent", "")) or None,
            ),
        )
    return tuple(_with_parent(code, number, codes, path) for number, code in codes.values())


def _with_parent(
    code: ImportedCode, number: int, codes: dict[str, tuple[int, ImportedCode]], path: Path
) -> ImportedCode:
    """Check a code's parent, and spell it as its own row does."""
    if code.parent is None:
        return code
    if code.parent.casefold() not in codes:
        raise BadInput(
            f"{path.name}, row {number}: the parent '{code.parent}' of '{code.name}' is no code "
            "of this file. Add a row for it or leave the parent empty."
        )
    above = [code.name]
    upper: ImportedCode | None = code
    while upper and upper.parent and upper.parent.casefold() in codes:
        upper = codes[upper.parent.casefold()][1]
        above.append(upper.name)
        if upper is code:
            raise BadInput(
                f"{path.name}, row {number}: '{code.name}' is its own ancestor "
                f"({' < '.join(above)}). Leave the parent of one of them empty."
            )
        if len(above) > len(codes):
            break  # a circle further up, which is told at its own rows
    return evolve(code, parent=codes[code.parent.casefold()][1].name)


def _examples(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in cell.replace("\n", "|").split("|"))))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [CodebookCsv()]
