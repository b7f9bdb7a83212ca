"""Peer debriefings, as decisions in the log of a study.

Somebody from outside the team asks about a code or a document, and something comes of it (Lincoln
and Guba 1985, Naturalistic Inquiry, p. 308).
"""

from collections.abc import Iterable
from typing import Any

from qualog import hookimpl
from qualog.decisions import Decision, Work, decision, words
from qualog.language import Message, message
from qualog.replay.appliers.applier import NoEffect, applies
from qualog.state import State

DEBRIEFING = "debriefing"
"""What the kinds begin with, and where in a state their effect is."""


@decision("debriefing.noted")
class DebriefingNoted(Decision):
    """A peer debriefing was held about a code or a document."""

    work = Work.DISCUSSIONS

    debriefing: str
    about: str
    peer: str = words()
    outcome: str = words()

    def sentence(self, names: Any) -> Message:
        """Return what was decided, in the past tense and without who decided it."""
        return message(
            "held a peer debriefing on {about} with {peer}: “{outcome}”",
            about=names.anything(self.about),
            peer=self.peer,
            outcome=self.outcome,
        )


@applies(DebriefingNoted)
def _noted(state: State, noted: DebriefingNoted, made: Any) -> None:
    if noted.about not in (state.codebook.codes.keys() | state.documents.keys()):
        raise NoEffect("what the debriefing was about is not there")
    state.of_plugins.setdefault(DEBRIEFING, {})[noted.debriefing] = {
        "about": noted.about,
        "peer": noted.peer,
        "outcome": noted.outcome,
        "decision": made.decision,
    }


def debriefings(state: State) -> list[dict[str, str]]:
    """Return the debriefings of a study, first to last."""
    return list(state.of_plugins.get(DEBRIEFING, {}).values())


@hookimpl
def qualog_decisions() -> Iterable[type[Decision]]:
    """Return the kind of decision."""
    return [DebriefingNoted]
