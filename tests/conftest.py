"""What all tests share: the real material, and a configuration of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import postgresql
from tests.folders import SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nightly",
        action="store_true",
        help="run the tests of reliability as often as a night allows",
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the real material is not here: no ../shared/data beside the repository")
    return SHARED


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path_factory, monkeypatch):
    """Keep the replicas that a test makes out of the user's configuration."""
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path_factory.mktemp("config")))
    for name in ("QUALOG_PROJECT", "QUALOG_AUTHOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server: that of $QUALOG_TEST_POSTGRESQL (a URL), or one that is started."""
    if url := os.environ.get("QUALOG_TEST_POSTGRESQL"):
        yield postgresql.Server(url)
    elif postgresql.program("initdb") and postgresql.program("pg_ctl"):
        with postgresql.started() as started:
            yield started
    else:
        told = "there is no PostgreSQL here: install it, or name one in $QUALOG_TEST_POSTGRESQL"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)


@pytest.fixture
def database(server: postgresql.Server) -> str:
    """The URL of an empty database."""
    return server.database()
