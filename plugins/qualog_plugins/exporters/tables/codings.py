"""The long table of codings: its columns, each with its type, and a row for each coding."""

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from qualog.decisions.codings import Region
from qualog.options import option
from qualog.reliability.consensus import consensus_in
from qualog.state import State
from qualog.state.codings import Marked
from qualog.state.places import place_of
from qualog.state.times import utc
from qualog_plugins.exporters.shared.grouping import codings_by_document, memos_by_subject
from qualog_plugins.exporters.tables.spreadsheet import Cell

Row = tuple[Cell, ...]
Layer = Literal["coders", "consensus"]


@frozen
class Column:
    """A column: its heading, a name as R and SQL take it, and what its cells are.

    Times are in UTC.
    """

    name: str
    kind: Literal["text", "number", "time"] = "text"


_PASSAGE = (
    Column("document"),
    Column("participants"),
    Column("turn", "number"),
    Column("start", "number"),
    Column("end", "number"),
    Column("quotation"),
    Column("page", "number"),
    Column("box"),
    Column("begin_ms", "number"),
    Column("end_ms", "number"),
    Column("code"),
    Column("path"),
    Column("themes"),
    Column("coders"),
)

CODERS = (
    Column("coding"),
    *_PASSAGE,
    Column("made", "time"),
    Column("dated", "time"),
    Column("memos"),
    Column("decision"),
)

CONSENSUS = (
    *_PASSAGE,
    Column("discussion"),
    Column("outcome"),
    Column("settled_by"),
    Column("settled", "time"),
    Column("decision"),
)


@frozen
class LayerOptions:
    """Which codings."""

    layer: Literal["coders", "consensus"] = option(
        "coders", help="each coder's codings, or what all agree on or settled in discussion"
    )


def columns_of(layer: Layer) -> tuple[Column, ...]:
    """Return the columns of a layer."""
    return CODERS if layer == "coders" else CONSENSUS


def rows_of(state: State, layer: Layer) -> Iterator[Row]:
    """Return the rows of a layer, in the order of the documents.

    Spans are in code points, times in a recording in milliseconds; several values of one cell
    have '; ' between them.
    """
    return _codings(state) if layer == "coders" else _consensus(state)


def _codings(state: State) -> Iterator[Row]:
    passages = _Passages.of(state)
    memos = memos_by_subject(state)
    for codings in codings_by_document(state).values():
        for coding in codings:
            yield (
                coding.id,
                *passages.cells(coding, coding.code, coding.made.authors, coding.region),
                utc(coding.made.milliseconds),
                utc(coding.dated) if coding.dated is not None else None,
                "; ".join(memo.text for memo in memos.get(coding.id, ())),
                coding.made.decision,
            )


def _consensus(state: State) -> Iterator[Row]:
    passages = _Passages.of(state)
    for document in state.documents:
        for agreed in consensus_in(state, document):
            discussion = agreed.discussion
            settled = discussion.settled if discussion is not None else None
            yield (
                *passages.cells(agreed, agreed.code, agreed.coders),
                discussion.id if discussion is not None else None,
                discussion.outcome if discussion is not None else None,
                _names(state, settled.authors) if settled is not None else None,
                utc(settled.milliseconds) if settled is not None else None,
                settled.decision if settled is not None else None,
            )


@frozen
class _Passages:
    """Makes the cells of passages; `themes` are the names of those that a code is under."""

    state: State
    themes: dict[str, list[str]]

    @classmethod
    def of(cls, state: State) -> "_Passages":
        themes: dict[str, list[str]] = {}
        for theme in state.themes.values():
            for code in theme.codes if not theme.retired else ():
                themes.setdefault(state.codebook.resolve(code), []).append(theme.name)
        return cls(state, themes)

    def cells(
        self, marked: Marked, applied: str, coders: Sequence[str], region: Region | None = None
    ) -> Row:
        """Return the cells of a passage or a region, of the code applied to it, and by whom."""
        state, document = self.state, self.state.documents[marked.document]
        code = state.codebook.resolve(applied)
        turns = document.turns_in(marked.start, marked.end)
        place = place_of(state, marked, region)
        return (
            document.name,
            "; ".join(state.pseudonyms(marked)),
            next((number for number, _ in turns), None),
            marked.start,
            marked.end,
            state.quote(marked),
            place.page,
            place.box,
            place.begin,
            place.end,
            state.codebook.name(code),
            state.codebook.path(code),
            "; ".join(self.themes.get(code, ())),
            _names(state, coders),
        )


def _names(state: State, authors: Sequence[str]) -> str:
    return "; ".join(state.author_names([author]) for author in authors)
