"""Memos: what the authors think about anything, as it comes to them."""

from qualog.decisions.base import Decision, Work, decision, later, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id, Milliseconds, Offset, Thing
from qualog.language import Message, message


@decision("memo-written")
class MemoWritten(Decision):
    """A memo is written, about something in the study or about the study as a whole.

    `about` is the id of a document, code, coding, theme, theory link, participant, memo (then
    it is a reply) or decision; None for the study. `start` and `end` mark a passage where
    `about` is a document, in that `revision` of its text. `dated` is when it was written
    elsewhere (UTC milliseconds).
    """

    work = Work.MEMOS

    memo: Id
    about: Thing | None = None
    start: Offset | None = None
    end: Offset | None = None
    revision: Id | None = later(default=None)
    dated: Milliseconds | None = None
    text: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "wrote a memo about {about}: “{text}”", about=names.anything(self.about), text=self.text
        )

    def tells_about(self, theirs: Theirs) -> bool:
        if self.start is None or self.end is None:
            return theirs.has(self.about)
        return theirs.has_words(self.about or "", self.revision, self.start, self.end)


@decision("memo-revised")
class MemoRevised(Decision):
    """A memo gets another wording; the log keeps the earlier one."""

    memo: Id
    text: str = words()

    def sentence(self, names: Names) -> Message:
        return message("revised {memo} to “{text}”", memo=names.memo(self.memo), text=self.text)


@decision("memo-removed")
class MemoRemoved(Decision):
    """A memo is removed."""

    memo: Id

    def sentence(self, names: Names) -> Message:
        return message("removed {memo}", memo=names.memo(self.memo))
