"""What decisions do to rounds."""

from attrs import evolve

from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.replay.appliers.applier import effect_of, present
from qualog.state.provenance import Made
from qualog.state.rounds import Round
from qualog.state.state import State


@effect_of(RoundOpened)
def _round_opened(state: State, decision: RoundOpened, made: Made) -> None:
    state.rounds[decision.round] = Round(
        id=decision.round,
        name=decision.name,
        documents=decision.documents,
        coders=decision.coders,
        blind=decision.blind,
        opened=made,
    )


@effect_of(RoundClosed)
def _round_closed(state: State, decision: RoundClosed, made: Made) -> None:
    found = present(state.rounds, decision.round, "round")
    if found.is_open:  # closed on two copies at once, it was over at the first
        state.rounds[found.id] = evolve(found, closed=made)
