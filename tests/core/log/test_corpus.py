"""Logs that earlier versions wrote: each opens, verifies and replays as it did then."""

import json
import shutil
from pathlib import Path

import pytest
from tests.corpus.make import lived, summary

from qualog.decisions import known_kinds
from qualog.decisions.copies import KeyBound
from qualog.health.doctor import examine
from qualog.history.narration import narrate
from qualog.log.integrity.verification import heads_digest
from qualog.project.project import Project

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus").glob("*.qualog"))


@pytest.fixture(params=CORPUS, ids=lambda path: path.stem)
def kept(request):
    """A kept log, and what it amounted to."""
    return request.param, json.loads(request.param.with_suffix(".json").read_text("utf-8"))


@pytest.fixture
def copy(kept, tmp_path):
    """A copy of it, to work on."""
    return shutil.copyfile(kept[0], tmp_path / "copy.qualog")


def test_it_amounts_to_what_it_did(kept, copy):
    wanted = kept[1]
    with Project.open(copy) as project:
        found = project.verify()
        assert found.fault is None
        assert found.heads == wanted["heads"]
        assert found.entries == project.state.decisions
        assert summary(project.at()) == wanted["now"]
        assert summary(project.at("here")) == wanted["here"]
        assert {entry.kind for entry in project.log.store.entries()} == set(wanted["kinds"])
        assert set(wanted["kinds"]) <= set(known_kinds())
        assert project.state.unknown == {}
        assert all(line.decision is not None for line in narrate(project.at()))


def test_to_read_it_does_not_change_it(kept, copy):
    with Project.open(copy) as project:
        project.at()
        project.verify()
    examine(copy)
    assert copy.read_bytes() == kept[0].read_bytes()


def test_it_can_be_gone_on_with_and_merged(copy, tmp_path):
    other = shutil.copyfile(copy, tmp_path / "other.qualog")
    with (
        Project.open(copy, author=["Ingrid"]) as here,
        Project.open(other, author=["Samir H"]) as there,
    ):
        here.codes.add("decided here")
        there.codes.add("decided there")
        here.copies.sync(there.log.store)
        assert here.verify().fault is None
        names = [code.name for code in here.at().state.codebook.live()]
        assert {"decided here", "decided there"} <= set(names)
        assert names == [code.name for code in there.at().state.codebook.live()]
        heads = [heads_digest(project.log.store.heads()) for project in (here, there)]
        assert heads[0] == heads[1]


def test_an_older_copy_that_stayed_as_it_was_brings_nothing(copy, tmp_path):
    untouched = shutil.copyfile(copy, tmp_path / "untouched.qualog")
    with Project.open(copy, author=["Ingrid"]) as project:
        project.codes.add("later")
        assert project.copies.merge(untouched).count == 0


def test_what_is_kept_next_has_every_kind(tmp_path):
    with lived(tmp_path) as project:
        kinds = {entry.kind for entry in project.log.store.entries()}
        own = {kind for kind, cls in known_kinds().items() if cls.__module__.startswith("qualog.")}
        # Only a chain that an earlier version began is bound to its key later on.
        assert kinds == own - {KeyBound.kind}
        assert summary(project.at("here"))["codings"]
