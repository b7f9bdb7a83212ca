"""What decisions do to authors and participants."""

from attrs import evolve

from qualog.decisions.people import (
    AuthorAdded,
    AuthorRenamed,
    ConsentGiven,
    ConsentWithdrawn,
    ParticipantAdded,
    ParticipantRenamed,
)
from qualog.replay.appliers.applier import applies, present
from qualog.replay.appliers.registers import write
from qualog.state.people import Author, Participant
from qualog.state.provenance import Provenance
from qualog.state.registers import AUTHOR_NAME, PARTICIPANT_NAME
from qualog.state.state import State


@applies(AuthorAdded)
def _author_added(state: State, decision: AuthorAdded, made: Provenance) -> None:
    state.authors[decision.author] = Author(decision.author, decision.name, made)


@applies(AuthorRenamed)
def _author_renamed(state: State, decision: AuthorRenamed, made: Provenance) -> None:
    author = present(state.authors, decision.author, "author")
    write(state, made, AUTHOR_NAME, author.id, name=decision.name)


@applies(ParticipantAdded)
def _participant_added(state: State, decision: ParticipantAdded, made: Provenance) -> None:
    state.participants[decision.participant] = Participant(
        decision.participant, decision.pseudonym, decision.name, made
    )


@applies(ParticipantRenamed)
def _participant_renamed(state: State, decision: ParticipantRenamed, made: Provenance) -> None:
    participant = present(state.participants, decision.participant, "participant")
    write(state, made, PARTICIPANT_NAME, participant.id, pseudonym=decision.pseudonym)


@applies(ConsentGiven)
def _consent_given(state: State, decision: ConsentGiven, made: Provenance) -> None:
    participant = present(state.participants, decision.participant, "participant")
    state.participants[participant.id] = evolve(participant, consent=decision)


@applies(ConsentWithdrawn)
def _consent_withdrawn(state: State, decision: ConsentWithdrawn, made: Provenance) -> None:
    participant = present(state.participants, decision.participant, "participant")
    state.participants[participant.id] = evolve(participant, withdrawn=made)
