"""What the tests of the log share: a project file, open and empty."""

import pytest

from qualog.log.stores.sqlite import SqliteStore


@pytest.fixture
def store(tmp_path):
    """An empty project file."""
    made = SqliteStore.create(tmp_path / "s.qualog")
    yield made
    made.close()
