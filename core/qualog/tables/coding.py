"""Codes, codings with their coders and participants, and memos."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.state import Coding, State
from qualog.state.places import place_of
from qualog.tables.table import (
    AuthorId,
    CodeId,
    CodingId,
    DecisionId,
    DocumentId,
    ParticipantId,
    Table,
    Time,
    made,
    timestamp,
)
from qualog.views.study import Study


class CodeRow(NamedTuple):
    """A code, in use or not.

    Attributes:
        id: its id.
        name: what it is called.
        path: its name with those of the codes above it: `organisation / workload`.
        definition: what it means.
        include: when to apply it.
        exclude: when not to apply it.
        examples: typical examples, one a line.
        parent: the code above it.
        status: `live`, `retired`, `merged` or `split`.
        counts_as: the code that its codings count as: itself, unless it was merged.
        made: when it was created.
        decision: the decision that did it.
    """

    id: str
    name: str
    path: str
    definition: str
    include: str
    exclude: str
    examples: str
    parent: CodeId | None
    status: str
    counts_as: CodeId
    made: Time
    decision: DecisionId


class CodingRow(NamedTuple):
    """A coding: a passage of a text, or a region, with a code.

    Attributes:
        id: its id.
        document: the document.
        start: where the passage begins in the text, in code points.
        end: where it ends, not included; `start` for a region.
        quotation: its words.
        page: the page, counted from 1.
        left: the left side of a region: in points from the bottom left of a page, in pixels from
            the top left of a picture.
        bottom: its lower side, likewise.
        right: its right side, likewise.
        top: its upper side, likewise.
        begin_ms: when it begins in the recording, in milliseconds.
        end_ms: when it ends, in milliseconds.
        code: the code that it counts as.
        applied_as: the code that was applied.
        dated: when it was made elsewhere, if it was imported with a date.
        made: when it was made here.
        decision: the decision that did it.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    quotation: str
    page: int | None
    left: float | None
    bottom: float | None
    right: float | None
    top: float | None
    begin_ms: int | None
    end_ms: int | None
    code: CodeId
    applied_as: CodeId
    dated: Time | None
    made: Time
    decision: DecisionId


class CodingCoderRow(NamedTuple):
    """Who made a coding; several rows for one that was made jointly.

    Attributes:
        coding: the coding.
        author: the author.
    """

    coding: CodingId
    author: AuthorId


class CodingParticipantRow(NamedTuple):
    """Whose words a coding marks.

    Attributes:
        coding: the coding.
        participant: the participant.
    """

    coding: CodingId
    participant: ParticipantId


class MemoRow(NamedTuple):
    """A memo.

    Attributes:
        id: its id.
        text: what it says.
        about: the id of what it is about; empty for the study as a whole.
        start: where the passage that it is about begins, in code points.
        end: where it ends, not included.
        authors: the names of those who wrote it.
        made: when it was written.
        decision: the decision that did it.
    """

    id: str
    text: str
    about: str | None
    start: int | None
    end: int | None
    authors: str
    made: Time
    decision: DecisionId


def _codes(study: Study) -> Iterator[CodeRow]:
    book = study.state.codebook
    for code in book.codes.values():
        yield CodeRow(
            id=code.id,
            name=code.name,
            path=book.path(code.id),
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples="\n".join(code.examples),
            parent=code.parent if code.parent in book.codes else None,
            status=code.status,
            counts_as=book.resolve(code.id),
            **made(code.made),
        )


def _codings(study: Study) -> Iterator[CodingRow]:
    return (_coding(study.state, coding) for coding in study.state.codings.values())


def _coding(state: State, coding: Coding) -> CodingRow:
    place = place_of(state, coding, coding.region)
    return CodingRow(
        id=coding.id,
        document=coding.document,
        start=coding.start,
        end=coding.end,
        quotation=state.quote(coding),
        page=place.page,
        left=place.left,
        bottom=place.bottom,
        right=place.right,
        top=place.top,
        begin_ms=place.begin,
        end_ms=place.end,
        code=state.codebook.resolve(coding.code),
        applied_as=coding.code,
        dated=timestamp(coding.dated) if coding.dated is not None else None,
        **made(coding.made),
    )


def _coding_coders(study: Study) -> Iterator[CodingCoderRow]:
    for coding in study.state.codings.values():
        for author in coding.made.authors:
            if author in study.state.authors:
                yield CodingCoderRow(coding.id, author)


def _coding_participants(study: Study) -> Iterator[CodingParticipantRow]:
    state = study.state
    for coding in state.codings.values():
        for speaker in state.documents[coding.document].speakers_in(coding.start, coding.end):
            if speaker in state.participants:
                yield CodingParticipantRow(coding.id, speaker)


def _memos(study: Study) -> Iterator[MemoRow]:
    for memo in study.state.memos.values():
        yield MemoRow(
            id=memo.id,
            text=memo.text,
            about=memo.about,
            start=memo.start,
            end=memo.end,
            authors=study.state.author_names(memo.made.authors),
            **made(memo.made),
        )


TABLES = (
    Table("codes", CodeRow, _codes),
    Table("codings", CodingRow, _codings),
    Table("coding_coders", CodingCoderRow, _coding_coders),
    Table("coding_participants", CodingParticipantRow, _coding_participants),
    Table("memos", MemoRow, _memos),
)
