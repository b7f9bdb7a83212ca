"""Questions: what authors decided without knowing of each other, and how they settle it."""

from qualog.decisions.base import Decision, decision
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import DecisionId, SharedField
from qualog.language import Message, message


@decision("question-settled")
class QuestionSettled(Decision):
    """The authors answer a question: one of its values holds, or nothing changes.

    `question` is the decision (its id) that the question is called by, `matter` says what sort
    of question it is, `about` (an id) what it is about. `keep` is the decision whose value
    holds from now on; None where nothing is to change.
    """

    question: DecisionId
    matter: str
    about: SharedField | None = None
    keep: DecisionId | None = None

    def sentence(self, names: Names) -> Message:
        question = names.decision(self.question)
        if self.keep is None:
            return message("settled the question {question}: all stays as it is", question=question)
        return message(
            "settled the question {question}, keeping this: {kept}",
            question=question,
            kept=names.sentence_of(self.keep, self.about),
        )

    @property
    def thing(self) -> str | None:
        return self.about

    @property
    def codings(self) -> tuple[str, ...]:
        return (self.about,) if self.about is not None else ()

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.about)
