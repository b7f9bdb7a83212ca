"""Copies that meet for the first time: by file, by mail, in a database."""

import pytest
from attrs import evolve
from tests.robustness.hostile import HostileCopy

from qualog.decisions.codes import CodeCreated
from qualog.decisions.copies import CopyAccepted
from qualog.errors import BadInput, LogError
from qualog.log.codec import encode_body
from qualog.log.entry import Head
from qualog.log.replication.introduction import NotMet
from qualog.replay.appliers.applier import APPLIERS
from qualog.testing.memory_store import MemoryStore


def author(project, name):
    return next(each.id for each in project.state.authors.values() if each.name == name)


@pytest.fixture
def elsewhere(project):
    """A copy of Samir's, on another machine: its key is not here."""
    copy = HostileCopy(project, author(project, "Samir"))
    copy.add("code-created", 1, b'{"code":"00000000000000c0","parent":null}', WORDS)
    return copy


WORDS = b'{"name":"voice","definition":"","include":"","exclude":"","examples":[]}'


@pytest.fixture(params=["mail", "store"])
def bring(request, project, elsewhere, tmp_path):
    """What brings it in: a bundle that came by mail, or another store."""

    def bring(**answers):
        bundle = tmp_path / "samir.bundle"
        elsewhere.bundle(bundle)
        if request.param == "mail":
            return project.copies.apply(bundle, **answers)
        store = MemoryStore(elsewhere.project)
        store.write(lambda transaction: transaction.put(project.log.store.stored_entries()))
        here = store.heads().get(elsewhere.replica, Head()).seq
        store.write(lambda transaction: transaction.put(elsewhere.entries[here:]))
        return project.copies.merge_from(store, **answers)

    return bring


def codes(project):
    return {code.name for code in project.state.codebook.live()}


def test_a_copy_is_asked_about_once(project, elsewhere, bring):
    with pytest.raises(NotMet) as asked:
        bring()
    [met] = asked.value.introductions
    assert (met.fingerprint, met.name, met.machine) == (elsewhere.letters, "Samir", "hostile")
    assert bring(accept=[met]).count == 3
    assert "voice" in codes(project)
    assert bring().count == 0  # a bundle that is played again changes nothing
    elsewhere.add("code-renamed", 1, b'{"code":"00000000000000c0"}', b'{"name":"voices"}')
    assert bring().count == 1
    assert "voices" in codes(project)


def test_no_leaves_no_byte(project, bring):
    before = project.path.read_bytes(), project.log.store.heads()
    with pytest.raises(NotMet) as asked:
        bring()
    assert bring(refuse=asked.value.introductions).count == 0
    assert (project.path.read_bytes(), project.log.store.heads()) == before


def test_an_acceptance_is_of_all_four_groups(elsewhere, bring):
    with pytest.raises(BadInput, match="not a whole fingerprint"):
        bring(accept=[elsewhere.letters[:11]])
    other = "0" if elsewhere.letters[-1] != "0" else "1"
    with pytest.raises(NotMet):
        bring(accept=[elsewhere.letters[:-1] + other])


def test_an_answer_is_of_what_was_shown(elsewhere, bring):
    with pytest.raises(NotMet) as asked:
        bring()
    elsewhere.add("code-renamed", 1, b'{"code":"00000000000000c0"}', b'{"name":"other"}')
    with pytest.raises(NotMet):
        bring(accept=asked.value.introductions)
    [met] = asked.value.introductions
    assert bring(accept=[evolve(met, last=4, hash=elsewhere.previous)]).count == 4


def test_a_clock_that_is_two_days_ahead_is_followed_on_a_persons_word(project, elsewhere, bring):
    at = (project.log.clock() + 2 * 86_400_000) << 16
    elsewhere.add("code-renamed", 1, b'{"code":"00000000000000c0"}', b'{"name":"b"}', at=at)
    with pytest.raises(LogError, match="more than a day ahead"):
        bring(accept=[elsewhere.letters])
    clock = [elsewhere.replica[:4]]
    assert bring(accept=[elsewhere.letters], accept_clock=clock).count == 4


def test_what_would_stop_a_replay_is_rolled_back(project, elsewhere, bring, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("qualog.operations.trial.replay", broken)
    before = project.log.store.heads()
    with pytest.raises(LogError, match="would stop every replay"):
        bring(accept=[elsewhere.letters])
    assert project.log.store.heads() == before


def test_a_new_line_that_no_replay_survives_is_rolled_back(project, elsewhere, bring, monkeypatch):
    def broken(state, decision, made):
        if made.replica == elsewhere.replica:
            raise ZeroDivisionError

    monkeypatch.setitem(APPLIERS, CodeCreated, broken)
    before = project.log.store.heads()
    with pytest.raises(LogError, match="would stop every replay"):
        bring(accept=[elsewhere.letters])
    assert project.log.store.heads() == before


def test_a_new_line_that_cannot_be_told_is_named_and_rolled_back(
    project, elsewhere, bring, monkeypatch
):
    def broken(self, names):
        raise ZeroDivisionError

    monkeypatch.setattr(CodeCreated, "sentence", broken)
    before, line = project.log.store.heads(), f"{elsewhere.replica[:4]}.{len(elsewhere.entries)}"
    with pytest.raises(LogError, match=f"{line} cannot be merged: it would stop the log"):
        bring(accept=[elsewhere.letters])
    assert project.log.store.heads() == before


def test_a_copy_in_ones_own_name_is_asked_about_too(project, tmp_path):
    hers = HostileCopy(project, project.author[0])
    hers.bundle(tmp_path / "hers.bundle")
    with pytest.raises(NotMet) as asked:
        project.copies.apply(tmp_path / "hers.bundle")
    assert asked.value.introductions[0].in_own_name


def vouched_by(elsewhere, project):
    """Return another copy of Samir's, for which his first one says that it is his."""
    second = HostileCopy(project, elsewhere.author)
    upto = (1, second.entries[0].entry.hash.hex())
    said = CopyAccepted(copy=second.replica, key=second.key.public.hex(), upto=upto)
    elsewhere.add(said.kind, 1, encode_body(said))
    return second


def test_further_copies_of_an_author_come_in_on_their_word(project, elsewhere, tmp_path):
    first, other = tmp_path / "first.bundle", tmp_path / "second.bundle"
    elsewhere.bundle(first)
    project.copies.apply(first, accept=[elsewhere.letters])
    second = vouched_by(elsewhere, project)
    second.bundle(other)
    with pytest.raises(NotMet):
        project.copies.apply(other)
    elsewhere.bundle(first)
    project.copies.apply(first)
    result = project.copies.apply(other)
    assert [copy.replica for copy in result.vouched] == [second.replica]


def test_a_word_on_copies_that_nobody_signed_is_not_believed(project, elsewhere):
    store = MemoryStore(elsewhere.project)
    store.write(lambda transaction: transaction.put(project.log.store.stored_entries()))
    vouched_by(elsewhere, project)
    store.write(lambda transaction: transaction.put(elsewhere.entries))
    with pytest.raises(LogError, match="not signed"):
        project.copies.merge_from(store, accept=[elsewhere.letters])
