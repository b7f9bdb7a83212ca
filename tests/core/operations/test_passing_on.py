"""A copy goes on with another key, and the old one says so: then nobody is asked about it."""

import shutil
from pathlib import Path

import pytest
from attrs import define

from qualog.decisions.copies import CopyAccepted
from qualog.log.binding import configuration
from qualog.log.replication.introduction import NotMet
from qualog.project.project import Project

PHRASE = "correct horse battery staple"


@define
class Laptop:
    """A computer with settings of its own, and the study on it."""

    name: str
    home: Path
    file: Path
    monkeypatch: pytest.MonkeyPatch

    def open(self) -> Project:
        self.monkeypatch.setenv("QUALOG_CONFIG", str(self.home))
        return Project.open(self.file, author=[self.name])

    def decide(self, code: str) -> str:
        """Decide something; return the letters of the copy."""
        with self.open() as project:
            project.codes.add(code)
            return project.keys.show().letters

    def merge(self, other: "Laptop", **answers: object) -> set[str]:
        """Take in what another laptop has; return the names of the codes here."""
        with self.open() as project:
            project.copies.merge(other.file, **answers)
            return {code.name for code in project.state.codebook.live()}


@pytest.fixture
def laptop(project, tmp_path, monkeypatch):
    """What gives a laptop: one with another's settings, or with none."""
    project.close()
    (tmp_path / "ingrid").mkdir()

    def laptop(name, author, file=project.path, home=None):
        folder = tmp_path / name
        if home is not None:
            shutil.copytree(home, folder)
        folder.mkdir(exist_ok=True)
        copy = Path(shutil.copy(file, folder / "study.qualog"))
        return Laptop(author, folder / "settings" if home is None else folder, copy, monkeypatch)

    return laptop


@pytest.fixture
def ingrid(laptop):
    return laptop("Ingrid's", "Ingrid", home=configuration())


@pytest.fixture
def samir(laptop, ingrid):
    """Samir's laptop, whose copy Ingrid accepted."""
    his = laptop("Samir's", "Samir")
    letters = his.decide("voice")
    with pytest.raises(NotMet):
        ingrid.merge(his)
    assert "voice" in ingrid.merge(his, accept=[letters])
    return his


def test_of_an_exchanged_key_nobody_is_asked(ingrid, samir):
    with samir.open() as project:
        project.keys.exchange()
    samir.decide("later")
    assert "later" in ingrid.merge(samir)
    samir.decide("later still")
    assert "later still" in ingrid.merge(samir)


def test_of_a_key_that_was_exchanged_twice_nobody_is_asked_either(ingrid, samir):
    for code in ("once", "twice"):
        with samir.open() as project:
            project.keys.exchange()
        samir.decide(code)
    assert {"once", "twice"} <= ingrid.merge(samir)


@pytest.mark.parametrize("whose", ["his own", "a co-author's"])
def test_of_a_copy_on_another_laptop_with_an_imported_key_nobody_is_asked(
    ingrid, samir, laptop, tmp_path, whose
):
    with samir.open() as project:
        project.keys.export(tmp_path / "key", PHRASE)
    file = samir.file if whose == "his own" else ingrid.file
    second = laptop("Samir's second", "Samir", file=file)
    with second.open() as project:
        project.keys.import_(tmp_path / "key", PHRASE)
    second.decide("on the second laptop")
    assert "on the second laptop" in ingrid.merge(second)


def test_that_a_copy_goes_on_as_another_is_accepted_by_its_own_key_alone(ingrid, samir):
    with samir.open() as project:
        lost = project.log.replica
    next(samir.home.glob(f"keys/*/{lost}.json")).unlink()
    samir.decide("without the key")
    with pytest.raises(NotMet):
        ingrid.merge(samir)


def test_a_thief_of_a_key_that_was_ended_cannot_pass_it_on(ingrid, samir, laptop):
    thief = laptop("a thief's", "Samir", file=samir.file, home=samir.home)
    with samir.open() as project:
        stolen = project.log.replica
    with ingrid.open() as project:
        project.copies.end(stolen[:8], "stolen")
    with thief.open() as project:
        project.log.own.begin_anew("rotated", passed_by=stolen)
    thief.decide("forged")
    with pytest.raises(NotMet):
        ingrid.merge(thief)


def test_an_acceptance_is_written_of_a_copy_that_another_passes_on_to(ingrid, samir):
    with samir.open() as project:
        project.keys.exchange()
        anew = project.log.replica
    ingrid.merge(samir)
    with ingrid.open() as project:
        entries = project.log.store.entries(kinds=(CopyAccepted.kind,))
        assert anew in {project.log.decision(entry).copy for entry in entries}
