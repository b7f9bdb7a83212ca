"""The tree of RFC 9162: against the vectors that transparency logs share, and by brute force."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.log.integrity.tree import Frontier, inclusion_path

# The leaves and roots of certificate-transparency's reference implementations.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

lines = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)


def brute_root(leaves):
    """RFC 9162, 2.1.1, as it is written: split at the largest power of two below."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = brute_root(leaves[:split]), brute_root(leaves[split:])
    return hashlib.sha256(b"\1" + left + right).digest()


def root_from_path(leaf, index, size, path):
    """RFC 9162, 2.1.3.2: what whoever checks a proof computes; empty if it is not one."""
    at, last, root = index, size - 1, hashlib.sha256(b"\0" + leaf).digest()
    for beside in path:
        if last == 0:
            return b""
        if at % 2 or at == last:
            root = hashlib.sha256(b"\1" + beside + root).digest()
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            root = hashlib.sha256(b"\1" + root + beside).digest()
        at, last = at // 2, last // 2
    return root if last == 0 else b""


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size):
    assert Frontier().grown(LEAVES[:size]).root.hex() == ROOTS[size - 1]


def test_the_published_path():
    path = inclusion_path(LEAVES, 5)
    assert [hash_.hex() for hash_ in path] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_path_to_what_is_not_in_the_tree(index):
    with pytest.raises(IndexError):
        inclusion_path(LEAVES, index)


def test_the_root_of_nothing():
    assert Frontier().root == hashlib.sha256(b"").digest()


@given(lines, st.data())
def test_a_tree_grows_to_the_same_root_however_it_is_cut(leaves, data):
    cut = data.draw(st.integers(0, len(leaves)))
    grown = Frontier().grown(leaves[:cut]).grown(leaves[cut:])
    assert grown == Frontier().grown(leaves)
    assert grown.root == brute_root(leaves)


@given(lines, st.data())
def test_every_leaf_is_proved_and_nothing_else(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    root = brute_root(leaves)
    assert root_from_path(leaves[index], index, len(leaves), path) == root
    assert root_from_path(leaves[index] + b"!", index, len(leaves), path) != root
    assert root_from_path(leaves[index], index, len(leaves), [*path, root]) != root
    if path:
        assert root_from_path(leaves[index], index, len(leaves), path[:-1]) != root
        changed = [bytes(32), *path[1:]]
        assert root_from_path(leaves[index], index, len(leaves), changed) != root
