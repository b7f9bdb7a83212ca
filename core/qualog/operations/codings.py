"""Operations on codings: passages with their codes."""

from collections.abc import Sequence

from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.errors import NotAllowed
from qualog.ids import new_id
from qualog.language import plural
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
        """Code a passage: a quotation, a span, or a turn (from 1).

        Raises:
            NotFound, Ambiguous: the code, the document or the words are not there, or more
                than once.
            NotAllowed: the code is not in use, or the same authors have coded just this passage
                with it.
        """
        applied = usable(self, code)
        found = self.find.document(document)
        start, end = Documents(self.project).passage(found, span=span, quote=quote, turn=turn)
        authors = self.project.authors_of(by)
        for coding in self.state.codings_at(found.id, start, end):
            if (coding.code, coding.made.authors) == (applied.id, authors):
                raise NotAllowed(
                    plural(
                        "{coders} has already coded this passage as “{code}” ({id}).",
                        "{coders} have already coded this passage as “{code}” ({id}).",
                        len(authors),
                        coders=self.state.author_names(authors),
                        code=applied.name,
                        id=coding.id[:8],
                    )
                )
        id_ = new_id()
        decision = CodingApplied(
            coding=id_,
            document=found.id,
            code=applied.id,
            start=start,
            end=end,
            revision=found.revision,
        )
        self.decide(decision, why, by, subjects=found.subjects_in(start, end))
        return self.state.codings[id_]

    def remove(
        self, coding: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Remove a coding from its passage."""
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
        """Change the boundaries of a coding."""
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
        """Assign a different code to a coding."""
        found = self.find.coding(coding)
        decision = CodingRecoded(coding=found.id, code=usable(self, code).id)
        return self.decide(decision, why, by, subjects=self._subjects(found))

    def _subjects(self, coding: Coding) -> set[str]:
        return self.state.documents[coding.document].subjects_in(coding.start, coding.end)
