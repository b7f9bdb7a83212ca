"""What decisions do to rounds."""

from attrs import evolve

from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.replay.appliers.applier import applies, present
from qualog.state.provenance import Provenance
from qualog.state.rounds import Round
from qualog.state.state import State


@applies(RoundOpened)
def _round_opened(state: State, decision: RoundOpened, made: Provenance) -> None:
    state.rounds[decision.round] = Round(
        id=decision.round,
        name=decision.name,
        documents=decision.documents,
        coders=decision.coders,
        blind=decision.blind,
        opened=made,
    )


@applies(RoundClosed)
def _round_closed(state: State, decision: RoundClosed, made: Provenance) -> None:
    found = present(state.rounds, decision.round, "round")
    if found.is_open:  # closed on two copies at once, it was over at the first
        state.rounds[found.id] = evolve(found, closed=made)
