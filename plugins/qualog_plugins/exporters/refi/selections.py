"""Selections: what is marked in a source, in its text or in regions of it, with the codings.

What other programs call a selection is a passage with what one coder applied to it: some take
the coder from the selection, so that each coder has their own.
"""

from typing import Any

from attrs import define

from qualog.decisions.codings import Region
from qualog.state import Coding, Document, State
from qualog.state.times import first_made
from qualog_plugins.exporters.refi.elements import beginning, describe, guid, put, refer, when
from qualog_plugins.exporters.refi.notes import Notes
from qualog_plugins.exporters.refi.users import Users
from qualog_plugins.exporters.refi.variables import said_by, words_guid

_CORNERS = ("firstX", "firstY", "secondX", "secondY")


@define
class Selections:
    """Puts selections, codings and memos on passages.

    Attributes:
        state: the study.
        users: who made them.
        notes: the memos that go out.
        rounded: how many regions have boundaries that are not whole numbers.
    """

    state: State
    users: Users
    notes: Notes
    rounded: int = 0

    def put_passages(
        self, parent: Any, document: Document, text: str, codings: list[Coding]
    ) -> None:
        """Put what is marked in a text: codings, memos, and the words of participants."""
        for first, *others in _of_one_selection(codings):
            user, id_ = self.users.guid(first.made.authors), guid("selection", first.id)
            passage = first.start, first.end
            selection = _put_passage(parent, id_, text, passage, user, first_made(first))
            for coding in (first, *others):
                self.put_coding(selection, coding)
        for marked in self.notes.passages.get(document.id, ()):
            memo, passage = marked.memo, (marked.start, marked.end)
            user, id_ = self.users.guid(memo.made.authors), guid("memo", memo.id)
            selection = _put_passage(parent, id_, text, passage, user, first_made(memo))
            describe(selection, memo.text)
        user, made = self.users.guid(document.made.authors), document.made.milliseconds
        for participant in self.state.participants.values():
            for passage in said_by(document, participant):
                id_ = words_guid(document, participant, *passage)
                selection = _put_passage(parent, id_, text, passage, user, made)
                describe(selection, participant.pseudonym)

    def put_regions(self, source: Any, kind: str, codings: list[Coding]) -> None:
        """Put codings of regions of a source; `kind` is the beginning of its element's name."""
        for first, *others in _of_one_selection(codings):
            marks = self._marks(kind, first.region or Region())
            selection = put(
                source,
                f"{kind}Selection",
                guid=guid("selection", first.id),
                name=", ".join(f"{name} {mark}" for name, mark in marks.items()),
                creatingUser=self.users.guid(first.made.authors),
                creationDateTime=when(first_made(first)),
                **{name: str(mark) for name, mark in marks.items()},
            )
            for coding in (first, *others):
                self.put_coding(selection, coding)

    def put_coding(self, parent: Any, coding: Coding) -> None:
        """Put a coding into its selection, or into a source as a whole."""
        element = put(
            parent,
            "Coding",
            guid=guid("coding", coding.id),
            creatingUser=self.users.guid(coding.made.authors),
            creationDateTime=when(first_made(coding)),
        )
        refer(element, "CodeRef", guid("code", self.state.codebook.resolve(coding.code)))
        for note in self.notes.on.get(coding.id, ()):
            refer(element, "NoteRef", note)

    def _marks(self, kind: str, region: Region) -> dict[str, int]:
        """Return the attributes that say where a region is: pages from 0, milliseconds."""
        if kind in ("Audio", "Video"):
            return {"begin": region.begin or 0, "end": region.end or 0}
        marks: dict[str, int] = {}
        if region.box is not None:
            marks = {name: round(at) for name, at in zip(_CORNERS, region.box, strict=True)}
            self.rounded += tuple(marks.values()) != region.box
        if kind == "PDF":
            marks["page"] = (region.page or 1) - 1
        return marks


def _put_passage(
    parent: Any, id_: str, text: str, passage: tuple[int, int], user: str, made: int
) -> Any:
    """Put a selection of a text, named by its first words, and return it."""
    start, end = passage
    return put(
        parent,
        "PlainTextSelection",
        guid=id_,
        name=beginning(text[start:end]),
        startPosition=str(start),
        endPosition=str(end),
        creatingUser=user,
        creationDateTime=when(made),
    )


def _of_one_selection(codings: list[Coding]) -> list[list[Coding]]:
    """Return codings of one passage by the same coders together, in the order of the text."""
    found: dict[object, list[Coding]] = {}
    for coding in sorted(codings, key=lambda coding: (coding.start, coding.end)):
        selection = (coding.start, coding.end, coding.region, coding.made.authors)
        found.setdefault(selection, []).append(coding)
    return list(found.values())
