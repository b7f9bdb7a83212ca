"""Copies: merged, sent as bundles, synchronised, and erased alike."""

import pytest
from tests.core.copies import copy_of, exchange

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.project.project import Project


def codes(project):
    return {each.name for each in project.state.codebook.live()}


def test_what_another_copy_decided_is_brought_in(project):
    samir = copy_of(project, "Samir")
    samir.codes.add("voice")
    samir.close()
    merged = project.copies.merge(samir.path)
    assert merged.count == 3  # his copy began, and told that it had seen this one
    assert codes(project) == {"trust", "power", "voice"}
    assert project.copies.merge(samir.path).count == 0


def test_a_copy_is_not_merged_with_itself(project):
    with pytest.raises(NotAllowed, match="This is the copy you are in"):
        project.copies.merge(project.path)


def test_two_copies_give_each_other_what_each_lacks(project):
    samir = copy_of(project, "Samir")
    samir.codes.add("voice")
    project.codes.add("exit")
    came, went = project.copies.sync(samir.log.store)
    # What goes out has, beside the code, what this copy came to know, and that it accepts his.
    assert (came.count, went.count) == (3, 3)
    assert codes(project) == codes(samir) == {"trust", "power", "voice", "exit"}
    samir.close()


def test_a_bundle_has_everything_or_what_somebody_lacks(project, tmp_path):
    everything = project.copies.bundle(tmp_path / "all.bundle")
    assert everything == len(list(project.log.store.entries()))
    with pytest.raises(NotFound, match="Nothing has come from a copy of Samir yet"):
        project.copies.bundle(tmp_path / "some.bundle", reader="Samir")
    samir = copy_of(project, "Samir")
    samir.codes.add("voice")
    exchange(project, samir)
    project.codes.add("exit")
    # His copy knew all but this one, and that what he had decided has come here.
    assert project.copies.bundle(tmp_path / "some.bundle", reader="Samir") == 3
    assert samir.copies.apply(tmp_path / "some.bundle").count == 1  # the others came already
    assert codes(samir) == codes(project)
    samir.close()
    with pytest.raises(BadInput):
        project.copies.bundle(tmp_path / "all.bundle")


def test_what_a_reader_knows_follows_from_the_last_that_came(project, tmp_path, clock):
    samir = copy_of(project, "Samir")
    samir.codes.add("voice")
    project.copies.merge(samir.path)
    for name in ("a", "b", "c"):
        project.codes.add(name)
    clock.now += 1000
    samir.copies.merge(project.path)
    samir.codes.add("later")
    project.copies.merge(samir.path)
    assert project.copies.bundle(tmp_path / "new.bundle", reader="Samir") <= 2
    samir.close()


@pytest.mark.parametrize("replicas", [("0" * 16, "f" * 16), ("f" * 16, "0" * 16)])
def test_of_two_copies_of_a_reader_the_later_one_counts(project, tmp_path, clock, replicas):
    earlier, later = (copy_of(project, "Samir") for _ in replicas)
    earlier.log.replica, later.log.replica = replicas
    earlier.codes.add("voice")
    project.copies.merge(earlier.path)
    for name in ("a", "b", "c"):
        project.codes.add(name)
    clock.now += 1000
    later.copies.merge(project.path)
    later.codes.add("later")
    project.copies.merge(later.path)
    assert project.copies.bundle(tmp_path / "new.bundle", reader="Samir") < 3
    earlier.close(), later.close()


def test_a_whole_copy_is_made_of_a_bundle(project, tmp_path):
    project.copies.bundle(tmp_path / "all.bundle")
    with Project.from_bundle(tmp_path / "all.bundle", tmp_path / "copy.qualog") as copy:
        assert codes(copy) == codes(project)
        assert copy.author == ()


def test_what_comes_in_late_about_who_withdrew_is_erased(project):
    samir = copy_of(project, "Samir")
    samir.memos.write("her own words on keys", about="Anna")
    project.participants.withdraw("Anna")
    project.copies.merge(samir.path)
    samir.close()
    assert b"her own words on keys" not in project.path.read_bytes()
    assert [each.text for each in project.state.memos.values()] == ["[erased]"]
    kinds = [entry.kind for entry in project.log.store.entries()]
    assert kinds.count("words-erased") == 2
    assert project.verify().fault is None


def test_a_copy_that_nobody_decides_in_brings_in_all_the_same(project, tmp_path):
    project.copies.bundle(tmp_path / "all.bundle")
    with Project.from_bundle(tmp_path / "all.bundle", tmp_path / "copy.qualog") as copy:
        project.codes.add("voice")
        copy.copies.merge(project.path)
        assert "voice" in codes(copy)
