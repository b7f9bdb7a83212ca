"""Operations on discussions: a passage is discussed, and what holds in it is settled."""

from collections.abc import Iterable, Sequence
from typing import Final

from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
    Holding,
    Outcome,
)
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import require_encodable, require_text
from qualog.operations.codes import Codes, usable
from qualog.operations.documents import Documents
from qualog.reliability.consensus import covered, sides
from qualog.state import Code, Coding, Discussion


class Discussions(Operations):
    """Passages that are discussed. The codings stay as their coders made them."""

    def open(
        self,
        document: str,
        *,
        quote: str | None = None,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        topic: str = "",
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Discussion:
        """Put a passage up for discussion: a quotation, a span, or a turn (from 1).

        Raises:
            NotFound, Ambiguous: the document or the words are not there, or more than once.
            NotAllowed: just this passage is being discussed.
        """
        found = self.find.document(document)
        start, end = Documents(self.project).passage(found, span=span, quote=quote, turn=turn)
        for other in self.state.discussions.values():
            if other.is_open and (other.document, other.start, other.end) == (found.id, start, end):
                raise NotAllowed("This passage is already being discussed ({id}).", id=other.id[:8])
        id_ = new_id()
        decision = DiscussionOpened(
            discussion=id_,
            document=found.id,
            start=start,
            end=end,
            revision=found.revision,
            topic=require_encodable(topic.strip()),
        )
        self.decide(decision, why, by, subjects=found.subjects_in(start, end))
        return self.state.discussions[id_]

    def reply(
        self,
        discussion: str,
        text: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Add a reply to a discussion."""
        found = self.find.discussion(discussion)
        reply = require_text(text, message("A reply needs a text."))
        decision = DiscussionReplied(discussion=found.id, reply=reply)
        return self.decide(decision, why, by, subjects=self._subjects(found))

    def settle(
        self,
        discussion: str,
        outcome: Outcome,
        *,
        why: str,
        coder: str | None = None,
        codes: Sequence[str] | None = None,
        redefine: str | None = None,
        definition: str | None = None,
        include: str | None = None,
        exclude: str | None = None,
        examples: Sequence[str] | None = None,
        by: Sequence[str] | None = None,
    ) -> Discussion:
        """Settle a discussion: which codes hold in its passage, and no others.

        Args:
            discussion: its id.
            outcome: "one-side" lets hold what `coder` gave the passage, "both" what anybody gave
                it, "new-coding" and "changed-definition" give all of it the `codes`.
            why: the reason.
            coder: whose side holds.
            codes: the codes that hold; empty where none does.
            redefine: the code whose definition changes; else the one of `codes`.
            definition: what it means from now on; like `include`, `exclude` and `examples`, it
                stays as it is where it is None.
            include: when it is applied.
            exclude: when it is not.
            examples: typical examples.
            by: the authors.

        Raises:
            BadInput: there is no reason, or what is given does not go with the outcome.
            NotAllowed: it is settled, the coder coded nothing in the document, or a code is
                not in use.
        """
        found = self.find.discussion(discussion)
        if not found.is_open:
            raise NotAllowed(
                "This discussion ({id}) is settled. To settle it otherwise, reopen it.",
                id=found.id[:8],
            )
        reason = require_text(why, message("Why is it settled so? A reason is needed."))
        changes = (definition, include, exclude, examples)
        changes_definition = any(change is not None for change in (redefine, *changes))
        _require_what_fits(outcome, coder is not None, codes is not None, changes_definition)
        with self.project.together(by=by):
            side = self.find.author(coder).id if coder is not None else None
            redefined = None
            if outcome == "changed-definition":
                redefined = self._redefined(redefine, codes or ()).id
                Codes(self.project).define(
                    redefined,
                    definition=definition,
                    include=include,
                    exclude=exclude,
                    examples=examples,
                    by=by,
                )
            decision = DiscussionSettled(
                discussion=found.id,
                outcome=outcome,
                holds=self._holding(found, side, codes),
                coder=side,
                redefined=redefined,
                revision=self.state.documents[found.document].revision,
            )
            self.decide(decision, reason, by, subjects=self._subjects(found))
        return self.state.discussions[found.id]

    def reopen(
        self, discussion: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Reopen a settled discussion: what was settled holds no longer."""
        found = self.find.discussion(discussion)
        if found.is_open:
            raise NotAllowed("This discussion ({id}) is open.", id=found.id[:8])
        decision = DiscussionReopened(discussion=found.id)
        return self.decide(decision, why, by, subjects=self._subjects(found))

    def _subjects(self, discussion: Discussion) -> set[str]:
        document = self.state.documents[discussion.document]
        return document.subjects_in(discussion.start, discussion.end)

    def _redefined(self, redefine: str | None, codes: Sequence[str]) -> Code:
        if redefine is not None:
            return self.find.code(redefine)
        if len(codes) != 1:
            raise BadInput("Which code is redefined? Give --redefine.")
        return self.find.code(codes[0])

    def _holding(
        self, discussion: Discussion, side: str | None, codes: Sequence[str] | None
    ) -> tuple[Holding, ...]:
        """Return what holds: the codes that are named, else what one author applied, or all."""
        if codes is not None:
            start, end = discussion.start, discussion.end
            holds = {(start, end, usable(self, code).id) for code in codes}
        else:
            holds = set(self._applied(discussion, side))
        return tuple(Holding(*holding) for holding in sorted(holds))

    def _applied(self, discussion: Discussion, side: str | None) -> Iterable[tuple[int, int, str]]:
        """Return what one author, or all together, coded in a passage, cut at its boundaries."""
        start, end = discussion.start, discussion.end
        by_author = sides(self.state, discussion.document)
        if side is not None and side not in by_author:
            raise NotAllowed(
                "{coder} coded nothing in {document}, and has no side there.",
                coder=self.state.author_names([side]),
                document=self.state.documents[discussion.document].name,
            )

        def inside(coding: Coding) -> tuple[int, int, str]:
            code = self.state.codebook.resolve(coding.code)
            return max(coding.start, start), min(coding.end, end), code

        authors = by_author if side is None else [side]
        codings = [coding for author in authors for coding in by_author[author]]
        return covered([map(inside, codings)], by=1)


_NEEDS: Final[dict[Outcome, tuple[str, ...]]] = {
    "one-side": ("coder",),
    "both": (),
    "new-coding": ("codes",),
    "changed-definition": ("codes", "definition"),
}
"""What each outcome needs, and no more."""


def _require_what_fits(outcome: Outcome, coder: bool, codes: bool, definition: bool) -> None:
    """Refuse what an outcome lacks, and what it has no use for.

    Raises:
        BadInput: something is missing or too much.
    """
    needs = _NEEDS[outcome]
    if coder and "coder" not in needs:
        raise BadInput("The outcome “{outcome}” does not take --coder.", outcome=outcome)
    if codes and "codes" not in needs:
        raise BadInput(
            "The outcome “{outcome}” does not take --code or --no-code.", outcome=outcome
        )
    if definition and "definition" not in needs:
        raise BadInput(
            "The outcome “{outcome}” does not take --redefine, --definition, --include, --exclude "
            "or --example.",
            outcome=outcome,
        )
    if not coder and "coder" in needs:
        raise BadInput("Whose side holds? The outcome “{outcome}” needs --coder.", outcome=outcome)
    if not codes and "codes" in needs:
        raise BadInput(
            "Which codes hold? The outcome “{outcome}” needs --code, or --no-code.", outcome=outcome
        )
    if not definition and "definition" in needs:
        raise BadInput(
            "What changes in the definition? The outcome “{outcome}” needs --definition, "
            "--include, --exclude or --example.",
            outcome=outcome,
        )
