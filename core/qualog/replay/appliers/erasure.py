"""What erasures do to the state: nothing by themselves, since the words are gone from the log."""

from qualog.decisions.erasure import DecisionRedacted, ErasureConfirmed, WordsErased
from qualog.replay.appliers.applier import effect_of
from qualog.state.provenance import Made
from qualog.state.state import State


@effect_of(DecisionRedacted)
@effect_of(WordsErased)
@effect_of(ErasureConfirmed)
def _of_words_alone(state: State, decision: object, made: Made) -> None:
    """Change nothing: where words were, a replay finds none."""
