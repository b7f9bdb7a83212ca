"""Verbs for memos."""

from collections.abc import Sequence

from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.ids import new_id
from qualog.operations.base import Operations, require_text
from qualog.operations.documents import Documents
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
        """Put a thought down.

        `about` is the name or id of a document, code, coding, theme, theory link,
        participant, memo or decision; None for the study. A quotation, span or turn makes it
        about that passage of the document.
        """
        target = self.find.anything(about) if about is not None else None
        start = end = revision = None
        subjects = self._subjects(target)
        if quote is not None or span is not None or turn is not None:
            document = self.find.document(about or "")
            start, end = Documents(self.project).passage(
                document, span=span, quote=quote, turn=turn
            )
            revision = document.revision
            subjects = document.subjects_in(start, end)
        id_ = new_id()
        decision = MemoWritten(
            memo=id_,
            about=target,
            start=start,
            end=end,
            revision=revision,
            text=require_text(text, "memo"),
        )
        self.decide(decision, why, by, subjects=subjects)
        return self.state.memos[id_]

    def revise(
        self, memo: str, text: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Put a memo differently."""
        found = self.find.memo(memo)
        return self.decide(
            MemoRevised(memo=found.id, text=require_text(text, "memo")),
            why,
            by,
            subjects=self._subjects(found.about),
        )

    def remove(self, memo: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Take a memo away."""
        return self.decide(MemoRemoved(memo=self.find.memo(memo).id), why, by)

    def _subjects(self, about: str | None) -> set[str]:
        """Give the participants whom a memo about this thing may tell about."""
        if about in self.state.participants:
            return {about}
        if about in self.state.documents:
            document = self.state.documents[about]
            return document.subjects_in(0, document.length)
        if about in self.state.codings:
            coding = self.state.codings[about]
            document = self.state.documents[coding.document]
            return document.subjects_in(coding.start, coding.end)
        if about in self.state.discussions:
            found = self.state.discussions[about]
            return self.state.documents[found.document].subjects_in(found.start, found.end)
        if about in self.state.memos:
            return self._subjects(self.state.memos[about].about)
        return set()
