"""The log: one decision, many, verification and replay; beside raw SQLite and a peer."""

from collections.abc import Iterator

from benchmarks.log import bulk, singles
from benchmarks.sizes import Setup
from benchmarks.table import Row


def run(setup: Setup) -> Iterator[Row]:
    """Measure decisions one by one, then many at once."""
    yield from singles.run(setup)
    yield from bulk.run(setup)
