"""Agreement, in processor time: beside a numpy pass over the data, and beside the peers."""

from collections.abc import Iterator

from benchmarks.agreement import beside_peers, limits
from benchmarks.peers import Peers
from benchmarks.sizes import Setup
from benchmarks.table import Row


def run(setup: Setup) -> Iterator[Row]:
    """Measure beside the raw limit, and beside the peers where a folder for them is given."""
    yield from limits.run(setup.sizes)
    if setup.peers is not None:
        with Peers(setup.peers.absolute(), setup.folder) as peers:
            yield from beside_peers.run(peers, setup.sizes)
