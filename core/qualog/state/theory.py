"""Adopted theories and the links to their concepts, as a replay yields them."""

from typing import Literal

from attrs import frozen

from qualog.state.made import Made
from qualog.theory import Evidence


@frozen
class Link:
    """A code, coding or theme (`subject`, an id) as an instance of a concept, and its standing.

    `settled` is the decision that accepted or rejected it. `evidence` lies where it was proposed,
    `proposed`, unless a text was corrected since.
    """

    id: str
    subject: str
    concept: str
    mapper: str | None
    evidence: tuple[Evidence, ...]
    reason: str
    made: Made
    proposed: tuple[Evidence, ...]
    status: Literal["proposed", "accepted", "rejected"] = "proposed"
    settled: Made | None = None
