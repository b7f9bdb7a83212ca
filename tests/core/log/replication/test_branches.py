"""Branches: which run holds a number, and by which runs it is reached."""

import pytest
from tests.core.log.logs import A, B, C

from qualog.errors import LogError
from qualog.log.replication.branches import Branch, Branches, branch_name

ONE, TWO, DEEP, OTHER = ("11" * 8, "22" * 8, "33" * 8, "44" * 8)

FORKED = Branches(
    {
        # Not in the order in which they branch off.
        branch.name: branch
        for branch in (
            Branch(DEEP, ONE, 7),
            Branch(ONE, A, 4),
            Branch(TWO, A, 4),
            Branch(OTHER, B, 2),
        )
    }
)


def test_a_branch_is_named_by_the_first_half_of_its_first_hash():
    assert branch_name(bytes(range(32))) == "0001020304050607"


def test_a_log_without_branches():
    none = Branches({})
    assert not none
    assert none.root(A) == none.run_of(A, 3) == A
    assert none.path(A, 3) == {A: 3}
    assert none.path(A, 0) == {}
    assert none.runs_after(A) == none.parents_first() == []
    assert not none.forked(A)


def test_the_root_is_where_it_began():
    assert FORKED
    assert [FORKED.root(run) for run in (A, ONE, DEEP, OTHER, C)] == [A, A, A, B, C]


@pytest.mark.parametrize(
    ("run", "seq", "path"),
    [
        (DEEP, 9, {DEEP: 9, ONE: 7, A: 4}),
        (DEEP, 8, {DEEP: 8, ONE: 7, A: 4}),
        (DEEP, 7, {ONE: 7, A: 4}),
        (DEEP, 5, {ONE: 5, A: 4}),
        (DEEP, 4, {A: 4}),
        (DEEP, 1, {A: 1}),
        (TWO, 5, {TWO: 5, A: 4}),
        (A, 4, {A: 4}),
        (OTHER, 3, {OTHER: 3, B: 2}),
    ],
)
def test_the_path_to_an_entry(run, seq, path):
    assert FORKED.path(run, seq) == path
    assert list(FORKED.path(run, seq)) == list(path)  # its own run first, the root last
    assert FORKED.run_of(run, seq) == next(iter(path))


def test_which_runs_end_and_which_go_on_from_there():
    assert [FORKED.forked(run) for run in (A, ONE, TWO, DEEP, B)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert FORKED.runs_after(A) == [ONE, DEEP, TWO]
    assert FORKED.runs_after(ONE) == [DEEP]
    assert FORKED.runs_after(TWO) == []


def test_no_branch_comes_before_the_one_that_it_continues():
    order = [branch.name for branch in FORKED.parents_first()]
    assert order == [ONE, TWO, OTHER, DEEP]


@pytest.mark.parametrize(
    "branches",
    [
        [Branch(ONE, ONE, 3)],
        [Branch(ONE, TWO, 3), Branch(TWO, ONE, 4)],
        [Branch(ONE, TWO, 3), Branch(TWO, DEEP, 4), Branch(DEEP, TWO, 5)],
    ],
)
def test_branches_in_a_circle_are_refused(branches):
    with pytest.raises(LogError, match="go in a circle"):
        Branches({branch.name: branch for branch in branches})
