"""What the tests of recordings share."""

import json

import pytest


@pytest.fixture
def write(tmp_path):
    """Write a value as JSON, or bytes as they are, to a file of a name."""

    def write(value, name):
        path = tmp_path / name
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        return path

    return write
