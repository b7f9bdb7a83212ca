"""A signed checkpoint: how far a replica's chain went, and the root of the tree over it."""

from attrs import frozen


@frozen
class Checkpoint:
    """The first `size` lines of a replica, bound by `root` and signed by its key (Ed25519)."""

    replica: str
    size: int
    root: bytes
    key: bytes
    signature: bytes
