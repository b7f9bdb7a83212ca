"""The project's own name, aim and moments, as a replay yields them."""

from typing import TYPE_CHECKING

from attrs import frozen

from qualog.decisions import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
    ReplicasMerged,
)
from qualog.state.effects import Made, effect_of

if TYPE_CHECKING:
    from qualog.state.state import State


@frozen
class Moment:
    """A named point of the work: the last line of each replica that belongs to it."""

    id: str
    name: str
    heads: dict[str, int]
    made: Made


@effect_of(ProjectCreated)
@effect_of(ProjectRenamed)
def _project_named(state: "State", decision: ProjectCreated | ProjectRenamed, made: Made) -> None:
    state.name = decision.name


@effect_of(ProjectDescribed)
def _project_described(state: "State", decision: ProjectDescribed, made: Made) -> None:
    state.aim = decision.aim


@effect_of(MomentNamed)
def _moment_named(state: "State", decision: MomentNamed, made: Made) -> None:
    state.moments[decision.moment] = Moment(decision.moment, decision.name, decision.heads, made)


@effect_of(DecisionReverted)
@effect_of(ReplicasMerged)
def _of_the_log_itself(state: "State", decision: object, made: Made) -> None:
    """Change nothing: a replay heeds it before it begins."""
