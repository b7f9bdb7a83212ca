"""The sources of a REFI-QDA project and what is marked in them, before positions are read."""

from typing import Any

from attrs import frozen

from qualog.decisions.codings import Region
from qualog_plugins.importers.refi.counting import RefiPassage


@frozen
class RefiCoding:
    """A coding: the GUIDs of itself and of its code, who made it and when, and its notes."""

    guid: str
    code: str
    coder: str | None
    dated: int | None
    notes: tuple[str, ...]


@frozen
class RefiSelection:
    """What is marked in a source.

    Attributes:
        guid: its GUID.
        name: its name: mostly the words of a passage.
        description: what is said of it.
        marked: a passage in the file's own counting, or a region of what is not a text.
        codings: the codings of it.
        notes: the GUIDs of the notes on it.
        coder: who marked it.
        dated: when, in milliseconds of UTC since 1970.
        words: the words that a region shows.
        area: where the words of a passage are on a page or a picture, if the file says that too.
    """

    guid: str
    name: str
    description: str
    marked: RefiPassage | Region
    codings: tuple[RefiCoding, ...]
    notes: tuple[str, ...]
    coder: str | None
    dated: int | None
    words: str = ""
    area: Region | None = None


@frozen
class SyncPoint:
    """A position in a transcript, in the file's own counting, and its time in milliseconds."""

    position: int
    time: int


@frozen
class RefiSource:
    """One source.

    Attributes:
        guid: its GUID.
        name: its name, which no other source has.
        found: its text with line ends as they are; None where there is none.
        encoding: how the text was read.
        original: the bytes of its file, for what is not a text.
        media: the type of what is not a text.
        description: what is said of it.
        selections: what is marked in it.
        codings: the codings of all of it.
        notes: the GUIDs of the notes on it.
        values: the elements of its values.
        points: where times of the recording are in its transcript.
        coder: who brought it in.
        dated: when, in milliseconds of UTC since 1970.
    """

    guid: str
    name: str
    found: str | None = None
    encoding: str | None = None
    original: bytes | None = None
    media: str | None = None
    description: str = ""
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    points: tuple[SyncPoint, ...] = ()
    coder: str | None = None
    dated: int | None = None

    @property
    def missing(self) -> bool:
        """Whether it is a text that the file does not hold."""
        return self.found is None and self.media is None
