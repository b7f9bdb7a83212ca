"""What tables of people have in common: whose row it is, and what is known of them."""

from collections.abc import Iterable, Iterator

from attrs import define, field

from qualog.decisions.attributes import AttributeType
from qualog.errors import BadInput
from qualog_plugins.importers.tables.attribute_types import TYPES, Described, Found, Kind, describe
from qualog_plugins.importers.tables.table import Row, Table, listed, tidy

# What the column may be called that says whose row it is; the earlier goes first.
PEOPLE = (
    "respondent", "respondent id", "respondentid", "survey respondent id", "surveyrespondentid",
    "participant", "participant id", "case",
    "case id", "case name", "pseudonym", "interviewee", "informant", "person", "response id",
    "respondentnr", "deltagare", "deltagar-id", "informantnr", "intervjuperson",
)  # fmt: skip
DOCUMENTS = (
    "document", "document name", "file", "file name", "filename", "transcript", "interview",
    "source", "dokument", "fil", "intervju",
)  # fmt: skip


@define
class Rows:
    """The rows of a table by whom they are about; each has one row."""

    table: Table
    column: int | None
    dropped: list[str] = field(factory=list)

    def named(self) -> Iterator[tuple[str, Row]]:
        """Give each row with a name; a mere number goes by its column's heading."""
        seen: dict[str, int] = {}
        for row in self.table.rows:
            name = self._name(row)
            width = len(self.table.headings)
            if any(cell.strip() for cell in row.cells[width:]):
                self.dropped.append(
                    f"row {row.number}: it has {len(row.cells)} cells, but there are {width} "
                    "columns; put a text that holds the delimiter in quotation marks"
                )
            elif not name:
                self.dropped.append(f"row {row.number}: it does not say whom it is about")
            elif name.casefold() in seen:
                earlier = seen[name.casefold()]
                self.dropped.append(f"row {row.number}: '{name}' is in row {earlier} already")
            else:
                seen[name.casefold()] = row.number
                yield name, row

    def _name(self, row: Row) -> str:
        if self.column is None:
            return f"Respondent {row.number - 1}"
        cell = tidy(row.cell(self.column))
        if not cell or any(character.isalpha() for character in cell):
            return cell
        return f"{self.table.heading(self.column)} {cell}"


def described(
    of: Kind, rows: Iterable[tuple[str, Row]], table: Table, columns: Iterable[int], types: str
) -> Described:
    """Give what columns say of people or documents, as attributes.

    Args:
        of: what the rows are about.
        rows: names and rows.
        table: the table, for its headings.
        columns: which columns are attributes.
        types: what a person says of them, "age=integer; joined=date".

    Raises:
        BadInput: a type is none, or no column of the name is there.
    """
    wanted = list(columns)
    found = [
        Found(of, name, table.heading(index), row.cell(index))
        for name, row in rows
        for index in wanted
    ]
    return describe(found, told=_types(types, table))


def _types(told: str, table: Table) -> dict[str, AttributeType]:
    types: dict[str, AttributeType] = {}
    for each in listed(told):
        heading, _, wanted = (part.strip() for part in each.rpartition("="))
        type_ = next((one for one in TYPES if one == wanted.casefold()), None)
        if type_ is None or not heading:
            raise BadInput(
                f"'{each}' is no type of a column. Write -o 'types=age=integer; joined=date'; "
                f"the types are {', '.join(TYPES)}."
            )
        types[table.heading(table.column(heading))] = type_
    return types
