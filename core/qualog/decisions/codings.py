"""Codings: a passage of a document is coded.

Positions are spans `[start, end)` in Unicode code points of the document's text: of the
`revision` (an id) that a decision names, of the text as it was imported where it names none.
"""

from typing import Any

from attrs import frozen

from qualog.decisions.base import Decision, Work, decision, later, upcaster
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id, Milliseconds, Number, Offset
from qualog.language import Message, message


@frozen
class Region:
    """What is coded of a picture, a page or a recording, where there is no text.

    Attributes:
        page: of a paged document, from 1.
        box: left, bottom, right, top; in points from the bottom left of a page, in pixels from
            the top left of a picture (there: left, top, right, bottom).
        begin: of a stretch of a recording, in milliseconds.
        end: likewise, exclusive.
    """

    page: Number | None = None
    box: tuple[float, float, float, float] | None = None
    begin: Number | None = None
    end: Number | None = None


@decision("coding-applied", version=2)
class CodingApplied(Decision):
    """A passage is coded.

    `dated` is when the coder made it elsewhere (UTC milliseconds), for a coding that was
    imported. A `region` marks what is not text; the passage is empty then.
    """

    work = Work.CODING

    coding: Id
    document: Id
    code: Id
    start: Offset
    end: Offset
    revision: Id | None = None
    dated: Milliseconds | None = None
    region: Region | None = later(default=None)

    @property
    def codings(self) -> tuple[str, ...]:
        return (self.coding,)

    def sentence(self, names: Names) -> Message:
        return message(
            "coded {passage} as {code}",
            passage=names.passage(self.document, self.start, self.end, self.revision),
            code=names.code(self.code),
        )


@upcaster("coding-applied", 1)
def _first_revision(fields: dict[str, Any]) -> dict[str, Any]:
    """Texts could not be corrected yet: a number, always 1, stood for their only revision."""
    return {**fields, "revision": None}


@decision("coding-removed")
class CodingRemoved(Decision):
    """A coding is removed from its passage."""

    work = Work.REVISING_CODINGS

    coding: Id

    @property
    def codings(self) -> tuple[str, ...]:
        return (self.coding,)

    def sentence(self, names: Names) -> Message:
        return message("removed {coding}", coding=names.coding(self.coding))


@decision("coding-resized")
class CodingResized(Decision):
    """A coding gets other boundaries: it was too wide, too narrow, or beside the point."""

    work = Work.REVISING_CODINGS

    coding: Id
    start: Offset
    end: Offset
    revision: Id | None = later(default=None)

    @property
    def codings(self) -> tuple[str, ...]:
        return (self.coding,)

    def sentence(self, names: Names) -> Message:
        document = names.document_of(self.coding)
        return message(
            "changed the boundaries of {coding} to {passage}",
            coding=names.coding(self.coding),
            passage=names.passage(document, self.start, self.end, self.revision),
        )

    def tells_about(self, theirs: Theirs) -> bool:
        document = theirs.document_of(self.coding)
        return theirs.has(self.coding) or theirs.has_words(
            document, self.revision, self.start, self.end
        )


@decision("coding-recoded")
class CodingRecoded(Decision):
    """A coded passage is assigned a different code."""

    work = Work.REVISING_CODINGS

    coding: Id
    code: Id

    @property
    def codings(self) -> tuple[str, ...]:
        return (self.coding,)

    def sentence(self, names: Names) -> Message:
        return message(
            "recoded {coding} as {code}",
            coding=names.coding(self.coding),
            code=names.code(self.code),
        )
