"""Rounds: coders code the same documents, each for themselves; in a blind round, unseen."""

from qualog.decisions.base import Decision, decision, words


@decision("round-opened")
class RoundOpened(Decision):
    """Coders (ids of authors) set out to code the same documents, each for themselves.

    While a blind round is open, nobody is shown what others coded in these documents.
    """

    round: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    blind: bool = False
    name: str = words()


@decision("round-closed")
class RoundClosed(Decision):
    """A round is over: from here on everything that was coded in it is shown."""

    round: str
