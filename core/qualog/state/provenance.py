"""When a decision was made, by whom, and where it stands in the log."""

from typing import NamedTuple


class Provenance(NamedTuple):
    """When a decision was made, by whom, and where it stands in the log."""

    at: int
    replica: str
    seq: int
    authors: tuple[str, ...]

    @property
    def decision(self) -> str:
        """The decision's id."""
        return f"{self.replica}.{self.seq}"

    @property
    def milliseconds(self) -> int:
        """UTC milliseconds since 1970."""
        return self.at >> 16
