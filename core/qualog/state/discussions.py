"""Discussions, as a replay yields them."""

from attrs import frozen

from qualog.decisions.discussions import Holding, Outcome
from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor


@frozen
class Reply:
    """Something that was said in a discussion."""

    text: str
    made: Provenance


@frozen
class Discussion:
    """A passage `[start, end)` that is or was talked over, and how that ended.

    `settled` is the decision that settled it, or that opened it again; None before either.
    `origin` is where the passage was marked, if that was in another revision of the text.
    """

    id: str
    document: str
    start: int
    end: int
    topic: str
    made: Provenance
    replies: tuple[Reply, ...] = ()
    outcome: Outcome | None = None
    holds: tuple[Holding, ...] = ()
    coder: str | None = None
    redefined: str | None = None
    settled: Provenance | None = None
    origin: Anchor | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.outcome is None
