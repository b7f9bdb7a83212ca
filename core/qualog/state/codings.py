"""Codings, as a replay yields them."""

from typing import NamedTuple, Protocol

from qualog.decisions.codings import Region
from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor


class Marked(Protocol):
    """Anything that marks a passage `[start, end)` of a document (its id)."""

    @property
    def document(self) -> str:
        """The document's id."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Passage(NamedTuple):
    """A passage `[start, end)` of a document (its id), in code points."""

    document: str
    start: int
    end: int


class Coding(NamedTuple):
    """A passage `[start, end)` in code points, and the code that its coders gave it.

    `code` is as it was applied or recoded; `Codebook.resolve` says what it counts as after
    merges. `origin` is where it was marked, if that was in another revision of the text.
    A tuple, and not attrs, because a study may hold a million of them.
    """

    id: str
    document: str
    code: str
    start: int
    end: int
    dated: int | None
    made: Provenance
    region: Region | None = None
    origin: Anchor | None = None

    @property
    def is_lost(self) -> bool:
        """Whether its words are gone from the text: somebody must say where it belongs."""
        return self.start == self.end and self.region is None
