"""What decisions do to the project's name, aim and moments."""

from qualog.decisions import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
    ReplicasMerged,
)
from qualog.replay.effects import effect_of
from qualog.state.made import Made
from qualog.state.project import Moment
from qualog.state.state import State


@effect_of(ProjectCreated)
@effect_of(ProjectRenamed)
def _project_named(state: State, decision: ProjectCreated | ProjectRenamed, made: Made) -> None:
    state.name = decision.name


@effect_of(ProjectDescribed)
def _project_described(state: State, decision: ProjectDescribed, made: Made) -> None:
    state.aim = decision.aim


@effect_of(MomentNamed)
def _moment_named(state: State, decision: MomentNamed, made: Made) -> None:
    state.moments[decision.moment] = Moment(decision.moment, decision.name, decision.heads, made)


@effect_of(DecisionReverted)
@effect_of(ReplicasMerged)
def _of_the_log_itself(state: State, decision: object, made: Made) -> None:
    """Change nothing: a replay heeds it before it begins."""
