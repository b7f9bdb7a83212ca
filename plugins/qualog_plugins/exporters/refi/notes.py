"""Memos as notes: on codes, codings, documents, themes and the study; linked to participants.

A memo on a passage is no note: it is the description of a selection that has no code, which
other programs show as an annotation.
"""

import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from qualog.state import Memo, State
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import beginning, guid, put, when
from qualog_plugins.exporters.refi.people import Users

STUDY = "the study"


@frozen
class MarkedMemo:
    """A memo with the passage that it is on, or that the memo is on which it answers."""

    start: int
    end: int
    memo: Memo

    @property
    def made(self) -> int:
        """When it was written, in UTC milliseconds since 1970."""
        return self.memo.made.milliseconds if self.memo.dated is None else self.memo.dated


@define
class Notes:
    """The memos that go out, and by what they are about the GUIDs of their notes."""

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
    _names: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        for memo in self.state.memos.values():
            if self.only is not None and memo.made.authors != self.only:
                continue
            first = self._first(memo)
            self.replies += first is not memo
            about = first.about
            if about in self.state.codebook.codes:
                about = self.state.codebook.resolve(about or "")
            if first.start is not None and first.end is not None and about in self.state.documents:
                marked = MarkedMemo(first.start, first.end, memo)
                self.passages.setdefault(about, []).append(marked)
            elif about is None or self._is_there(about):
                self._written.append(memo)
                self.on.setdefault(about or STUDY, []).append(guid("memo", memo.id))
            else:
                self.homeless += 1

    def put(self, parent: Any) -> None:
        """Put the notes; their texts are files, as not every program reads them otherwise."""
        if not self._written:
            return
        notes = put(parent, "Notes")
        for memo in self._written:
            id_ = guid("memo", memo.id)
            self.files[f"{id_}.txt"] = memo.text.encode()
            made = memo.made.milliseconds if memo.dated is None else memo.dated
            put(
                notes,
                "Note",
                guid=id_,
                name=self._name(memo.text),
                plainTextPath=f"internal://{id_}.txt",
                creatingUser=self.users.guid(memo.made.authors),
                creationDateTime=when(made),
            )

    def told(self) -> Iterator[str]:
        """Say what has no place."""
        if self.homeless:
            yield f"memos on decisions, theory links and what is no longer there: {self.homeless}"
        if self.replies:
            yield f"which memos answer others (each is on what the first one is on): {self.replies}"

    def _first(self, memo: Memo) -> Memo:
        """Give the first of the memos that a memo answers; itself where it answers none."""
        seen = {memo.id}
        while memo.about in self.state.memos and memo.about not in seen:
            memo = self.state.memos[memo.about]
            seen.add(memo.id)
        return memo

    def _is_there(self, id_: str) -> bool:
        state, theme, coding = self.state, self.state.themes.get(id_), self.state.codings.get(id_)
        return (
            id_ in state.documents
            or id_ in self.book
            or (coding is not None and self.only in (None, coding.made.authors))
            or (theme is not None and not theme.retired)
            or (id_ in state.participants and not state.participants[id_].withdrawn)
        )

    def _name(self, text: str) -> str:
        """Give a note's name: its first words, and a number where another begins so."""
        name, number = beginning(re.sub(r"[\x00-\x1f]", " ", text)), 1
        told = name
        while told in self._names:
            number += 1
            told = f"{name} ({number})"
        self._names.add(told)
        return told
