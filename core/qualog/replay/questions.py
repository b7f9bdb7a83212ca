"""What settling a question does."""

from qualog.decisions import QuestionSettled
from qualog.replay.effects import NoEffect, effect_of
from qualog.replay.shared import write
from qualog.state.made import Made
from qualog.state.questions import Acknowledged
from qualog.state.shared import SHARED
from qualog.state.state import State


@effect_of(QuestionSettled)
def _question_settled(state: State, decision: QuestionSettled, made: Made) -> None:
    if decision.keep is None:
        state.acknowledged.append(Acknowledged(made, decision.question, decision.matter))
        return
    about = decision.about or ""
    register = state.registers.get((decision.matter, about))
    kept = register.writes.get(decision.keep) if register else None
    shared = SHARED.get(decision.matter)
    if kept is None or shared is None or not shared.is_there(state, about):
        raise NoEffect(f"the decision {decision.keep}, which it keeps, does not stand")
    write(state, made, shared, about, **kept.value)
