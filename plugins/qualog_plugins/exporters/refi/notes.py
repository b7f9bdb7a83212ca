"""Memos as notes: on codes, codings, documents, themes and the study; linked to participants.

A memo on a passage is not a note: it is the description of a selection that has no code, which
other programs show as an annotation.
"""

import re
from collections.abc import Sequence
from typing import Any

from attrs import define, field, frozen

from qualog.language import Sayable
from qualog.state import Memo, State
from qualog.state.times import first_made
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import beginning, guid, put, when
from qualog_plugins.exporters.refi.users import Users
from qualog_plugins.exporters.shared.file_names import distinct
from qualog_plugins.exporters.shared.memos import first_answered, without_place

STUDY = "the study"
"""What a memo that is about nothing in particular is about."""


@frozen
class MarkedMemo:
    """A memo with the passage that it is on, or that the memo is on which it answers."""

    start: int
    end: int
    memo: Memo


@define
class Notes:
    """The memos that go out.

    Attributes:
        state: the study.
        users: who writes them.
        book: the codes that go out.
        only: the authors (ids) whose memos go out; everybody's if None.
        on: the GUIDs of the notes on each thing (an id, or `STUDY`).
        passages: the memos on passages of each document (an id).
        files: the texts of the notes, by the names of their files.
        replies: how many memos answer others.
        homeless: how many are on something that does not go out.
    """

    state: State
    users: Users
    book: Book
    only: tuple[str, ...] | None
    on: dict[str, list[str]] = field(factory=dict)
    passages: dict[str, list[MarkedMemo]] = field(factory=dict)
    files: dict[str, bytes] = field(factory=dict)
    replies: int = 0
    homeless: int = 0
    _written: list[Memo] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        for memo in self.state.memos.values():
            if self.only is not None and memo.made.authors != self.only:
                continue
            first = first_answered(self.state, memo)
            self.replies += first is not memo
            about = first.about
            if about in self.state.codebook.codes:
                about = self.state.codebook.resolve(about or "")
            if first.start is not None and first.end is not None and about in self.state.documents:
                marked = MarkedMemo(first.start, first.end, memo)
                self.passages.setdefault(about, []).append(marked)
            elif about is None or self._goes_out(about):
                self._written.append(memo)
                self.on.setdefault(about or STUDY, []).append(guid("memo", memo.id))
            else:
                self.homeless += 1

    def put(self, parent: Any) -> None:
        """Put the notes; their texts are files, as not every program reads them otherwise."""
        if not self._written:
            return
        notes = put(parent, "Notes")
        names = distinct(_name(memo.text) for memo in self._written)
        for memo, name in zip(self._written, names, strict=True):
            id_ = guid("memo", memo.id)
            self.files[f"{id_}.txt"] = memo.text.encode()
            put(
                notes,
                "Note",
                guid=id_,
                name=name,
                plainTextPath=f"internal://{id_}.txt",
                creatingUser=self.users.guid(memo.made.authors),
                creationDateTime=when(first_made(memo)),
            )

    def left_out(self) -> Sequence[Sayable]:
        """Return what has no place."""
        return list(without_place(self.homeless, self.replies))

    def _goes_out(self, id_: str) -> bool:
        state, theme, coding = self.state, self.state.themes.get(id_), self.state.codings.get(id_)
        return (
            id_ in state.documents
            or id_ in self.book
            or (coding is not None and self.only in (None, coding.made.authors))
            or (theme is not None and not theme.retired)
            or (id_ in state.participants and not state.participants[id_].withdrawn)
        )


def _name(text: str) -> str:
    """Return the first words of a memo, which name it."""
    return beginning(re.sub(r"[\x00-\x1f]", " ", text))
