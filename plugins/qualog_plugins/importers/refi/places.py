"""What is found in a REFI-QDA project, and the places that notes, links and cases name."""

from typing import Any

from attrs import define, field, frozen

from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
)


@frozen
class RefiPlace:
    """What a note or a link can be on: a passage or all of a document, or what is no document.

    `words` say what it is to a person.
    """

    on: Any
    about: str
    words: str
    start: int | None = None
    end: int | None = None

    def memo(
        self, text: str, author: str | None, dated: int | None
    ) -> ImportedMemo | ImportedMemoOn:
        """Give a memo on it."""
        if self.on == "document":
            return ImportedMemo(self.about, text, self.start, self.end, author, dated)
        return ImportedMemoOn(self.on, self.about, text, author, dated)


STUDY = RefiPlace("study", "", "the study")


@define
class Found:
    """What a project gives, as it is read; `places` are by GUID."""

    places: dict[str, RefiPlace] = field(factory=dict)
    documents: list[ImportedDocument] = field(factory=list)
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    memos_on: list[ImportedMemoOn] = field(factory=list)
    attributions: list[ImportedAttribution] = field(factory=list)
    dropped: list[str] = field(factory=list)

    def put(self, guid: str, place: RefiPlace) -> None:
        """Keep where a GUID is; the first that has it goes on having it."""
        if guid:
            self.places.setdefault(guid, place)

    def note(self, place: RefiPlace, text: str, author: str | None, dated: int | None) -> None:
        """Keep words as a memo on a place."""
        memo = place.memo(text, author, dated)
        if isinstance(memo, ImportedMemo):
            self.memos.append(memo)
        else:
            self.memos_on.append(memo)
