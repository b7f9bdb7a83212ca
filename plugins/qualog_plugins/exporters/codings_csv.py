"""The codings as a table: one row a coding."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from qualog.hookspecs import Exporter, hookimpl
from qualog.options import option
from qualog.reliability.consensus import consensus_in
from qualog.state import Coding, State
from qualog.state.codings import Marked
from qualog.study import Study
from qualog_plugins.exporters.atomic import written_whole

_PASSAGE = (
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
)

COLUMNS = (
    "coding",
    *_PASSAGE,
    "made",
    "dated",
    "memos",
    "decision",
)

CONSENSUS_COLUMNS = (*_PASSAGE, "discussion", "outcome", "settled by", "settled", "decision")


@frozen
class Options:
    """Which codings, and for which program."""

    layer: Literal["coders", "consensus"] = option(
        "coders", help="each coder's codings, or what all agree on or settled in discussion"
    )
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
            of_coders = options.layer == "coders"
            table.writerow(COLUMNS if of_coders else CONSENSUS_COLUMNS)
            for row in (_codings if of_coders else _consensus)(study.state):
                table.writerow([_tamed(cell) for cell in row] if options.excel else row)
        return []


Row = tuple[object, ...]


def _codings(state: State) -> Iterator[Row]:
    passages = _Passages.of(state)
    memos: dict[str, list[str]] = {}
    for memo in state.memos.values():
        memos.setdefault(memo.about or "", []).append(memo.text)
    codings: dict[str, list[Coding]] = {id_: [] for id_ in state.documents}
    for coding in state.codings.values():
        codings[coding.document].append(coding)
    for document in state.documents:
        for coding in sorted(codings[document], key=lambda each: (each.start, each.end)):
            yield (
                coding.id,
                *passages.cells(coding, coding.code, coding.made.authors),
                _utc(coding.made.milliseconds),
                _utc(coding.dated) if coding.dated is not None else "",
                "; ".join(memos.get(coding.id, ())),
                coding.made.decision,
            )


def _consensus(state: State) -> Iterator[Row]:
    passages = _Passages.of(state)
    for document in state.documents:
        for each in consensus_in(state, document):
            found = each.discussion
            settled = found.settled if found is not None else None
            yield (
                *passages.cells(each, each.code, each.coders),
                found.id if found is not None else "",
                found.outcome if found is not None else "",
                _names(state, settled.authors) if settled is not None else "",
                _utc(settled.milliseconds) if settled is not None else "",
                settled.decision if settled is not None else "",
            )


@frozen
class _Passages:
    """Tells passages with their codes; `themes` are the names of those that a code is under."""

    state: State
    themes: dict[str, list[str]]

    @classmethod
    def of(cls, state: State) -> "_Passages":
        themes: dict[str, list[str]] = {}
        for theme in state.themes.values():
            for code in theme.codes if not theme.retired else ():
                themes.setdefault(state.codebook.resolve(code), []).append(theme.name)
        return cls(state, themes)

    def cells(self, marked: Marked, given: str, coders: Sequence[str]) -> Row:
        """Give the cells of a passage, the code that it was given, and by whom."""
        state, document = self.state, self.state.documents[marked.document]
        code = state.codebook.resolve(given)
        turns = document.turns_in(marked.start, marked.end)
        return (
            document.name,
            "; ".join(state.pseudonyms(marked)),
            next((number for number, _ in turns), ""),
            marked.start,
            marked.end,
            state.quote(marked),
            state.codebook.name(code),
            state.codebook.path(code),
            "; ".join(self.themes.get(code, ())),
            _names(state, coders),
        )


def _names(state: State, authors: Sequence[str]) -> str:
    return "; ".join(state.author_names([each]) for each in authors)


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
