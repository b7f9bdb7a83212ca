"""What the authors' words on copies amount to: which decisions count, and whose erasures hold.

A pure function of the log's lines, so that the order in which copies meet cannot matter.
"""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, KeyBound, ReplicaBegun

TrustDecision = ReplicaBegun | KeyBound | CopyAccepted | CopyEnded | CopyReopened
TRUST_KINDS = frozenset(
    cls.kind for cls in (ReplicaBegun, KeyBound, CopyAccepted, CopyEnded, CopyReopened)
)


@frozen
class TrustLine:
    """A line of the log that trust rests on.

    Attributes:
        replica: whose chain it is in.
        seq: its number there.
        decision: what it says.
        known: how far in each replica its writer knew, itself among them.
    """

    replica: str
    seq: int
    decision: TrustDecision
    known: Mapping[str, int]


@frozen
class Standing:
    """How far each copy counts, and how far its erasures are carried out.

    Attributes:
        aside: the last number of a copy that counts, where two authors agree that it has ended.
        held: the last number of a copy whose erasures are carried out, where that is not all.
    """

    aside: Mapping[str, int] = field(factory=dict)
    held: Mapping[str, int] = field(factory=dict)

    def counts(self, replica: str, seq: int) -> bool:
        """Return whether a decision counts: it does unless two authors put it aside."""
        return seq <= self.aside.get(replica, seq)

    def holds(self, replica: str, seq: int) -> bool:
        """Return whether what a decision erases is held back."""
        return seq > self.held.get(replica, seq) or not self.counts(replica, seq)


def standing(lines: Iterable[TrustLine], authors: Mapping[str, str]) -> Standing:
    """Return what the words on copies amount to.

    Args:
        lines: all lines of the log that trust rests on, in any order.
        authors: the author (an id) of each copy, where it is known.
    """
    raise NotImplementedError
