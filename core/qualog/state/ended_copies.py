"""The copies that authors say have ended, and what these decided after that."""

from collections.abc import Mapping

from attrs import define, field

from qualog.state.provenance import Provenance


@define
class EndedCopies:
    """What authors say of copies, and the decisions that it concerns, by replica or branch.

    Attributes:
        aside: the last number that counts, where two authors agree that a copy has ended.
        held: the last number from which on nothing is erased, where anybody says so.
        ends: where each author says that a copy ends, of those who are heard.
        put_aside: the decisions that do not count.
        in_doubt: those that still count, though somebody says that their copy had ended.
    """

    aside: dict[str, int] = field(factory=dict)
    held: dict[str, int] = field(factory=dict)
    ends: dict[str, dict[str, int]] = field(factory=dict)
    put_aside: list[Provenance] = field(factory=list)
    in_doubt: list[Provenance] = field(factory=list)

    def counts(self, replica: str, seq: int) -> bool:
        """Return whether a decision counts: it does unless two authors put it aside."""
        return seq <= self.aside.get(replica, seq)

    @property
    def has_any(self) -> bool:
        """Whether anybody says that a copy has ended, or had ended and goes on."""
        return bool(self.held or self.ends)

    def says_the_same_as(self, other: "EndedCopies") -> bool:
        """Return whether the same is said of copies, whatever these decided."""
        said = (self.aside, self.held, self.ends)
        return said == (other.aside, other.held, other.ends)

    def note(self, made: Provenance) -> None:
        """Note a decision that comes after an end, by what it amounts to."""
        counts = self.counts(made.replica, made.seq)
        (self.in_doubt if counts else self.put_aside).append(made)


def by_copy(decisions: list[Provenance]) -> Mapping[str, tuple[Provenance, ...]]:
    """Return decisions by the replica or branch that they were made in."""
    found: dict[str, list[Provenance]] = {}
    for made in decisions:
        found.setdefault(made.replica, []).append(made)
    return {replica: tuple(those) for replica, those in found.items()}
