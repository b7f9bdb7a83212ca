"""The tree over a replica's chain, whose root a checkpoint signs: RFC 9162, section 2.1.

Leaves are the hashes of the entries, in order; never a merged order, which is not append-only.
"""

import hashlib
from collections.abc import Iterable, Sequence

from attrs import frozen


def _leaf(hash_: bytes) -> bytes:
    return hashlib.sha256(b"\0" + hash_).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


@frozen
class Frontier:
    """As much of a tree as is needed to let it grow: the roots of its full subtrees, large first.

    `size` is the number of leaves; there is one peak for each binary 1 in it.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, hashes: Iterable[bytes]) -> "Frontier":
        """Return the frontier with more leaves: the hashes of further entries."""
        size, peaks = self.size, list(self.peaks)
        for hash_ in hashes:
            peaks.append(_leaf(hash_))
            size += 1
            # As adding 1 in binary: each carry joins the two smallest subtrees, which are alike.
            pairs = size
            while pairs % 2 == 0:
                right = peaks.pop()
                peaks.append(_node(peaks.pop(), right))
                pairs //= 2
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root of the tree, 32 bytes; of an empty one, the SHA-256 of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _node(peak, root)
        return root


def inclusion_path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return what proves that the entry at an index (from 0) is in the tree.

    RFC 9162, section 2.1.3.1. `hashes` are those of all entries of the tree.

    Raises:
        IndexError: there is no such entry.
    """
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    path: list[bytes] = []
    level, at = [_leaf(hash_) for hash_ in hashes], index
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            path.append(level[beside])
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [_node(left, right) for left, right in pairs] + odd
        at //= 2
    return path
