"""Imports a survey: a table with a row for each respondent, a column for each question.

Open answers are text to code: each respondent's become a document with a turn for each answer,
below its question, or (`documents=question`) all answers to a question one document with a turn
for each respondent. An answer is its respondent's words, so that it goes when they withdraw.
Closed answers are attributes of the respondent, a participant.

Which questions are open is seen from their answers (one has more than eight words, and most are
all different), or with `open=…`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedAttribution, ImportedDocument, ImportedTurn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import DocumentNames, quoted
from qualog_plugins.importers.placing.offsets import stored_text
from qualog_plugins.importers.tables.respondents import PEOPLE, NamedRows, attributes_in
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    find_columns,
    headings_of,
    read_table,
)

_HEADINGS = {"respondent": PEOPLE}
_MANY_WORDS = 8
_MOST_NAMED = 30


@frozen
class Options:
    """Which column is which, and what becomes of open answers."""

    respondent: str | None = option(
        None, help="heading of the column that names the respondents; found if not given"
    )
    open: str = option("", help="headings of open questions, separated by ;, found if not given")
    closed: str = option("", help="headings of closed questions, separated by ;, else all others")
    documents: Literal["respondent", "question"] = option(
        "respondent", help="make a document of each respondent's answers, or of each question's"
    )
    types: str = option("", help="types of closed questions, such as 'zip=text; joined=date'")
    sheet: str | None = option(None, help="sheet of the workbook; else the first")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class Survey:
    """The importer of surveys."""

    name = "survey"
    summary = "A survey (CSV, Excel): open answers as text to code, closed ones as attributes"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a table of people, in which somebody wrote at length."""
        if "respondent" not in find_columns(headings_of(path, head, _HEADINGS), _HEADINGS):
            return 0.0
        try:
            table = read_table(path, _HEADINGS)
        except BadInput:
            return 0.0
        return 0.7 if any(_is_open(table, index) for index in range(len(table.headings))) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return documents of open answers, and attributes of the respondents.

        Raises:
            BadInput: it is not a table, a column that is named is not there, or no question is
                open.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding, sheet=options.sheet)
        layout = _layout(table, options)
        rows = NamedRows(table, layout.respondent)
        named = list(rows.read())
        answers = _Answers(path.stem, table, layout.open)
        if options.documents == "respondent":
            answers.of_respondents(named)
        else:
            answers.to_questions(named)
        found = attributes_in(table, "participant", named, layout.closed, options.types)
        return Material(
            documents=tuple(answers.documents),
            participants=tuple(name for name, _ in named),
            attributions=tuple(answers.attributions),
            attributes=found.attributes,
            values=found.values,
            how=table.how,
            dropped=(
                *table.left_behind([layout.respondent, *layout.open, *layout.closed]),
                *rows.dropped,
                *answers.names.dropped,
                *found.dropped,
            ),
        )


@frozen
class _Layout:
    """Which columns hold what; respondents are numbered where no column names them."""

    respondent: int | None
    open: Sequence[int]
    closed: Sequence[int]


@frozen
class _Answer:
    """One open answer: what is written above it, and whose words it is."""

    label: str
    text: str
    respondent: str


@define
class _Answers:
    """Writes open answers below each other, as documents."""

    stem: str
    table: Table
    open: Sequence[int]
    names: DocumentNames = field(factory=DocumentNames)
    documents: list[ImportedDocument] = field(factory=list)
    attributions: list[ImportedAttribution] = field(factory=list)

    def of_respondents(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Make a document of each respondent's answers."""
        for name, row in rows:
            self._write(
                name,
                [_Answer(self.table.heading(index), row.cell(index), name) for index in self.open],
            )

    def to_questions(self, rows: Sequence[tuple[str, Row]]) -> None:
        """Make a document of the answers to each question."""
        for index in self.open:
            answers = [_Answer(name, row.cell(index), name) for name, row in rows]
            self._write(f"{self.stem}: {self.table.heading(index)}", answers)

    def _write(self, name: str, answers: Iterable[_Answer]) -> None:
        pieces: list[str] = []
        turns: list[ImportedTurn] = []
        position = 0
        for answer in answers:
            text = stored_text(answer.text)
            if not text:
                continue
            start = position + len(answer.label) + 1
            turns.append(ImportedTurn(start, start + len(text), answer.respondent))
            piece = f"{answer.label}\n{text}\n\n"
            pieces.append(piece)
            position += len(piece)
        if not turns:
            return
        document = self.names.free(name, name)
        text = "".join(pieces).rstrip("\n") + "\n"
        self.documents.append(ImportedDocument(document, text, tuple(turns)))
        for turn in turns:
            respondent = turn.speaker or ""
            self.attributions.append(
                ImportedAttribution(document, respondent, turn.start, turn.end)
            )


def _layout(table: Table, options: Any) -> _Layout:
    """Return which columns hold what: as a person says, else by headings and answers."""
    found = find_columns(table.headings, _HEADINGS).get("respondent")
    respondent = table.column(options.respondent) if options.respondent else found
    others = [index for index in table.named_columns if index != respondent]
    said_closed = table.columns(options.closed)
    open_ = (
        table.columns(options.open)
        if options.open
        else [index for index in others if index not in said_closed and _is_open(table, index)]
    )
    if not open_:
        raise BadInput(
            "{file} has no question that looks open. Its columns are: {columns}. To name the open "
            "ones: -o open=…; to import a table of attributes: --with attributes",
            file=table.file,
            columns=quoted((table.heading(index) for index in others), _MOST_NAMED),
        )
    closed = said_closed or [index for index in others if index not in open_]
    return _Layout(respondent, open_, [index for index in closed if index not in open_])


def _is_open(table: Table, index: int) -> bool:
    """Return whether somebody answered at length, and hardly two answered the same."""
    cells = [cell for row in table.rows if (cell := row.cell(index))]
    longest = max((len(cell.split()) for cell in cells), default=0)
    return longest > _MANY_WORDS and len(set(cells)) * 2 > len(cells)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Survey()]
