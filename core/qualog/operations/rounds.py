"""Operations on rounds: coders code the same documents separately, and the log shows whether so."""

from collections.abc import Sequence

from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_text
from qualog.reliability.independence import Independence, independence
from qualog.state import Round
from qualog.views.find import in_a_list


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
        """Let authors code the same documents separately; blind, unseen by the others.

        Codings that were there before are hidden too, as long as a blind round is open.

        Raises:
            NotFound: a document or an author whom the project does not have.
            BadInput: no document, or fewer than two coders.
            NotAllowed: the name is taken, or a document is in a round that is open.
        """
        found = list(
            dict.fromkeys(self.find.document(wanted).id for wanted in in_a_list(documents))
        )
        who = list(dict.fromkeys(self.find.author(wanted).id for wanted in in_a_list(coders)))
        if not found:
            raise BadInput("Which documents is the round about? Name at least one.")
        if len(who) < 2:
            raise BadInput("A round needs at least two coders, so that they can be compared.")
        self._refuse_open(found)
        id_ = new_id()
        decision = RoundOpened(
            round=id_,
            documents=tuple(found),
            coders=tuple(who),
            blind=blind,
            name=self._free_name(name),
        )
        self.decide(decision, why, by)
        return self.state.rounds[id_]

    def close(self, round_: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Close a round: from here on everything that was coded in it is shown.

        Raises:
            NotAllowed: it is closed already.
        """
        found = self.find.round(round_)
        if not found.is_open:
            raise NotAllowed("The round “{round}” is already closed.", round=found.name)
        return self.decide(RoundClosed(round=found.id), why, by)

    def prove(self, round_: str) -> Independence:
        """Return what the log shows: whether each coder coded before seeing what others had.

        Raises:
            NotAllowed: what it would cite is not to be seen yet, for a blind round is open.
        """
        found = self.find.round(round_)
        for other in self.state.rounds.values():
            if other.hides and set(other.documents) & set(found.documents):
                raise NotAllowed(
                    "The blind round “{round}” is still open, and a proof cites codings that are "
                    "not to be seen before. When all are done: qualog round close “{round}”",
                    round=other.name,
                )
        return independence(self.project.log.store, self.state, found)

    def _refuse_open(self, documents: Sequence[str]) -> None:
        for other in self.state.rounds.values():
            taken = [id_ for id_ in documents if id_ in other.documents]
            if other.is_open and taken:
                raise NotAllowed(
                    "“{document}” is in the round “{round}”, which is still open, and a document "
                    "is in one at a time. To close that: qualog round close “{round}”",
                    document=self.state.documents[taken[0]].name,
                    round=other.name,
                )

    def _free_name(self, name: str) -> str:
        name = require_text(name, message("A round needs a name."))
        if is_taken(name, (round_.name for round_ in self.state.rounds.values())):
            raise NotAllowed("There is already a round “{round}”.", round=name)
        return name
