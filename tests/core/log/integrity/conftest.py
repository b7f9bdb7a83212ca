"""The verifier that the reference shows, sharing no code with Qualog."""

import importlib.util

import pytest
from tests.folders import ROOT


@pytest.fixture(scope="session")
def verify_log():
    spec = importlib.util.spec_from_file_location(
        "verify_log", ROOT / "docs" / "reference" / "verify_log.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stranger(verify_log, capsys):
    """What the verifier answers of a file: its exit code, and what it prints."""

    def run(path, *options):
        code = verify_log.main(str(path), *options)
        return code, capsys.readouterr().out

    return run
