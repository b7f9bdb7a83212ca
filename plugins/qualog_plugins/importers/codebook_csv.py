"""Imports a codebook from CSV: one code a row, its columns named in English or Swedish.

The columns may stand in any order and are told by their headings, without regard to case:
the name, and if there are any the definition, when to use it, when not, examples (separated
by `|` or line breaks) and the parent, which is the name of another row. The delimiter is the
one under which the headings are best understood.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.hookspecs import Importer, hookimpl
from qualog.material import ImportedCode, Material
from qualog.options import option
from qualog_plugins.importers.encoding import decode, looks_like_text
from qualog_plugins.importers.files import kind_of, read_bytes

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
_DELIMITERS = (",", ";", "\t", "|")
_Row = tuple[int, list[str]]


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
        suffix = path.suffix.lower()
        if suffix not in (".csv", ".tsv") or kind_of(head) or not looks_like_text(head):
            return 0.0
        try:
            text, _ = decode(head, path)
        except BadInput:
            # The head may end within a character, but the headings are before that.
            text = head.decode("utf-8", errors="replace")
        told, rest = _told_delimiter(text.lstrip("\ufeff"))
        line = _first_line(rest)
        return 0.9 if "name" in _columns(_cells(line, told or _delimiter(line))) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the codes of the file, parents checked.

        Raises:
            BadInput: no column of codes, or a row that cannot be a code; file and row are named.
        """
        data = read_bytes(path)
        if kind := kind_of(data[:16]):
            raise BadInput(f"{path.name} is {kind[0]}, not a CSV file. Save the table as CSV.")
        text, _ = decode(data, path, options.encoding)
        (_, headings), *rows = _rows(text, path)
        columns = _columns(headings)
        if "name" not in columns:
            found = ", ".join(f"'{each.strip()}'" for each in headings if each.strip())
            raise BadInput(
                f"{path.name} has no column of codes. Its columns are {found}; call one of them "
                "'code' or 'name'."
            )
        codes = _codes(rows, columns, len(headings), path)
        unknown = [
            f"the column '{heading.strip()}'"
            for index, heading in enumerate(headings)
            if heading.strip() and index not in columns.values()
        ]
        return Material(codes=codes, dropped=tuple(unknown))


def _rows(text: str, path: Path) -> list[_Row]:
    """Give the rows that hold anything, each with its number as a spreadsheet counts."""
    told, rest = _told_delimiter(text)
    delimiter, before = told or _delimiter(_first_line(rest)), 1 if told else 0
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    number = before
    try:
        for number, row in enumerate(reader, start=before + 1):
            if any(cell.strip() for cell in row):
                rows.append((number, row))
    except csv.Error as error:
        raise BadInput(
            f"{path.name}, row {number + 1}: the quotation marks do not match ({error}). "
            'Put a text that holds " or line breaks in quotation marks, and double those inside.'
        ) from None
    if len(rows) < 2:
        raise BadInput(f"{path.name} holds no codes: there is nothing below the headings.")
    return rows


def _codes(
    rows: Sequence[_Row], columns: dict[str, int], width: int, path: Path
) -> tuple[ImportedCode, ...]:
    codes: dict[str, tuple[int, ImportedCode]] = {}
    for number, row in rows:
        where = f"{path.name}, row {number}"
        if any(cell.strip() for cell in row[width:]):
            raise BadInput(
                f"{where} has {len(row)} cells, but there are {width} columns. "
                "Put a text that holds the delimiter in quotation marks."
            )
        cells = {
            field: row[index].strip() if index < len(row) else ""
            for field, index in columns.items()
        }
        name = _tidy(cells["name"])
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
                parent=_tidy(cells.get("parent", "")) or None,
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


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """Read the hint that Excel takes, a first line such as `sep=;`; give it and the rest."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    return None, text


def _first_line(text: str) -> str:
    return text.lstrip("\n").partition("\n")[0]


def _delimiter(line: str) -> str:
    """Choose the delimiter that makes most known columns of the headings, then most columns."""

    def merit(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(_columns(cells)), len(cells)

    return max(_DELIMITERS, key=merit)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _columns(headings: Sequence[str]) -> dict[str, int]:
    known = [_tidy(each).casefold().replace("_", " ") for each in headings]
    columns = {}
    for field, words in _HEADINGS.items():
        for word in words:
            if word in known:
                columns[field] = known.index(word)
                break
    return columns


def _examples(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in cell.replace("\n", "|").split("|"))))


def _tidy(text: str) -> str:
    return " ".join(text.split())


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [CodebookCsv()]
