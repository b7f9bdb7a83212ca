"""People with a machine and settings of their own meet: by file, by mail, once and again."""

import shutil
from pathlib import Path

import pytest
from attrs import define

from qualog.decisions.copies import CopyAccepted
from qualog.errors import BadInput
from qualog.log.binding import configuration
from qualog.log.replication.introduction import NotMet
from qualog.project.project import Project


@define
class Laptop:
    """A machine with settings of its own, and the study on it."""

    author: str
    home: Path
    file: Path
    monkeypatch: pytest.MonkeyPatch
    by_mail: bool

    def open(self) -> Project:
        self.monkeypatch.setenv("QUALOG_CONFIG", str(self.home))
        return Project.open(self.file, author=[self.author])

    def decide(self, name: str) -> str:
        """Decide something; return the id of the copy."""
        with self.open() as project:
            project.codes.add(name)
            return project.log.replica

    @property
    def letters(self) -> str:
        with self.open() as project:
            return project.copies.all()[0].letters

    @property
    def heads(self):
        with self.open() as project:
            return project.log.store.heads()

    @property
    def codes(self) -> set[str]:
        with self.open() as project:
            return {code.name for code in project.state.codebook.live()}

    def bundle(self) -> Path:
        """Write a bundle of everything."""
        target = self.file.with_name(f"{len(list(self.file.parent.iterdir()))}.bundle")
        with self.open() as project:
            project.copies.bundle(target)
        return target

    def take_in(self, sent: Path, **answers):
        with self.open() as project:
            if sent.suffix == ".bundle":
                return project.copies.apply(sent, **answers)
            return project.copies.merge(sent, **answers)

    def meet(self, other: "Laptop", **answers):
        """Take in what another laptop has, in the way that is tested."""
        return self.take_in(other.bundle() if self.by_mail else other.file, **answers)

    def accept(self, *others: "Laptop") -> None:
        for other in others:
            self.meet(other, accept=[other.letters])

    def asked(self, other: "Laptop", **answers):
        """Require that a person is asked and nothing is kept; give about which copies."""
        heads, kept = self.heads, self.file.read_bytes()
        with pytest.raises(NotMet) as question:
            self.meet(other, **answers)
        assert (self.file.read_bytes(), self.heads) == (kept, heads)
        return question.value.introductions


@pytest.fixture(params=["file", "mail"])
def laptop(request, project, tmp_path, monkeypatch):
    """What gives a laptop, with the study as it was at first or with another's file."""
    project.close()

    def laptop(name, author, file=project.path, home=None):
        folder = tmp_path / name
        folder.mkdir()
        copy = Path(shutil.copy(file, folder / "study.qualog"))
        return Laptop(
            author, home or folder / "settings", copy, monkeypatch, request.param == "mail"
        )

    return laptop


@pytest.fixture
def ingrid(laptop):
    """The laptop on which the study began: its file is moved to a folder of its own."""
    hers = laptop("ingrid", "Ingrid", home=configuration())
    hers.decide("of Ingrid")
    return hers


@pytest.fixture
def samir(laptop, ingrid):
    his = laptop("samir", "Samir", file=ingrid.file)
    his.decide("of Samir")
    return his


# The first time


def test_both_sides_see_the_same_letters(ingrid, samir):
    [met] = ingrid.asked(samir)
    assert met.fingerprint == samir.letters
    assert (met.name, met.in_own_name) == ("Samir", False)
    assert met.decisions == samir.heads[met.replica].seq
    assert "of Samir" not in ingrid.codes


def test_with_the_letters_it_comes_in_and_is_not_asked_about_again(ingrid, samir):
    ingrid.accept(samir)
    assert "of Samir" in ingrid.codes
    samir.decide("later")
    assert not ingrid.meet(samir).met
    assert "later" in ingrid.codes


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_the_beginning_of_the_letters_accepts_nobody(ingrid, samir, groups):
    before = ingrid.file.read_bytes()
    with pytest.raises(BadInput, match="not a whole fingerprint"):
        ingrid.meet(samir, accept=["-".join(samir.letters.split()[:groups])])
    assert ingrid.file.read_bytes() == before


def test_the_letters_of_another_accept_nobody(ingrid, samir):
    ingrid.asked(samir, accept=[ingrid.letters])


def test_who_works_in_a_file_that_they_were_given_trusts_it(ingrid, samir):
    ingrid.decide("later")
    assert samir.meet(ingrid).met == ()
    assert "later" in samir.codes


# Once more


def test_what_is_sent_twice_changes_nothing(ingrid, samir):
    sent = samir.bundle()
    ingrid.take_in(sent, accept=[samir.letters])
    heads, kept = ingrid.heads, ingrid.file.read_bytes()
    for _ in range(2):
        assert ingrid.take_in(sent).count == 0
    assert (ingrid.heads, ingrid.file.read_bytes()) == (heads, kept)


