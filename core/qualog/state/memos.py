"""Memos, as a replay yields them."""

from attrs import frozen

from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor


@frozen
class Memo:
    """A thought about something (an id; None for the study), or about a passage of a document.

    `origin` is where the passage was marked, if that was in another revision of the text.
    """

    id: str
    text: str
    about: str | None
    start: int | None
    end: int | None
    dated: int | None
    made: Provenance
    origin: Anchor | None = None
