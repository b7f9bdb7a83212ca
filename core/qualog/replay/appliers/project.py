"""What decisions do to the project's name, aim and moments."""

from qualog.decisions.project import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
    ReplicasMerged,
)
from qualog.replay.appliers.applier import effect_of
from qualog.replay.appliers.registers import write
from qualog.state.project import Moment
from qualog.state.provenance import Made
from qualog.state.registers import STUDY_AIM, STUDY_NAME
from qualog.state.state import State


@effect_of(ProjectCreated)
def _project_created(state: State, decision: ProjectCreated, made: Made) -> None:
    state.name = decision.name


@effect_of(ProjectRenamed)
def _project_renamed(state: State, decision: ProjectRenamed, made: Made) -> None:
    write(state, made, STUDY_NAME, "", name=decision.name)


@effect_of(ProjectDescribed)
def _project_described(state: State, decision: ProjectDescribed, made: Made) -> None:
    write(state, made, STUDY_AIM, "", aim=decision.aim)


@effect_of(MomentNamed)
def _moment_named(state: State, decision: MomentNamed, made: Made) -> None:
    state.moments[decision.moment] = Moment(decision.moment, decision.name, decision.heads, made)


@effect_of(ReplicasMerged)
def _replicas_merged(state: State, decision: ReplicasMerged, made: Made) -> None:
    heads = {replica: seq for replica, (seq, _) in decision.heads.items()}
    state.knowledge.gained(made, heads)


@effect_of(DecisionReverted)
def _of_the_log_itself(state: State, decision: DecisionReverted, made: Made) -> None:
    """Change nothing: a replay heeds it before it begins."""
