"""Operations on questions: decisions that disagree, made apart, are settled."""

from collections.abc import Sequence

from qualog.decisions.questions import QuestionSettled
from qualog.errors import BadInput, NotFound
from qualog.language import alternatives, message
from qualog.operations.base import Operations
from qualog.state import Question
from qualog.views.wording import StateNames


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
        """Settle a question.

        Args:
            question: the decision that it is called by.
            keep: the decision whose value holds from now on; None where there is nothing to
                choose, and all is to stay as it is.
            why: the reason.
            by: the authors.

        Returns:
            What was settled: several questions where one decision raised several.

        Raises:
            NotFound: no open question is called so.
            BadInput: `keep` is not one of its choices, or it is left out where there are some.
        """
        called = self.find.decision(question)
        found = [asked for asked in self.state.questions if asked.decision == called]
        if not found:
            raise NotFound(
                "No open question is called “{question}”. To see them: qualog questions",
                question=question,
            )
        kept = self.find.decision(keep) if keep is not None else None
        settled = [asked for asked in found if kept in _answers(asked)]
        if not settled:
            raise _no_such_choice(question, found, self.project.names)
        with self.project.together(why, by=by):
            for asked in settled:
                decision = QuestionSettled(
                    question=called, matter=asked.kind, about=asked.about, keep=kept
                )
                self.decide(decision, None, by, subjects=self._subjects(asked))
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
    """Return the decisions that can be kept; None alone where there are none."""
    return set(question.choices) or {None}


def _no_such_choice(called: str, questions: Sequence[Question], names: StateNames) -> BadInput:
    choices = [
        message("{decision} ({sentence})", decision=choice, sentence=question.choice(choice, names))
        for question in questions
        for choice in question.choices
    ]
    if not choices:
        return BadInput(
            "The question {question} has nothing to choose from. Leave out --keep.",
            question=called,
        )
    return BadInput(
        "Which is to be kept of the question {question}? Give one with --keep: {choices}.",
        question=called,
        choices=alternatives(choices),
    )
