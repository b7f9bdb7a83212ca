"""What is read of a REFI-QDA project, and the places that notes, links and cases name."""

from typing import Any

from attrs import define, field, frozen

from qualog.language import Sayable
from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
)


@frozen
class RefiPlace:
    """What a note or a link can be on.

    Attributes:
        on: "document" for a passage or all of one; else what it is that is not a document.
        about: its name, or a coding's key.
        words: what to call it in a memo.
        start: where the passage starts; None for all of a document.
        end: where it ends.
    """

    on: Any
    about: str
    words: str
    start: int | None = None
    end: int | None = None

    def memo(
        self, text: str, author: str | None, dated: int | None
    ) -> ImportedMemo | ImportedMemoOn:
        """Return a memo on it."""
        if self.on == "document":
            return ImportedMemo(self.about, text, self.start, self.end, author, dated)
        return ImportedMemoOn(self.on, self.about, text, author, dated)


STUDY = RefiPlace("study", "", "the study")


@define
class ProjectContents:
    """What a project holds, as it is read; `places` are by GUID."""

    places: dict[str, RefiPlace] = field(factory=dict)
    documents: list[ImportedDocument] = field(factory=list)
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    memos_on: list[ImportedMemoOn] = field(factory=list)
    attributions: list[ImportedAttribution] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)

    def add_place(self, guid: str, place: RefiPlace) -> None:
        """Add where a GUID is; of several things that have it, the first keeps it."""
        if guid:
            self.places.setdefault(guid, place)

    def add_memo(self, place: RefiPlace, text: str, author: str | None, dated: int | None) -> None:
        """Add a memo on a place."""
        memo = place.memo(text, author, dated)
        if isinstance(memo, ImportedMemo):
            self.memos.append(memo)
        else:
            self.memos_on.append(memo)
