"""Rounds, as a replay yields them."""

from attrs import frozen

from qualog.state.provenance import Provenance


@frozen
class Round:
    """Documents that some authors code independently; documents and coders are ids."""

    id: str
    name: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    blind: bool
    opened: Provenance
    closed: Provenance | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.closed is None

    @property
    def hides(self) -> bool:
        """Whether others' codings of its documents are not to be seen."""
        return self.blind and self.is_open
