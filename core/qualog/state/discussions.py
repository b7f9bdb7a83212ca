"""Discussions, as a replay yields them."""

from attrs import frozen

from qualog.decisions.discussions import Holding, Outcome
from qualog.state.provenance import Made
from qualog.state.revisions import Place


@frozen
class Reply:
    """Something that was said in a discussion."""

    text: str
    made: Made


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
    made: Made
    replies: tuple[Reply, ...] = ()
    outcome: Outcome | None = None
    holds: tuple[Holding, ...] = ()
    coder: str | None = None
    redefined: str | None = None
    settled: Made | None = None
    origin: Place | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.outcome is None
