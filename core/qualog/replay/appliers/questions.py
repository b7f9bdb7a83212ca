"""What settling a question does."""

from qualog.decisions.questions import QuestionSettled
from qualog.replay.appliers.applier import NoEffect, effect_of
from qualog.replay.appliers.registers import write
from qualog.state.provenance import Made
from qualog.state.questions import Acknowledged
from qualog.state.registers import SHARED
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
