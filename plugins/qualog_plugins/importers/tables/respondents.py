"""What tables of people or documents have in common: whom a row is about, and its attributes."""

from collections.abc import Iterable, Iterator

from attrs import define, field

from qualog.decisions.attributes import AttributeType
from qualog.errors import BadInput
from qualog.language import Sayable, alternatives, message
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.tables.attribute_types import (
    TYPES,
    FoundValue,
    Kind,
    TypedValues,
    typed_values,
)
from qualog_plugins.importers.tables.table import Row, Table, split_list

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
class NamedRows:
    """The rows of a table by whom they are about; each has one row.

    Attributes:
        table: the table.
        column: the column that says whom a row is about; None where respondents are numbered.
        dropped: the rows that could not be read, once `read` has gone through them.
    """

    table: Table
    column: int | None
    dropped: list[Sayable] = field(factory=list)

    def read(self) -> Iterator[tuple[str, Row]]:
        """Yield each row with a name; a mere number goes by its column's heading."""
        seen: dict[str, int] = {}
        for row in self.table.rows:
            name = self._name(row)
            if reason := self.table.too_many_cells(row):
                self.dropped.append(reason)
            elif not name:
                self.dropped.append(
                    message("row {row}, which does not say whom it is about", row=row.number)
                )
            elif name.casefold() in seen:
                self.dropped.append(
                    message(
                        "row {row}: “{name}” is already in row {earlier}",
                        row=row.number,
                        name=name,
                        earlier=seen[name.casefold()],
                    )
                )
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


def attributes_in(
    table: Table, of: Kind, rows: Iterable[tuple[str, Row]], columns: Iterable[int], types: str
) -> TypedValues:
    """Return what columns say of people or documents, as attributes.

    Args:
        table: the table.
        of: what the rows are about.
        rows: names and rows.
        columns: which columns are attributes.
        types: the types that a person names, "age=integer; joined=date".

    Raises:
        BadInput: there is no such type, or no column of the name.
    """
    indices = list(columns)
    found = [
        FoundValue(of, name, table.heading(index), row.cell(index))
        for name, row in rows
        for index in indices
    ]
    return typed_values(found, types=_types(types, table))


def _types(assignments: str, table: Table) -> dict[str, AttributeType]:
    """Return the types that a person named, by heading."""
    types: dict[str, AttributeType] = {}
    for assignment in split_list(assignments):
        heading, _, wanted = (part.strip() for part in assignment.rpartition("="))
        type_ = next((known for known in TYPES if known == wanted.casefold()), None)
        if type_ is None or not heading:
            raise BadInput(
                "“{assignment}” does not give a column its type. "
                "Write -o 'types=age=integer; joined=date'; a type is {types}.",
                assignment=assignment,
                types=alternatives(TYPES),
            )
        types[table.heading(table.column(heading))] = type_
    return types
