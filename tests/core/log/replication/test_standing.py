"""What authors' words on copies amount to: what counts, and whose erasures hold."""

import random
from itertools import permutations

import pytest
from tests.core.log.replication.words import (
    INGRID,
    LEA,
    SAMIR,
    A,
    B,
    C,
    D,
    E,
    Said,
    key,
    three_copies,
)

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, ReplicaBegun
from qualog.log.replication.branches import Branch, Branches
from qualog.log.replication.standing import NO_END, Standing, TrustLine, standing

ALL = NO_END


@pytest.fixture
def said():
    return three_copies()


def test_nobody_has_ended(said):
    found = said.standing
    assert (found.aside, found.held) == ({}, {})
    assert found.counts(A, 100)
    assert not found.holds(A, 100)


def test_one_author_holds_what_a_copy_erases_and_puts_nothing_aside(said):
    said.ends(B, C, 5)
    assert (said.standing.aside, said.standing.held) == ({}, {C: 5})
    assert [said.standing.holds(C, seq) for seq in (5, 6)] == [False, True]
    assert said.standing.counts(C, 6)


def test_two_authors_put_aside(said):
    said.ends(B, C, 5)
    said.ends(A, C, 7)
    assert (said.standing.aside, said.standing.held) == ({C: 7}, {C: 5})
    assert [said.standing.counts(C, seq) for seq in (7, 8)] == [True, False]
    assert said.standing.holds(C, 8)


def test_two_copies_of_one_author_are_not_two_authors(said):
    said.ends(A, B, 5)
    said.ends(C, B, 5)
    assert (said.standing.aside, said.standing.held) == ({}, {B: 5})


def test_a_copy_may_say_that_it_has_ended_itself(said):
    said.ends(C, C, 5)
    assert said.standing.held == {C: 5}


def test_accepting_does_not_reopen(said):
    said.ends(B, C, 5)
    said.ends(A, C, 5)
    said.accepts(A, C)
    said.accepts(B, C)
    assert said.standing.aside == {C: 5}


def test_of_ends_that_did_not_know_of_each_other_the_lowest_holds(said):
    said.begins(E, SAMIR)
    said.ends(B, C, 5, knows={})
    said.ends(E, C, 3, knows={})
    assert said.standing.held == {C: 3}


@pytest.mark.parametrize("last", [3, 8])
def test_a_later_word_of_the_same_author_replaces_an_earlier_one(said, last):
    said.begins(E, SAMIR)
    said.ends(B, C, 5)
    said.ends(E, C, last)
    assert said.standing.held == {C: last}


def test_a_later_word_of_another_author_replaces_nothing(said):
    said.ends(B, C, 5)
    said.ends(D, C, 8)
    assert said.standing.held == {C: 5}


def test_a_copy_that_was_found_again_goes_on(said):
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    said.reopens(B, C)
    assert (said.standing.aside, said.standing.held) == ({}, {C: 5})
    said.reopens(A, C)
    assert said.standing.held == {}
    assert said.standing.ends[C] == {INGRID: ALL, SAMIR: ALL}


def test_an_end_that_did_not_know_that_it_was_found_again_stands(said):
    said.begins(E, SAMIR)
    first = said.ends(B, C, 5)
    said.reopens(E, C)
    said.ends(B, C, 5, knows=first.known)
    assert said.standing.held == {C: 5}


def test_a_thief_cannot_reopen_the_copy_that_was_stolen(said):
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    said.decides(C, 10)
    said.reopens(C, C)
    assert said.standing.aside == {C: 5}


def test_what_a_stolen_copy_says_of_its_owner_s_is_not_heard(said):
    """The thief is Ingrid by the key; so it takes two to say that these words are not hers."""
    said.decides(C, 10)
    said.ends(C, A, 0)
    assert said.standing.held == {A: 0}
    said.ends(A, C, 5)
    assert said.standing.held == {A: 0, C: 5}  # who of the two is Ingrid?
    assert said.standing.aside == {}
    said.ends(B, C, 5)
    assert (said.standing.aside, said.standing.held) == ({C: 5}, {C: 5})


