"""Memos: on documents and passages, and on anything else that a file writes about."""

from collections.abc import Sequence

from attrs import define, field

from qualog.decisions.memos import MemoWritten
from qualog.ids import new_id
from qualog.importing.planning.coders import CoderPlanner
from qualog.importing.planning.documents import DocumentPlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.present import Present
from qualog.language import message
from qualog.material import ImportedMemo
from qualog.operations.checks import require_text
from qualog.state.revisions import Anchor


@define
class MemoPlanner:
    """Writes the memos that the study does not have.

    Attributes:
        plan: the import.
        documents: the documents that the file brings or names.
        coders: the authors whom it names.
        present: what the study has already.
        added: how many memos are new.
    """

    plan: ImportPlan
    documents: DocumentPlanner
    coders: CoderPlanner
    present: Present
    added: int = field(default=0, init=False)

    def write_on_text(self, memo: ImportedMemo) -> None:
        """Write a memo on a passage of a document, or on all of it."""
        if memo.quote is None and (memo.start is None or memo.end is None):
            target = self.documents.target(memo.document)
            start, end, anchor = 0, len(target.text), None
        else:
            found = self.documents.passage(memo, message("A memo"))
            if found is None:
                return
            target, start, end = found
            anchor = Anchor(target.revision, start, end)
        by = self.coders.authors(memo.author)
        subjects = self.documents.subjects(target, start, end)
        self.write(memo.text, target.id, by, subjects, anchor=anchor, dated=memo.dated)

    def write(
        self,
        text: str,
        about: str | None,
        by: tuple[str, ...],
        subjects: Sequence[str],
        *,
        anchor: Anchor | None = None,
        dated: int | None = None,
    ) -> None:
        """Write a memo, unless it is there.

        Args:
            text: what it says.
            about: the id of what it is about; None for the study.
            by: its authors.
            subjects: whom (ids) it may tell about.
            anchor: the passage that it is about, in a document.
            dated: when it was written, in milliseconds; None where that is not known.
        """
        words = require_text(text, message("A memo in the file has no text."))
        key = self.present.memo(about, anchor, words, by)
        if self.present.find(key) is not None:
            return
        decision = MemoWritten(
            memo=new_id(),
            about=about,
            start=anchor.start if anchor else None,
            end=anchor.end if anchor else None,
            revision=anchor.revision if anchor else None,
            dated=dated,
            text=words,
        )
        self.present.add(key, decision.memo)
        self.added += 1
        self.plan.decide(decision, by=by, subjects=subjects)
