"""What decisions do to the project's name, aim and moments."""

from qualog.decisions import Decision
from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, KeyBound, ReplicaBegun
from qualog.decisions.project import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
    ReplicasMerged,
)
from qualog.replay.appliers.applier import applies
from qualog.replay.appliers.registers import write
from qualog.state.project import Moment
from qualog.state.provenance import Provenance
from qualog.state.registers import STUDY_AIM, STUDY_NAME
from qualog.state.state import State


@applies(ProjectCreated)
def _project_created(state: State, decision: ProjectCreated, made: Provenance) -> None:
    state.name = decision.name


@applies(ProjectRenamed)
def _project_renamed(state: State, decision: ProjectRenamed, made: Provenance) -> None:
    write(state, made, STUDY_NAME, "", name=decision.name)


@applies(ProjectDescribed)
def _project_described(state: State, decision: ProjectDescribed, made: Provenance) -> None:
    write(state, made, STUDY_AIM, "", aim=decision.aim)


@applies(MomentNamed)
def _moment_named(state: State, decision: MomentNamed, made: Provenance) -> None:
    state.moments[decision.moment] = Moment(decision.moment, decision.name, decision.heads, made)


@applies(ReplicasMerged)
def _replicas_merged(state: State, decision: ReplicasMerged, made: Provenance) -> None:
    heads = {replica: seq for replica, (seq, _) in decision.heads.items()}
    state.knowledge.gained(made, heads)


@applies(DecisionReverted)
@applies(ReplicaBegun)
@applies(KeyBound)
@applies(CopyAccepted)
@applies(CopyEnded)
@applies(CopyReopened)
def _of_the_log_itself(state: State, decision: Decision, made: Provenance) -> None:
    """Change nothing: a replay heeds it before it begins."""