def test_words_on_others_after_the_own_author_s_end_are_not_heard(said):
    said.decides(C, 10)
    said.ends(C, B, 0)
    assert said.standing.held == {B: 0}
    said.ends(A, C, 5)
    assert said.standing.held == {C: 5}


def test_a_word_that_others_do_not_hear_still_agrees_with_another(said):
    """No word is void where two agree: else two could take each other's words away in a circle."""
    said.decides(C, 10)
    said.ends(C, B, 0)
    said.ends(A, C, 5)
    said.ends(D, B, 3)
    assert said.standing.aside == {B: 3}


def test_two_copies_of_an_author_that_end_each_other_are_both_held_and_count(said):
    said.ends(A, C, 1, knows={})
    said.ends(C, A, 1, knows={})
    assert (said.standing.aside, said.standing.held) == ({}, {A: 1, C: 1})


def test_whom_an_ended_copy_let_in_afterwards_goes_with_it(said):
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    assert said.standing.aside == {}
    said.ends(A, C, 5)
    assert (said.standing.aside, said.standing.held) == ({}, {C: 5, E: 0})
    said.ends(B, C, 5)
    assert (said.standing.aside, said.standing.held) == ({C: 5, E: 0}, {C: 5, E: 0})


def test_whom_an_ended_copy_let_in_before_stays(said):
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    assert said.standing.aside == {C: 5}


def test_whom_somebody_else_let_in_too_stays(said):
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    said.accepts(B, E)
    assert said.standing.aside == {C: 5}


def test_whom_a_copy_that_began_with_it_knew_stays(said):
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    said.begins("f" * 16, LEA)
    assert said.standing.aside == {C: 5}


def test_what_let_in_one_that_went_goes_on_to_the_next(said):
    other = "f" * 16
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    said.begins(other, INGRID, knows={})
    said.accepts(E, other)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    assert said.standing.aside == {C: 5, E: 0, other: 0}


def test_a_copy_that_nobody_had_to_let_in_does_not_go(said):
    said.ends(A, B, 0)
    said.ends(D, B, 0)
    said.ends(A, C, 0)
    said.ends(D, C, 0)
    assert said.standing.aside == {B: 0, C: 0}


def test_nobody_lets_themselves_in(said):
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(E, E)
    said.accepts(C, E)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    assert said.standing.aside == {C: 5, E: 0}


def test_a_word_that_names_another_key_is_none(said):
    said.ends(A, C, 5, key="f" * 64)
    said.ends(B, C, 5, key="f" * 64)
    assert said.standing.held == {}


def test_an_acceptance_that_names_another_key_lets_nobody_in(said):
    said.decides(C, 10)
    said.begins(E, INGRID, knows={})
    said.accepts(C, E)
    said.accepts(B, E, key="f" * 64)
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    assert said.standing.aside == {C: 5, E: 0}


def test_a_copy_that_is_not_here_is_refused_by_its_key():
    said = Said()
    said.begins(A, INGRID)
    said.begins(B, SAMIR)
    said.ends(A, C, 0, key="f" * 64)
    said.ends(B, C, 0, key="f" * 64)
    assert said.standing.aside == {C: 0}
    said.begins(C, INGRID)  # another of that id comes
    assert said.standing.aside == {}


def test_who_is_not_known_says_nothing(said):
    """A chain that parted in its first line says two things of whose it is."""
    del said.authors[A], said.authors[B]
    said.ends(A, C, 5)
    said.ends(B, C, 5)
    assert said.standing.held == {}


def test_words_that_know_each_other_in_a_circle_are_all_heard(said):
    said.begins(E, SAMIR)
    said.ends(B, C, 5, knows={E: 10})
    said.ends(E, C, 3, knows={B: 10})
    assert said.standing.held == {C: 3}


@pytest.mark.parametrize(
    ("meant", "last", "found"),
    [
        ("x" * 16, 6, {C: 4, "x" * 16: 6, "y" * 16: 0}),
        ("y" * 16, 6, {C: 4, "x" * 16: 0, "y" * 16: 6}),
        (C, 3, {C: 3, "x" * 16: 0, "y" * 16: 0}),
        (C, 0, {C: 0, "x" * 16: 0, "y" * 16: 0}),
    ],
)
def test_of_a_copy_that_forked_what_lies_beside_the_end_is_beyond_it(said, meant, last, found):
    """Who has the key could else go on from before the end, beside what was decided there."""
    branches = Branches({name: Branch(name, C, 4) for name in ("x" * 16, "y" * 16)})
    said.ends(B, meant, last, key=key(C))
    assert standing(said.lines, said.authors, branches).held == found