def test_an_older_bundle_takes_nothing_back(ingrid, samir):
    old = samir.bundle()
    samir.decide("later")
    ingrid.accept(samir)
    heads = ingrid.heads
    assert ingrid.take_in(old).count == 0
    assert ingrid.heads == heads


def test_a_newest_decision_that_is_withheld_is_missed_by_whoever_had_seen_it(ingrid, samir, laptop):
    ingrid.accept(samir)
    without = samir.bundle()
    withheld = samir.decide("withheld")
    lea = laptop("lea", "Ingrid", file=samir.file)
    lea.decide("who had seen it")
    assert ingrid.take_in(without).count == 0  # nobody can know yet
    ingrid.accept(lea)  # what it had seen comes along
    assert ingrid.heads[withheld] == lea.heads[withheld]
    assert {"withheld", "who had seen it"} <= ingrid.codes


# Further copies


@pytest.fixture
def second(laptop, samir):
    """Samir's second laptop, with a file of his first."""
    his = laptop("samir's second", "Samir", file=samir.file)
    his.decide("of his second")
    return his


def test_a_second_laptop_that_its_author_accepted_is_not_asked_about(ingrid, samir, second):
    ingrid.accept(samir)
    assert second.letters in [met.fingerprint for met in ingrid.asked(second)]
    samir.accept(second)
    vouched = ingrid.meet(samir).vouched
    assert [met.fingerprint for met in vouched] == [second.letters]
    assert "of his second" in ingrid.codes


def test_a_copy_in_ones_own_name_is_always_asked_about(ingrid, samir, laptop):
    false = laptop("false", "Ingrid", file=samir.file)
    false.decide("of a false Ingrid")
    samir.accept(false)
    ingrid_asked = ingrid.asked(samir, accept=[samir.letters])
    assert [(met.fingerprint, met.in_own_name) for met in ingrid_asked] == [(false.letters, True)]


def test_what_others_rest_on_of_a_refused_copy_is_carried_without_effect(ingrid, samir, laptop):
    false = laptop("false", "Ingrid", file=samir.file)
    copy = false.decide("of a false Ingrid")
    with false.open() as project:
        named = next(c.id for c in project.state.codebook.live() if c.name == "trust")
        project.codes.retire(named)
    samir.accept(false)
    answers = {"accept": [samir.letters], "refuse": [false.letters]}
    result = ingrid.meet(samir, **answers)
    assert result.carried == {copy: false.heads[copy].seq}
    with ingrid.open() as project:
        [carried] = [each for each in project.copies.all() if each.id == copy]
        assert not carried.is_accepted
        assert [(word.last, word.reason) for word in carried.ended] == [(0, "refused")]
        words = [e for e in project.log.store.entries(kinds=(CopyAccepted.kind,))]
        accepted = [project.log.decision(e).copy for e in words if e.replica == project.log.replica]
        assert copy not in accepted
        assert project.verify().fault is None


# What was erased


def test_an_old_backup_brings_nothing_back_that_was_erased(ingrid, samir, tmp_path):
    ingrid.accept(samir)
    backup = Path(shutil.copy(samir.file, tmp_path / "old.qualog"))
    mailed = samir.bundle()
    with ingrid.open() as project:
        project.participants.withdraw("Anna")
        [document] = project.state.documents
        erased = project.state.text(document)
    assert "I trust" not in erased
    for sent in (backup, mailed):
        assert ingrid.take_in(sent).count == 0
        with ingrid.open() as project:
            assert project.state.text(document) == erased
    assert b"I trust" not in ingrid.file.read_bytes()
    assert samir.meet(ingrid).erased
    with samir.open() as project:
        assert project.state.text(document) == erased


# Keys


def test_a_key_that_was_exchanged_is_not_asked_about(ingrid, samir):
    ingrid.accept(samir)
    before = samir.heads.keys()
    with samir.open() as project:
        project.keys.exchange()
    samir.decide("with the new key")
    result = ingrid.meet(samir)
    assert {met.replica for met in result.met} == samir.heads.keys() - before
    assert "with the new key" in ingrid.codes


def test_the_end_of_a_chain_whose_key_is_gone_comes_with_the_copy_that_goes_on(ingrid, samir):
    ingrid.accept(samir)
    killed = samir.open()
    lost = killed.log.replica
    killed.codes.add("never signed")
    killed.log.store.close()
    next(samir.home.glob(f"keys/*/{lost}.json")).unlink()
    samir.decide("without the key")
    [met] = ingrid.asked(samir)
    assert met.fingerprint == samir.letters
    ingrid.accept(samir)
    assert {"never signed", "without the key"} <= ingrid.codes
