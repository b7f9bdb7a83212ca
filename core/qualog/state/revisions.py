"""The revisions of a text: what was corrected in it, and where marked passages lie since."""

from typing import NamedTuple

from attrs import field, frozen

from qualog.decisions.documents import Content, Turn
from qualog.state.packed import Part, parts_of, turns_of
from qualog.state.provenance import Provenance
from qualog.text.reanchoring import Block


class Anchor(NamedTuple):
    """Where something was marked: `[start, end)` in a revision (an id; None for the first)."""

    revision: str | None
    start: int
    end: int


@frozen
class Revision:
    """One wording of a document's text. The first, as it was imported, has no id.

    `base` is the revision that it corrects, `blocks` what the two share. `identified` says who
    its speakers are, by their index, of those who are not in its base already.
    """

    id: str | None
    base: str | None
    blocks: tuple[Block, ...]
    made: Provenance
    length: int
    packed_parts: bytes
    packed_turns: bytes
    speakers: tuple[str, ...]
    importer: str | None
    encoding: str | None
    original: Content | None
    layout: Content | None
    identified: dict[int, str] = field(factory=dict)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The stretches that one speaker says each, in the text's order."""
        return turns_of(self.packed_turns)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The contents that the text lies in, one after the other."""
        return parts_of(self.packed_parts)
