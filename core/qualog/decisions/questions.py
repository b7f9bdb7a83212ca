"""Questions: what authors decided without knowing of each other, and how they settle it."""

from qualog.decisions.base import Decision, decision


@decision("question-settled")
class QuestionSettled(Decision):
    """The authors answer a question: one of its values holds, or all stays as it is shown.

    `question` is the decision (its id) that the question is called by, `matter` says what sort
    of question it is, `about` (an id) what it is about. `keep` is the decision whose value
    holds from now on; None where nothing is to change.
    """

    question: str
    matter: str
    about: str | None = None
    keep: str | None = None
