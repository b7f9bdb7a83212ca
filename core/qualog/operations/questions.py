"""Verbs for questions: what was decided apart is settled."""

from collections.abc import Sequence

from qualog.decisions.questions import QuestionSettled
from qualog.errors import BadInput, NotFound
from qualog.language import alternatives, message
from qualog.operations.base import Operations
from qualog.state import Question


class Questions(Operations):
    """What authors decided without knowing of each other."""

    def settle(
        self,
        question: str,
        keep: str | None = None,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> list[Question]:
        """Answer a question; give what was settled, several where one decision raised several.

        Args:
            question: the decision that it is called by.
            keep: the decision whose value holds from now on; None where there is nothing to
                choose, and all is to stay as it is.
            why: the reason.
            by: the authors.

        Raises:
            NotFound: no open question is called so.
            BadInput: `keep` is none of its choices, or it is left out where there are some.
        """
        called = self.find.decision(question)
        found = [each for each in self.state.questions if each.decision == called]
        if not found:
            raise NotFound(
                f"No open question is called '{question}'. 'qualog questions' lists them."
            )
        kept = self.find.decision(keep) if keep is not None else None
        settled = [each for each in found if kept in _answers(each)]
        if not settled:
            choices = alternatives(
                message(
                    "{decision} ({sentence})",
                    decision=choice,
                    sentence=raised.choice(choice, self.project.names),
                )
                for raised in found
                for choice in raised.choices
            )
            if not any(raised.choices for raised in found):
                raise BadInput(
                    "The question {question} has nothing to choose from. Leave out --keep.",
                    question=question,
                )
            raise BadInput(
                "Which is to be kept of the question {question}? Give one with --keep: {choices}.",
                question=question,
                choices=choices,
            )
        with self.project.together(why, by=by):
            for each in settled:
                decision = QuestionSettled(
                    question=called, matter=each.kind, about=each.about, keep=kept
                )
                self.decide(decision, None, by, subjects=self._subjects(each))
        return settled

    def _subjects(self, question: Question) -> set[str]:
        state, about = self.state, question.about or ""
        if about in state.participants:
            return {about}
        if (coding := state.codings.get(about)) is not None:
            document = state.documents[coding.document]
            return document.subjects_in(coding.start, coding.end)
        if (found := state.discussions.get(about)) is not None:
            return state.documents[found.document].subjects_in(found.start, found.end)
        return set()


def _answers(question: Question) -> set[str | None]:
    """Give the decisions that can be kept; None alone where there are none."""
    return set(question.choices) or {None}
