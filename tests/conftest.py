"""What all tests share: the real material, and a configuration of their own."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


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
