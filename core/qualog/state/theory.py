"""Adopted theories and the links to their concepts, as a replay yields them."""

from typing import Literal

from attrs import frozen

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.state.provenance import Provenance


@frozen
class Theory:
    """A theory that a project adopted: the pack, with an id for itself and each concept."""

    id: str
    pack: TheoryPack
    concept_ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """The theory's name."""
        return self.pack.name

    def concepts(self) -> tuple[tuple[str, Concept], ...]:
        """Return each concept with its id, in the pack's order."""
        return tuple(zip(self.concept_ids, self.pack.concepts, strict=True))


@frozen
class Link:
    """A code, coding or theme (`subject`, an id) as an instance of a concept, and its status.

    `settled` is the decision that accepted or rejected it. `evidence` lies where it was proposed,
    `proposed`, unless a text was corrected since.
    """

    id: str
    subject: str
    concept: str
    mapper: str | None
    evidence: tuple[Evidence, ...]
    reason: str
    made: Provenance
    proposed: tuple[Evidence, ...]
    status: Literal["proposed", "accepted", "rejected"] = "proposed"
    settled: Provenance | None = None
