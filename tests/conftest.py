"""What all tests share: the real material, a database, and a configuration of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import needs, postgresql
from tests.folders import SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nightly",
        action="store_true",
        help="run the tests of robustness as often as a night allows",
    )
    parser.addoption(
        "--complete",
        action="store_true",
        help="let a test fail that is skipped where a program or package it needs is missing",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a server, before `-m` selects by marks."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgresql")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stop a test that needs what is not here, before its fixtures ask for it."""
    for mark in item.iter_markers():
        if lacks := needs.lacking(mark.name):
            pytest.fail(lacks) if item.config.getoption("--complete") else pytest.skip(lacks)


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
    else:
        with postgresql.started() as started:
            yield started


@pytest.fixture
def database(server: postgresql.Server) -> str:
    """The URL of an empty database."""
    return server.database()
