"""Verbs for rounds: coders code the same documents apart, and the log shows whether they did."""

from collections.abc import Sequence

from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.operations.base import Operations, require_text
from qualog.reliability.independence import Independence, independence
from qualog.state import Round


class Rounds(Operations):
    """Rounds of coding, blind or not."""

    def open(
        self,
        name: str,
        documents: Sequence[str],
        coders: Sequence[str],
        *,
        blind: bool = False,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Round:
        """Let authors code the same documents, each for themselves; blind, unseen by the others.

        Codings that were there before are hidden too, as long as a blind round is open.

        Raises:
            NotFound: a document or an author whom the project does not have.
            BadInput: no document, or fewer than two coders.
            NotAllowed: the name is taken, or a document is in a round that is open.
        """
        name = require_text(name, "round's name")
        found = list(dict.fromkeys(self.find.document(each).id for each in documents))
        who = list(dict.fromkeys(self.find.author(each).id for each in coders))
        if not found:
            raise BadInput("A round is about documents: name at least one.")
        if len(who) < 2:
            raise BadInput("A round has at least two coders, so that they can be compared.")
        for each in self.state.rounds.values():
            if each.name.casefold() == name.casefold():
                raise NotAllowed(f"There is a round '{each.name}' already.")
            taken = [id_ for id_ in found if id_ in each.documents]
            if each.is_open and taken:
                document = self.state.documents[taken[0]].name
                raise NotAllowed(
                    f"'{document}' is in the round '{each.name}', which is open: a document is in "
                    f"one at a time. Close that first (qualog round close '{each.name}')."
                )
        id_ = new_id()
        decision = RoundOpened(
            round=id_, documents=tuple(found), coders=tuple(who), blind=blind, name=name
        )
        self.decide(decision, why, by)
        return self.state.rounds[id_]

    def close(self, round_: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """End a round: from here on everything that was coded in it is shown.

        Raises:
            NotAllowed: it is closed already.
        """
        found = self.find.round(round_)
        if not found.is_open:
            raise NotAllowed(f"The round '{found.name}' is closed already.")
        return self.decide(RoundClosed(round=found.id), why, by)

    def prove(self, round_: str) -> Independence:
        """Show from the log whether each coder of a round coded before seeing what others had.

        Raises:
            NotAllowed: what it would cite is not to be seen yet, for a blind round is open.
        """
        found = self.find.round(round_)
        for each in self.state.rounds.values():
            if each.hides and set(each.documents) & set(found.documents):
                raise NotAllowed(
                    f"The blind round '{each.name}' is open, and a proof cites what is not to be "
                    f"seen before it is closed (qualog round close '{each.name}')."
                )
        return independence(self.project.log.store, self.state, found)
