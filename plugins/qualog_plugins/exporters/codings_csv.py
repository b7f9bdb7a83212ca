"""The codings as a table: one row a coding."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.hookspecs import Exporter, hookimpl
from qualog.options import option
from qualog.state import Coding
from qualog.study import Study
from qualog_plugins.exporters.atomic import written_whole

COLUMNS = (
    "coding",
    "document",
    "participants",
    "turn",
    "start",
    "end",
    "quotation",
    "code",
    "path",
    "themes",
    "coders",
    "made",
    "dated",
    "memos",
    "decision",
)


@frozen
class Options:
    """For which program."""

    excel: bool = option(
        True, help="a byte order mark, and ' before what a spreadsheet would run as a formula"
    )


class CodingsCsv:
    """Spans in code points, times in UTC, several values of one cell with '; ' between."""

    name = "codings-csv"
    summary = "The codings as a CSV table, one row a coding"
    suffix = ".csv"
    options = Options

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the table, in the order of the documents."""
        encoding = "utf-8-sig" if options.excel else "utf-8"
        with (
            written_whole(target) as draft,
            draft.open("w", encoding=encoding, newline="") as file,
        ):
            table = csv.writer(file)
            table.writerow(COLUMNS)
            for row in _rows(study):
                table.writerow([_tamed(cell) for cell in row] if options.excel else row)
        return []


def _rows(study: Study) -> Iterator[tuple[object, ...]]:
    state = study.state
    themes: dict[str, list[str]] = {}
    for theme in state.themes.values():
        for code in theme.codes if not theme.retired else ():
            themes.setdefault(state.codebook.resolve(code), []).append(theme.name)
    memos: dict[str, list[str]] = {}
    for memo in state.memos.values():
        memos.setdefault(memo.about or "", []).append(memo.text)
    codings: dict[str, list[Coding]] = {id_: [] for id_ in state.documents}
    for coding in state.codings.values():
        codings[coding.document].append(coding)
    for document in state.documents.values():
        text = state.text(document.id)
        for coding in sorted(codings[document.id], key=lambda each: (each.start, each.end)):
            code = state.codebook.resolve(coding.code)
            turns = document.turns_in(coding.start, coding.end)
            yield (
                coding.id,
                document.name,
                "; ".join(state.pseudonyms(coding)),
                next((number for number, _ in turns), ""),
                coding.start,
                coding.end,
                text[coding.start : coding.end],
                state.codebook.name(code),
                state.codebook.path(code),
                "; ".join(themes.get(code, ())),
                "; ".join(state.author_names([each]) for each in coding.made.authors),
                _utc(coding.made.milliseconds),
                _utc(coding.dated) if coding.dated is not None else "",
                "; ".join(memos.get(coding.id, ())),
                coding.made.decision,
            )


def _utc(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def _tamed(cell: object) -> object:
    """Keep a spreadsheet from running what somebody said as a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    return f"'{cell}" if is_formula else cell


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [CodingsCsv()]
