"""Rounds: coders code the same documents independently; in a blind round, unseen."""

from qualog.decisions.base import Decision, decision, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id
from qualog.language import Message, message


@decision("round-opened")
class RoundOpened(Decision):
    """Coders (ids of authors) set out to code the same documents independently.

    While a blind round is open, nobody is shown what others coded in these documents.
    """

    shown_in_blind_rounds = True

    round: Id
    documents: tuple[Id, ...]
    coders: tuple[Id, ...]
    blind: bool = False
    name: str = words()

    def sentence(self, names: Names) -> Message:
        coders, documents = names.authors(self.coders), names.documents(self.documents)
        if self.blind:
            return message(
                "opened the blind round “{name}” for {coders} in {documents}",
                name=self.name,
                coders=coders,
                documents=documents,
            )
        return message(
            "opened the round “{name}” for {coders} in {documents}",
            name=self.name,
            coders=coders,
            documents=documents,
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("round-closed")
class RoundClosed(Decision):
    """A round is over: from here on everything that was coded in it is shown."""

    shown_in_blind_rounds = True

    round: Id

    def sentence(self, names: Names) -> Message:
        return message("closed {round}", round=names.round(self.round))
