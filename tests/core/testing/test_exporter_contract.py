"""The contract of exporters can fail: a flaw of each kind is found by the test that is for it."""

import itertools
import socket
import time
from contextlib import suppress

import pytest
from tests.core.testing.held import holds_not

from qualog.files import atomic_write
from qualog.options import NoOptions
from qualog.project.project import Project
from qualog.testing.exporters import ExporterContract, Studies
from qualog.testing.study import HIDDEN, LATER, WITHDRAWN, full_study, go_blind

counter = itertools.count()


class Exporter:
    name = "test-exporter"
    summary = "the codes, one a line"
    suffix = ".txt"
    options = NoOptions

    def lines(self, study):
        return [code.name for code in study.state.codebook.codes.values()] * 200

    def write(self, study, target, options):
        with atomic_write(target) as draft:
            draft.write_text("\n".join(self.lines(study)), "utf-8")
        return []


class Adds(Exporter):
    """Writes a word that is not to be there."""

    def __init__(self, word):
        self.word = word

    def lines(self, study):
        return [*super().lines(study), str(self.word())]


class WritesMore(Exporter):
    def write(self, study, target, options):
        target.with_name("more.txt").write_text("more", "utf-8")
        return super().write(study, target, options)


class Leaves(Exporter):
    """Writes straight into the file, so that a part of it stays when the disk is full."""

    def write(self, study, target, options):
        target.write_text("\n".join(self.lines(study)), "utf-8")
        return []


class Appends(Exporter):
    def write(self, study, target, options):
        with target.open("a", encoding="utf-8") as file:
            file.write("\n".join(self.lines(study)))
        return []


class CallsHome(Exporter):
    def write(self, study, target, options):
        with socket.socket() as home, suppress(OSError):
            home.connect(("127.0.0.1", 9))
        return super().write(study, target, options)


class Decides(Exporter):
    """Keeps a note of itself in the study that it was given."""

    def write(self, study, target, options):
        with Project.open(study.log.store.path, author=["Ingrid Falk"]) as project:
            project.moments.name(f"exported {next(counter)}")
        return super().write(study, target, options)


class TellsNothing(Exporter):
    def write(self, study, target, options):
        super().write(study, target, options)
        return [""]


class NeedsDocuments(Exporter):
    def lines(self, study):
        return [next(iter(study.state.documents.values())).name]


WRITES = "test_it_writes_what_it_says"
FLAWS = {
    "a file more": (WritesMore(), WRITES, "assert"),
    "losses in no words": (TellsNothing(), WRITES, "in no words"),
    "not what it is to hold": (Exporter(), "test_what_it_writes_holds_the_study", "nowhere"),
    "today's date": (Adds(lambda: time.time() // 3600), "test_the_same_state_gives", "assert"),
    "another each time": (Adds(lambda: next(counter)), "test_the_same_state_gives", "assert"),
    "appends": (Appends(), "test_it_writes_over_what_was_there", "assert"),
    "calls home": (CallsHome(), "test_it_only_writes_there", "socket.connect"),
    "decides": (Decides(), "test_it_only_writes_there", "assert"),
    "an empty study": (NeedsDocuments(), "test_an_empty_study", "StopIteration|^$"),
    "later": (Adds(lambda: LATER), "test_an_earlier_moment", LATER),
    "who withdrew": (Adds(lambda: WITHDRAWN[1]), "test_nothing_of_who_withdrew", WITHDRAWN[1]),
    "hidden": (Adds(lambda: HIDDEN), "test_nothing_that_a_blind_round_hides", HIDDEN),
    "no folder": (Leaves(), "test_a_folder_that_is_not_there", "No such file"),
    "half written": (Leaves(), "test_a_disk_that_is_full", "too large"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALOG_CONFIG", str(tmp_path_factory.mktemp("config")))
        with full_study(tmp_path_factory.mktemp("full")) as full:
            pass
        with full_study(tmp_path_factory.mktemp("blind")) as blind:
            go_blind(blind)
    return Studies(full.path, blind.path)


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_found(flaw, made, tmp_path, monkeypatch):
    exporter, begins, told = FLAWS[flaw]
    contract = ExporterContract()
    contract.exporter, contract.holds = exporter, ("nowhere",)
    [test] = [each for each in dir(contract) if each.startswith(begins)]
    with Project.open(made.full) as project:
        holds_not(
            contract, test, told, project=project, studies=made, own_configuration=None,
            tmp_path=tmp_path, monkeypatch=monkeypatch, typed={},
        )  # fmt: skip


def test_a_contract_that_is_not_filled_in_says_so(made, tmp_path):
    contract = ExporterContract()
    contract.exporter = Exporter()
    with Project.open(made.full) as project:
        told = "give `holds`"
        test = "test_what_it_writes_holds_the_study"
        holds_not(contract, test, told, project=project, tmp_path=tmp_path)
