"""What settling a question does."""

from qualog.decisions.questions import QuestionSettled
from qualog.replay.appliers.applier import NoEffect, applies
from qualog.replay.appliers.registers import write
from qualog.state.provenance import Provenance
from qualog.state.questions import Acknowledged
from qualog.state.registers import SHARED_FIELDS
from qualog.state.state import State


@applies(QuestionSettled)
def _question_settled(state: State, decision: QuestionSettled, made: Provenance) -> None:
    if decision.keep is None:
        state.acknowledged.append(Acknowledged(made, decision.question, decision.matter))
        return
    about = decision.about or ""
    register = state.registers.get((decision.matter, about))
    kept = register.writes.get(decision.keep) if register else None
    shared = SHARED_FIELDS.get(decision.matter)
    if kept is None or shared is None or not shared.is_there(state, about):
        raise NoEffect(
            "the decision {decision}, which it keeps, does not stand", decision=decision.keep
        )
    write(state, made, shared, about, **kept.value)
