"""The gate of a copy: who is let in, who is asked, and what is tried before anything is kept."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import field, frozen

from qualog.decisions import Decision
from qualog.log.replication.introduction import Answers
from qualog.log.store import Transaction

NewLines = Mapping[str, int]
"""The last number of each replica and branch that was here before; what comes after it is new."""


@frozen
class Gate:
    """What a copy goes by when another's decisions come.

    Attributes:
        copy: the replica that writes in this copy; empty where nothing was decided in it yet.
        author: the id of whoever this copy belongs to; empty where that is not known.
        names: what authors are called, by id.
        by_mail: whether what comes has passed through others' hands: then its end must be signed.
        answers: what a person has said of copies that were not met before.
        clocks: the beginnings of the ids of copies whose clocks may be more than a day ahead.
        decide: writes decisions of this copy in the transaction of the merge.
        trial: looks at the new lines as every reader does; an error refuses them.
    """

    copy: str
    author: str
    names: Mapping[str, str]
    decide: Callable[[Transaction, Sequence[Decision]], None]
    trial: Callable[[NewLines], None]
    by_mail: bool = False
    answers: Answers = field(factory=Answers)
    clocks: Collection[str] = ()

    def follows_clock(self, replica: str) -> bool:
        """Return whether a person said that a copy's clock may be far ahead."""
        return any(replica.startswith(copy) for copy in self.clocks if copy)
