"""Discussions: a passage that coders see differently is discussed, and settled.

What a coder decided alone is never changed by that: a settlement says, beside the codings, what
holds in the passage by consensus. Positions are spans `[start, end)` in Unicode code points of
the document's text: of the `revision` (an id) that a decision names, of the text as it was
imported where it names none.
"""

from typing import Literal, NamedTuple

from qualog.decisions.base import Decision, Work, decision, later, words
from qualog.decisions.names import Names
from qualog.decisions.values import Id, Offset
from qualog.language import Message, message

Outcome = Literal["one-side", "both", "new-coding", "changed-definition"]


class Holding(NamedTuple):
    """A code that holds by consensus from `start` to `end`."""

    start: Offset
    end: Offset
    code: Id


@decision("discussion-opened")
class DiscussionOpened(Decision):
    """A discussion of a passage is opened."""

    work = Work.DISCUSSIONS

    discussion: Id
    document: Id
    start: Offset
    end: Offset
    revision: Id | None = later(default=None)
    topic: str = words()

    def sentence(self, names: Names) -> Message:
        passage = names.passage(self.document, self.start, self.end, self.revision)
        if not self.topic:
            return message("opened a discussion of {passage}", passage=passage)
        return message(
            "opened a discussion of {passage}: “{topic}”", passage=passage, topic=self.topic
        )


@decision("discussion-replied")
class DiscussionReplied(Decision):
    """Something is said in a discussion."""

    work = Work.DISCUSSIONS

    discussion: Id
    reply: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "replied in {discussion}: “{reply}”",
            discussion=names.discussion(self.discussion),
            reply=self.reply,
        )


@decision("discussion-settled")
class DiscussionSettled(Decision):
    """A discussion comes to its end: these codes hold in the passage, and no others.

    `coder` is the author whose side holds, where one does; `redefined` the code whose definition
    is changed by the same act, where that is the outcome. `holds` lies within the passage.
    """

    work = Work.DISCUSSIONS
    changes_meaning = True

    discussion: Id
    outcome: Outcome
    holds: tuple[Holding, ...]
    coder: Id | None = None
    redefined: Id | None = None
    revision: Id | None = later(default=None)

    def sentence(self, names: Names) -> Message:
        discussion = names.discussion(self.discussion)
        codes = names.codes(dict.fromkeys(holding.code for holding in self.holds))
        shown = codes if self.holds else message("no code")
        match self.outcome:
            case "one-side":
                return message(
                    "settled {discussion} in favour of {coder}, which leaves {codes}",
                    discussion=discussion,
                    coder=names.author(self.coder or ""),
                    codes=shown,
                )
            case "both":
                return message(
                    "settled {discussion} by keeping all codings, which leaves {codes}",
                    discussion=discussion,
                    codes=shown,
                )
            case "new-coding":
                return message(
                    "settled {discussion} with a new coding, which leaves {codes}",
                    discussion=discussion,
                    codes=shown,
                )
            case "changed-definition":
                return message(
                    "settled {discussion} by redefining {redefined}, which leaves {codes}",
                    discussion=discussion,
                    redefined=names.code(self.redefined or ""),
                    codes=shown,
                )


@decision("discussion-reopened")
class DiscussionReopened(Decision):
    """What was settled is in doubt: nothing but the codings holds until it is settled again."""

    work = Work.DISCUSSIONS

    discussion: Id

    def sentence(self, names: Names) -> Message:
        return message("reopened {discussion}", discussion=names.discussion(self.discussion))
