"""The project's own name, aim and moments, as a replay yields them."""

from attrs import frozen

from qualog.state.provenance import Provenance


@frozen
class Moment:
    """A named point in time: the last entry of each replica that belongs to it."""

    id: str
    name: str
    heads: dict[str, int]
    made: Provenance
