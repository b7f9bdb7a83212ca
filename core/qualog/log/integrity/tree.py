"""The tree over a replica's chain, whose root a checkpoint signs: RFC 9162, section 2.1.

Leaves are the hashes of the lines, in order; never a merged order, which is not append-only.
"""

import hashlib
from collections.abc import Iterable, Sequence

from attrs import frozen


def _leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


@frozen
class Frontier:
    """As much of a tree as is needed to let it grow: the roots of its full subtrees, large first.

    `size` is the number of leaves; there is one peak for each binary 1 in it.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, lines: Iterable[bytes]) -> "Frontier":
        """Give the frontier with more leaves: the hashes of further lines."""
        size, peaks = self.size, list(self.peaks)
        for entry in lines:
            peaks.append(_leaf(entry))
            size += 1
            pairs = size
            while pairs % 2 == 0:
                right = peaks.pop()
                peaks.append(_node(peaks.pop(), right))
                pairs //= 2
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root of the tree; of an empty one, the SHA-256 of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _node(peak, root)
        return root


def inclusion_path(lines: Sequence[bytes], index: int) -> list[bytes]:
    """Give what proves that the line at an index (from 0) is in the tree: RFC 9162, 2.1.3.1."""
    if not 0 <= index < len(lines):
        raise IndexError(index)
    path: list[bytes] = []
    level, at = [_leaf(each) for each in lines], index
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            path.append(level[beside])
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [_node(left, right) for left, right in pairs] + odd
        at //= 2
    return path


def root_from_path(entry: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Give the root that a path leads to, empty if it is no path there: RFC 9162, 2.1.3.2."""
    at, last, root = index, size - 1, _leaf(entry)
    for each in path:
        if last == 0:
            return b""
        if at % 2 or at == last:
            root = _node(each, root)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            root = _node(root, each)
        at, last = at // 2, last // 2
    return root if last == 0 else b""
