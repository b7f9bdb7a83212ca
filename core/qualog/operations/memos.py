"""Operations on memos."""

from collections.abc import Sequence

from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.ids import new_id
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import require_text
from qualog.operations.documents import Documents
from qualog.operations.subjects import subjects_of
from qualog.state import Memo


class Memos(Operations):
    """Thoughts about anything in the study."""

    def write(
        self,
        text: str,
        *,
        about: str | None = None,
        quote: str | None = None,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Memo:
        """Write a memo.

        `about` is the name or id of a document, code, coding, theme, link to theory,
        participant, memo or decision; None for the study. A quotation, span or turn makes it
        about that passage of the document.
        """
        target = self.find.anything(about) if about is not None else None
        start = end = revision = None
        subjects = subjects_of(self.state, target)
        if quote is not None or span is not None or turn is not None:
            document = self.find.document(about or "")
            start, end = Documents(self.project).passage(
                document, span=span, quote=quote, turn=turn
            )
            revision = document.revision
            subjects = document.subjects_in(start, end)
        id_ = new_id()
        decision = MemoWritten(
            memo=id_, about=target, start=start, end=end, revision=revision, text=_text(text)
        )
        self.decide(decision, why, by, subjects=subjects)
        return self.state.memos[id_]

    def revise(
        self, memo: str, text: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Revise a memo: this is its text from now on."""
        found = self.find.memo(memo)
        decision = MemoRevised(memo=found.id, text=_text(text))
        return self.decide(decision, why, by, subjects=subjects_of(self.state, found.about))

    def remove(self, memo: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Remove a memo."""
        return self.decide(MemoRemoved(memo=self.find.memo(memo).id), why, by)


def _text(text: str) -> str:
    return require_text(text, message("A memo needs a text."))