def test_words_of_a_branch_are_those_of_its_copy(said):
    branches = Branches({"x" * 16: Branch("x" * 16, C, 4)})
    said.ends("x" * 16, B, 5)
    said.reopens("x" * 16, C)
    found = standing(said.lines, said.authors, branches)
    assert found.ends == {B: {INGRID: 5}}


def test_the_order_of_lines_does_not_matter(said):
    said.ends(A, C, 5)
    said.ends(B, C, 7)
    said.reopens(A, C)
    said.ends(C, B, 0)
    said.accepts(C, E)
    found = said.standing
    assert found != Standing()
    for lines in permutations(said.lines[4:]):
        assert standing([*lines, *said.lines[:4]], said.authors) == found


def test_any_words_amount_to_what_the_rules_say():
    ended = 0
    for seed in range(400):
        lines, authors = _any_words(random.Random(seed))
        found, wanted = standing(lines, authors), _by_the_rules(lines, authors)
        assert (found.aside, found.held) == wanted, seed
        ended += bool(found.aside)
    assert ended > 100


def _any_words(rnd):
    """Return lines that some copies wrote, each knowing of some of what was said before."""
    said = Said()
    for copy, author in zip((A, B, C, D), (INGRID, SAMIR, INGRID, LEA), strict=True):
        said.begins(copy, author, knows=_some(rnd, said.heads))
    for _ in range(rnd.randint(1, 12)):
        by, copy = rnd.choice((A, B, C, D)), rnd.choice((A, B, C, D, E))
        knows = _some(rnd, said.heads)
        match rnd.randint(0, 5):
            case 0:
                said.decides(by)
            case 1:
                said.accepts(by, copy, knows)
            case 2:
                said.reopens(by, copy, knows)
            case _:
                said.ends(by, copy, rnd.randint(0, 6), knows)
    return said.lines, said.authors


def _some(rnd, heads):
    return {copy: rnd.randint(0, head) for copy, head in heads.items() if rnd.random() < 0.7}


def _by_the_rules(lines: list[TrustLine], authors):
    """Return what words amount to, read from the protocol line by line, and as slowly."""
    copies, everybody = (A, B, C, D, E), (INGRID, SAMIR, LEA)

    def word(author, copy, void):
        of = [
            line
            for line in lines
            if isinstance(line.decision, CopyEnded | CopyReopened)
            and line.decision.copy == copy
            and authors[line.replica] == author
            and line.seq <= void.get(line.replica, ALL)
            and not (isinstance(line.decision, CopyReopened) and line.replica == copy)
        ]
        last = [
            line.decision.last if isinstance(line.decision, CopyEnded) else ALL
            for line in of
            if not any(
                other is not line and other.known.get(line.replica, 0) >= line.seq for other in of
            )
        ]
        return min(last) if last else None

    def words(copy, void):
        return sorted(found for each in everybody if (found := word(each, copy, void)) is not None)

    def lapse(cut):
        for _ in lines:
            for copy in copies:
                letting = [line for line in lines if lets_in(line, copy)]
                named = any(isinstance(line.decision, CopyAccepted) for line in letting)
                if named and all(line.seq > cut.get(line.replica, ALL) for line in letting):
                    cut[copy] = 0
        return cut

    def lets_in(line, copy):
        if line.replica == copy:
            return False
        accepts = isinstance(line.decision, CopyAccepted) and line.decision.copy == copy
        return accepts or (isinstance(line.decision, ReplicaBegun) and copy in line.known)

    two = {copy: (words(copy, {})[1:] or [ALL])[0] for copy in copies}
    two = lapse(two)
    own = {}
    for copy in copies:
        said = word(authors.get(copy), copy, two)
        own[copy] = min(two[copy], ALL if said is None else said)
    own = lapse(own)
    held = {copy: min([own[copy], *words(copy, own)]) for copy in copies}
    return tuple({copy: last for copy, last in cut.items() if last < ALL} for cut in (two, held))
