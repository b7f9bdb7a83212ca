"""Verbs for discussions: a passage is talked over, and what holds in it is settled."""

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
from qualog.operations.base import Operations, require_encodable, require_text
from qualog.operations.codes import Codes, usable
from qualog.operations.documents import Documents
from qualog.reliability.consensus import covered, sides
from qualog.state import Code, Coding, Discussion


class Discussions(Operations):
    """Passages that are talked over. The codings stay as their coders made them."""

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
        for each in self.state.discussions.values():
            if each.is_open and (each.document, each.start, each.end) == (found.id, start, end):
                raise NotAllowed(f"This passage is being discussed already ({each.id[:8]}).")
        id_ = new_id()
        decision = DiscussionOpened(
            discussion=id_,
            document=found.id,
            start=start,
            end=end,
            revision=found.revision,
            topic=require_encodable(topic.strip(), "topic"),
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
        """Say something in a discussion."""
        found = self.find.discussion(discussion)
        decision = DiscussionReplied(discussion=found.id, reply=require_text(text, "reply"))
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
        """Say how a discussion ends: which codes hold in its passage, and no others.

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
            examples: typical cases.
            by: the authors.

        Raises:
            BadInput: there is no reason, or what is given does not go with the outcome.
            NotAllowed: it is settled, the coder coded nothing in the document, or a code is
                not in use.
        """
        found = self.find.discussion(discussion)
        if not found.is_open:
            raise NotAllowed(
                f"This discussion ({found.id[:8]}) is settled. To settle it otherwise, reopen it."
            )
        reason = require_text(why, "reason")
        meaning = (definition, include, exclude, examples)
        _refuse_what_is_not_asked(
            outcome,
            {
                "coder": coder is not None,
                "codes": codes is not None,
                "definition": redefine is not None or any(each is not None for each in meaning),
            },
        )
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
            holds = (
                self._given(found, side)
                if codes is None
                else {(found.start, found.end, usable(self, each).id) for each in codes}
            )
            decision = DiscussionSettled(
                discussion=found.id,
                outcome=outcome,
                holds=tuple(Holding(*each) for each in sorted(holds)),
                coder=side,
                redefined=redefined,
                revision=self.state.documents[found.document].revision,
            )
            self.decide(decision, reason, by, subjects=self._subjects(found))
        return self.state.discussions[found.id]

    def reopen(
        self, discussion: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Let a settled discussion go on: what was settled holds no more."""
        found = self.find.discussion(discussion)
        if found.is_open:
            raise NotAllowed(f"This discussion ({found.id[:8]}) is open.")
        decision = DiscussionReopened(discussion=found.id)
        return self.decide(decision, why, by, subjects=self._subjects(found))

    def _subjects(self, discussion: Discussion) -> set[str]:
        document = self.state.documents[discussion.document]
        return document.subjects_in(discussion.start, discussion.end)

    def _redefined(self, redefine: str | None, codes: Sequence[str]) -> Code:
        if redefine is not None:
            return self.find.code(redefine)
        if len(codes) != 1:
            raise BadInput("Say which code is redefined (--redefine).")
        return self.find.code(codes[0])

    def _given(self, discussion: Discussion, side: str | None) -> Iterable[tuple[int, int, str]]:
        """Give what one author gave the passage, or all together, cut off at its edges."""
        start, end = discussion.start, discussion.end
        given = sides(self.state, discussion.document)
        if side is not None and side not in given:
            raise NotAllowed(
                f"{self.state.author_names([side])} coded nothing in "
                f"{self.state.documents[discussion.document].name}, and has no side there."
            )

        def inside(coding: Coding) -> tuple[int, int, str]:
            code = self.state.codebook.resolve(coding.code)
            return max(coding.start, start), min(coding.end, end), code

        codings = given[side] if side is not None else [each for g in given.values() for each in g]
        return covered([map(inside, codings)], by=1)


_ASKS: Final[dict[Outcome, tuple[str, ...]]] = {
    "one-side": ("coder",),
    "both": (),
    "new-coding": ("codes",),
    "changed-definition": ("codes", "definition"),
}

_SAY: Final = {
    "coder": "whose side holds (--coder)",
    "codes": "which codes hold (--code, or --no-code)",
    "definition": "what changes in the definition (--definition, --include, --exclude, --example)",
}


def _refuse_what_is_not_asked(outcome: Outcome, given: dict[str, bool]) -> None:
    for what, is_given in given.items():
        if is_given and what not in _ASKS[outcome]:
            raise BadInput(f"The outcome '{outcome}' does not ask {_SAY[what]}.")
        if not is_given and what in _ASKS[outcome]:
            raise BadInput(f"The outcome '{outcome}' asks {_SAY[what]}.")
