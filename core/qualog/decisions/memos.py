"""Memos: what the authors think about anything, as it comes to them."""

from qualog.decisions.base import Decision, decision, words


@decision("memo-written")
class MemoWritten(Decision):
    """A thought is put down, about something in the study or about the study as a whole.

    `about` is the id of a document, code, coding, theme, theory link, participant, memo (then
    it is a reply) or decision; None for the study. `start` and `end` mark a passage where
    `about` is a document, in that `revision` of its text. `dated` is when it was written
    elsewhere (UTC milliseconds).
    """

    memo: str
    about: str | None = None
    start: int | None = None
    end: int | None = None
    revision: str | None = None
    dated: int | None = None
    text: str = words()


@decision("memo-revised")
class MemoRevised(Decision):
    """A memo is put differently; the log keeps the earlier wording."""

    memo: str
    text: str = words()


@decision("memo-removed")
class MemoRemoved(Decision):
    """A memo is taken away."""

    memo: str
