"""Discussions: a passage that coders see differently is talked over, and settled.

What a coder decided alone is never changed by that: a settlement says, beside the codings, what
holds in the passage by consensus. Positions are spans `[start, end)` in Unicode code points of
the document's text: of the `revision` (an id) that a decision names, of the text as it was taken
in where it names none.
"""

from typing import Literal, NamedTuple

from qualog.decisions.base import Decision, decision, words

Outcome = Literal["one-side", "both", "new-coding", "changed-definition"]


class Holding(NamedTuple):
    """A code that holds by consensus from `start` to `end`."""

    start: int
    end: int
    code: str


@decision("discussion-opened")
class DiscussionOpened(Decision):
    """A passage is put up for discussion."""

    discussion: str
    document: str
    start: int
    end: int
    revision: str | None = None
    topic: str = words()


@decision("discussion-replied")
class DiscussionReplied(Decision):
    """Something is said in a discussion."""

    discussion: str
    reply: str = words()


@decision("discussion-settled")
class DiscussionSettled(Decision):
    """A discussion comes to its end: these codes hold in the passage, and no others.

    `coder` is the author whose side holds, where one does; `redefined` the code whose definition
    is changed by the same act, where that is the outcome. `holds` lies within the passage.
    """

    discussion: str
    outcome: Outcome
    holds: tuple[Holding, ...]
    coder: str | None = None
    redefined: str | None = None
    revision: str | None = None


@decision("discussion-reopened")
class DiscussionReopened(Decision):
    """What was settled is in doubt: nothing but the codings holds until it is settled anew."""

    discussion: str
