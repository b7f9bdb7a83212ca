"""What erasures do to the state: nothing by themselves, since the words are gone from the log."""

from qualog.decisions.erasure import DecisionRedacted, ErasureConfirmed, WordsErased
from qualog.replay.appliers.applier import applies
from qualog.state.provenance import Provenance
from qualog.state.state import State


@applies(DecisionRedacted)
@applies(WordsErased)
@applies(ErasureConfirmed)
def _of_words_alone(state: State, decision: object, made: Provenance) -> None:
    """Change nothing: where words were, a replay finds none."""
