"""Codings: a passage of a document is given a code.

Positions are spans `[start, end)` in Unicode code points of a revision of the text.
"""

from qualog.decisions.base import Decision, decision


@decision("coding-applied")
class CodingApplied(Decision):
    """A passage is marked and given a code.

    `dated` is when the coder made it elsewhere (UTC milliseconds), for a coding that was
    imported.
    """

    coding: str
    document: str
    code: str
    start: int
    end: int
    revision: int = 1
    dated: int | None = None


@decision("coding-removed")
class CodingRemoved(Decision):
    """A coding is taken off its passage."""

    coding: str


@decision("coding-resized")
class CodingResized(Decision):
    """A coding gets other edges: it was too wide, too narrow, or beside the point."""

    coding: str
    start: int
    end: int


@decision("coding-recoded")
class CodingRecoded(Decision):
    """The passage stays marked, but under another code."""

    coding: str
    code: str
