"""Verbs for codings: a passage is given a code."""

from collections.abc import Sequence

from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.errors import NotAllowed
from qualog.ids import new_id
from qualog.operations.base import Operations
from qualog.operations.codes import usable
from qualog.operations.documents import Documents
from qualog.state import Coding


class Codings(Operations):
    """Passages and their codes. Spans are `[start, end)` in code points."""

    def apply(
        self,
        code: str,
        document: str,
        *,
        quote: str | None = None,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Coding:
        """Give a passage a code. The passage is a quotation, a span, or a turn (from 1).

        Raises:
            NotFound, Ambiguous: the code, the document or the words are not there, or more
                than once.
            NotAllowed: the code is not in use, or the same authors gave it to just this
                passage before.
        """
        given = usable(self, code)
        found = self.find.document(document)
        start, end = Documents(self.project).passage(found, span=span, quote=quote, turn=turn)
        authors = self.project.authors_of(by)
        state = self.state
        for each in state.codings_at(found.id, start, end):
            if (each.code, each.made.authors) == (given.id, authors):
                raise NotAllowed(
                    f"This passage has the code '{given.name}' by "
                    f"{state.author_names(authors)} already ({each.id[:8]})."
                )
        id_ = new_id()
        decision = CodingApplied(
            coding=id_,
            document=found.id,
            code=given.id,
            start=start,
            end=end,
            revision=found.revision,
        )
        self.decide(decision, why, by, subjects=found.subjects_in(start, end))
        return self.state.codings[id_]

    def remove(
        self, coding: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Take a coding off its passage."""
        found = self.find.coding(coding)
        return self.decide(CodingRemoved(coding=found.id), why, by, subjects=self._subjects(found))

    def resize(
        self,
        coding: str,
        *,
        quote: str | None = None,
        span: tuple[int, int] | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Give a coding other edges."""
        found = self.find.coding(coding)
        document = self.state.documents[found.document]
        start, end = Documents(self.project).passage(document, span=span, quote=quote)
        return self.decide(
            CodingResized(coding=found.id, start=start, end=end, revision=document.revision),
            why,
            by,
            subjects=self._subjects(found) | document.subjects_in(start, end),
        )

    def recode(
        self, coding: str, code: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Put a coding under another code."""
        found = self.find.coding(coding)
        given = usable(self, code)
        return self.decide(
            CodingRecoded(coding=found.id, code=given.id),
            why,
            by,
            subjects=self._subjects(found),
        )

    def _subjects(self, coding: Coding) -> set[str]:
        return self.state.documents[coding.document].subjects_in(coding.start, coding.end)
