"""Imports a survey: a table with a row for each respondent, a column for each question.

Open answers are text to code: each respondent's become a document with a turn for each answer,
below its question, or (`documents=question`) all answers to a question one document with a turn
for each respondent. An answer is its respondent's words, so that it goes when they withdraw.
Closed answers are attributes of the respondent, a participant.

Which questions are open is told by their answers (one has more than eight words, and most are
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
from qualog_plugins.importers.placing.names import Names
from qualog_plugins.importers.placing.offsets import kept
from qualog_plugins.importers.tables.respondents import PEOPLE, Rows, described
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    columns_called,
    headings_of,
    read_table,
)

_WORDS = {"respondent": PEOPLE}
_MANY_WORDS = 8


@frozen
class Options:
    """Which column is which, and what becomes of open answers."""

    respondent: str | None = option(None, help="the heading of who answered; found if not given")
    open: str = option("", help="the headings of open questions, with ; between; else found")
    closed: str = option("", help="those of closed ones; else all others")
    documents: Literal["respondent", "question"] = option(
        "respondent", help="whether a document is a respondent's answers, or those to a question"
    )
    types: str = option("", help="types of closed questions, such as 'zip=text; joined=date'")
    sheet: str | None = option(None, help="the sheet of a workbook; the first if not given")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class Survey:
    """The importer of surveys."""

    name = "survey"
    summary = "A survey (CSV, Excel): open answers to code, closed ones as attributes"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a table of people, in which somebody wrote at length."""
        if "respondent" not in columns_called(headings_of(path, head, _WORDS), _WORDS):
            return 0.0
        try:
            table = read_table(path, _WORDS)
        except BadInput:
            return 0.0
        return 0.7 if any(_is_open(table, index) for index in range(len(table.headings))) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give documents of open answers, and attributes of the respondents.

        Raises:
            BadInput: it is no table, a column that is named is not there, or no question is open.
        """
        table = read_table(path, _WORDS, encoding=options.encoding, sheet=options.sheet)
        layout = _layout(table, options, path)
        rows = Rows(table, layout.respondent)
        named = list(rows.named())
        answers = _Answers(path.stem, table, layout.open)
        if options.documents == "respondent":
            answers.of_respondents(named)
        else:
            answers.to_questions(named)
        found = described("participant", named, table, layout.closed, options.types)
        return Material(
            documents=tuple(answers.documents),
            participants=tuple(name for name, _ in named),
            attributions=tuple(answers.attributions),
            attributes=found.attributes,
            values=found.values,
            how=table.how,
            dropped=(
                *table.unknown([layout.respondent, *layout.open, *layout.closed]),
                *rows.dropped,
                *answers.names.dropped,
                *found.dropped,
            ),
        )


@frozen
class _Layout:
    """Where things stand in the table."""

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
    """Writes open answers below each other."""

    stem: str
    table: Table
    open: Sequence[int]
    names: Names = field(factory=Names)
    documents: list[ImportedDocument] = field(factory=list)
    attributions: list[ImportedAttribution] = field(factory=list)

    def of_respondents(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Make a document of each respondent's answers."""
        for name, row in rows:
            self._write(
                name,
                [_Answer(self.table.heading(each), row.cell(each), name) for each in self.open],
            )

    def to_questions(self, rows: Sequence[tuple[str, Row]]) -> None:
        """Make a document of the answers to each question."""
        for index in self.open:
            answers = [_Answer(name, row.cell(index), name) for name, row in rows]
            self._write(f"{self.stem}: {self.table.heading(index)}", answers)

    def _write(self, name: str, answers: Iterable[_Answer]) -> None:
        pieces: list[str] = []
        turns: list[ImportedTurn] = []
        at = 0
        for each in answers:
            text = kept(each.text)
            if not text:
                continue
            start = at + len(each.label) + 1
            turns.append(ImportedTurn(start, start + len(text), each.respondent))
            piece = f"{each.label}\n{text}\n\n"
            pieces.append(piece)
            at += len(piece)
        if not turns:
            return
        called = self.names.free(name, name)
        text = "".join(pieces).rstrip("\n") + "\n"
        self.documents.append(ImportedDocument(called, text, tuple(turns)))
        for turn in turns:
            who = turn.speaker or ""
            self.attributions.append(ImportedAttribution(called, who, turn.start, turn.end))


def _layout(table: Table, options: Any, path: Path) -> _Layout:
    found = columns_called(table.headings, _WORDS).get("respondent")
    respondent = table.column(options.respondent) if options.respondent else found
    others = [
        index
        for index, heading in enumerate(table.headings)
        if heading.strip() and index != respondent
    ]
    told = table.columns(options.closed)
    open_ = (
        table.columns(options.open)
        if options.open
        else [each for each in others if each not in told and _is_open(table, each)]
    )
    if not open_:
        there = ", ".join(f"'{table.heading(each)}'" for each in others[:30])
        raise BadInput(
            f"{path.name} has no question that looks open: its columns are {there}. Say which is "
            "with -o open=…, or import a table of attributes with --with attributes."
        )
    closed = told or [each for each in others if each not in open_]
    return _Layout(respondent, open_, [each for each in closed if each not in open_])


def _is_open(table: Table, index: int) -> bool:
    """Say whether a question is open: somebody wrote at length, and hardly two wrote the same."""
    cells = [cell for row in table.rows if (cell := row.cell(index))]
    longest = max((len(each.split()) for each in cells), default=0)
    return longest > _MANY_WORDS and len(set(cells)) * 2 > len(cells)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Survey()]
