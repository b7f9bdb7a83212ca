"""The verifier that the reference shows, sharing no code with Qualog."""

import importlib.util
import os
import random
import shutil
from contextlib import closing

import pytest
from tests.core.conftest import HandClock, begin
from tests.core.log.integrity.files import Whole
from tests.folders import ROOT

from qualog.log.integrity.keys import find_key
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project


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


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two-verifiers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALOG_CONFIG", str(folder / "config"))
        patch.setattr(os, "urandom", random.Random(13).randbytes)  # the same study in every run
        path, other = folder / "s.qualog", folder / "other" / "s.qualog"
        other.parent.mkdir()
        clock = HandClock()
        with Project.create(path, "Study", ["Ingrid", "Samir"], clock=clock) as ingrid:
            begin(ingrid)
            ingrid.codes.add("too much")
            redacted = ingrid.codes.add("too much still")
            ingrid.redact(redacted.made.decision)
            ingrid.documents.attribute("talk", "Anna", quote="Why")
        shutil.copyfile(path, other)
        with Project.open(other, author=["Samir"], clock=clock) as samir:
            samir.codings.apply("trust", "talk", quote="I trust them all")
            samir.codes.add("theirs", why="it is said")
        with Project.open(path, author=["Ingrid"], clock=clock) as ingrid:
            ingrid.copies.merge(other)
            ingrid.codes.rename("power", "control")
        with closing(SqliteStore.open(path)) as store:
            keys = {replica: find_key(store.project, replica) for replica in store.heads()}
    return Whole(path, keys)
