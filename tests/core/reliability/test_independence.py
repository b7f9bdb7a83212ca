"""Independence: what is found in the log is what a simple model of copies and meetings says."""

from itertools import combinations

import pytest
from attrs import define, field
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.core.conftest import HandClock
from tests.core.copies import copy_of

from qualog.decisions.codes import CodeCreated
from qualog.decisions.codings import CodingApplied, CodingRemoved
from qualog.decisions.documents import DocumentImported
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import ProjectCreated
from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.errors import NotAllowed
from qualog.ids import new_id
from qualog.log.log import Draft, Log
from qualog.log.replication.transfer import merge_from
from qualog.project.project import Project
from qualog.reliability.independence import independence
from qualog.replay.fold import replay
from qualog.testing.memory_store import MemoryStore

CODERS = ("a" * 16, "b" * 16, "c" * 16)
IN_ROUND, ELSEWHERE = "d" * 16, "e" * 16
CODE, ROUND = "1" * 16, "2" * 16
COPIES = 3

copies = st.integers(0, COPIES - 1)
coders = st.sampled_from(CODERS)
steps = st.one_of(
    st.tuples(st.just("code"), copies, coders, st.sampled_from([IN_ROUND, IN_ROUND, ELSEWHERE])),
    st.tuples(st.just("remove"), copies, coders),
    st.tuples(st.just("together"), copies),
    st.tuples(st.just("meet"), copies, copies),
    st.tuples(st.just("close"), copies),
)


@define
class Act:
    """One decision on a coding of the round, as the model has it."""

    copy: int
    coder: str
    held: frozenset[int]
    closed: bool


@define
class Model:
    """What each copy holds, and the copies themselves."""

    logs: list[Log]
    held: list[set[int]] = field(factory=lambda: [set() for _ in range(COPIES)])
    closed: list[bool] = field(factory=lambda: [False] * COPIES)
    acts: list[Act] = field(factory=list)
    together: int = 0
    after: int = 0
    last: dict[str, str] = field(factory=dict)

    def decide(self, copy, decision, *authors):
        self.logs[copy].append([Draft(decision, authors)])

    def act(self, copy, coder):
        if self.closed[copy]:
            self.after += 1
            return
        self.acts.append(Act(copy, coder, frozenset(self.held[copy]), self.closed[copy]))
        self.held[copy].add(len(self.acts) - 1)

    def take(self, step):
        match step:
            case "code", copy, coder, document:
                coding = new_id()
                applied = CodingApplied(coding=coding, document=document, code=CODE, start=0, end=1)
                self.decide(copy, applied, coder)
                if document == IN_ROUND:
                    self.last[coder, copy] = coding
                    self.act(copy, coder)
            case "remove", copy, coder if (coder, copy) in self.last:
                self.decide(copy, CodingRemoved(coding=self.last.pop((coder, copy))), coder)
                self.act(copy, coder)
            case "together", copy:
                applied = CodingApplied(
                    coding=new_id(), document=IN_ROUND, code=CODE, start=0, end=1
                )
                self.decide(copy, applied, *CODERS[:2])
                self.together += not self.closed[copy]
                self.after += self.closed[copy]
            case "meet", copy, other if copy != other:
                merge_from(self.logs[copy].store, self.logs[other].store, now=self.logs[0].clock())
                self.held[copy] |= self.held[other]
                self.closed[copy] |= self.closed[other]
            case "close", copy if not any(self.closed):
                self.decide(copy, RoundClosed(round=ROUND), CODERS[0])
                self.closed[copy] = True

    def verdict(self, one, other):
        """Give the verdict on two coders, how many were aware, and how many in each shared copy."""
        aware, shared = 0, {}
        for act in self.acts:
            if act.coder not in (one, other):
                continue
            seen = {
                self.acts[each].copy
                for each in act.held
                if self.acts[each].coder == (other if act.coder == one else one)
            }
            if seen - {act.copy}:
                aware += 1
            elif seen:
                replica = self.logs[act.copy].replica
                shared[replica] = shared.get(replica, 0) + 1
        there = [any(act.coder == each for act in self.acts) for each in (one, other)]
        if aware:
            return "not independent", aware, shared
        if shared:
            return "shared copy", aware, shared
        return ("independent" if all(there) else "nothing coded"), aware, shared


def begin():
    clock = HandClock()
    project = new_id()
    logs = [Log(MemoryStore(project), new_id(), clock) for _ in range(COPIES)]
    model = Model(logs)
    for decision in (
        ProjectCreated(name="Study"),
        *(AuthorAdded(author=each, name=each) for each in CODERS),
        *(DocumentImported(document=each, parts=(), name=each) for each in (IN_ROUND, ELSEWHERE)),
        CodeCreated(code=CODE, name="trust"),
        RoundOpened(round=ROUND, documents=(IN_ROUND,), coders=CODERS, blind=True, name="R1"),
    ):
        model.decide(0, decision, CODERS[0])
    for each in logs[1:]:
        merge_from(each.store, logs[0].store, now=clock())
    return model


KNEW_BY_MERGE_AND_FROM_THE_COPY = [
    ("code", 0, CODERS[1], IN_ROUND),
    ("code", 1, CODERS[1], IN_ROUND),
    ("meet", 0, 1),
    ("code", 0, CODERS[0], IN_ROUND),
]


@settings(deadline=None)
@given(st.lists(steps, max_size=25))
@example(KNEW_BY_MERGE_AND_FROM_THE_COPY)
def test_it_is_what_a_simple_model_says(walk):
    model = begin()
    for step in walk:
        model.take(step)
    for other in range(1, COPIES):
        model.take(("meet", 0, other))
    store = model.logs[0].store
    state = replay(store)
    found = independence(store, state, state.rounds[ROUND])
    assert [each.coders for each in found.pairs] == list(combinations(CODERS, 2))
    for pair in found.pairs:
        assert (pair.verdict, pair.aware, pair.shared) == model.verdict(*pair.coders)
        assert pair.decisions == tuple(
            sum(act.coder == each for act in model.acts) for each in pair.coders
        )
        if pair.first is not None:
            assert state.knowledge.knew(pair.first.decision, pair.first.knew)
            assert (pair.first.since is None) == (not pair.aware)
    assert (found.together, found.after, found.before) == (model.together, model.after, 0)
    assert found.holds == all(
        model.verdict(*each)[0] == "independent" for each in combinations(CODERS, 2)
    )


@pytest.fixture
def laptops(project):
    """Ingrid's and Samir's laptops, in a blind round."""
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with copy_of(project, "Samir") as samir:
        yield project, samir


def close(ingrid: Project, samir: Project):
    ingrid.copies.merge(samir.path)
    ingrid.rounds.close("R1")
    return ingrid.rounds.prove("R1")


def test_two_laptops_are_shown_to_be_independent(laptops):
    ingrid, samir = laptops
    ingrid.codings.apply("trust", "talk", turn=2)
    samir.codings.apply("trust", "talk", turn=2)
    found = close(*laptops)
    assert found.holds
    assert found.pairs[0].decisions == (1, 1)
    assert found.round.closed is not None


def test_a_coding_that_was_removed_was_seen_all_the_same(laptops):
    ingrid, samir = laptops
    coding = ingrid.codings.apply("trust", "talk", turn=2)
    samir.copies.merge(ingrid.path)
    ingrid.codings.remove(coding.id)
    late = samir.codings.apply("power", "talk", turn=4)
    [pair] = close(*laptops).pairs
    assert pair.verdict == "not independent"
    assert pair.first is not None
    assert pair.first.decision == late.made
    assert pair.first.knew == coding.made
    assert pair.first.since == f"{samir.log.replica}.{late.made.seq - 1}"


@pytest.mark.parametrize("change", ["resize", "recode", "remove", "undo", "split"])
def test_a_change_in_knowledge_of_the_other_counts(laptops, change):
    ingrid, samir = laptops
    ingrid.codings.apply("trust", "talk", turn=2)
    own = samir.codings.apply("trust", "talk", turn=4)
    samir.copies.merge(ingrid.path)
    match change:
        case "resize":
            samir.codings.resize(own.id, quote="most days")
        case "recode":
            samir.codings.recode(own.id, "power")
        case "remove":
            samir.codings.remove(own.id)
        case "undo":
            samir.undo(own.made.decision)
        case "split":
            samir.codes.split("trust", ["one", "two"], recode={own.id: "two"})
    [pair] = close(*laptops).pairs
    assert (pair.verdict, pair.aware) == ("not independent", 1)


def test_that_no_code_applies_is_a_judgement(laptops):
    ingrid, samir = laptops
    ingrid.codings.apply("trust", "talk", turn=2)
    assert close(*laptops).pairs[0].verdict == "nothing coded"
    samir.documents.coded("talk")
    ingrid.copies.merge(samir.path)
    found = ingrid.rounds.prove("R1")
    assert found.holds
    assert found.pairs[0].decisions == (1, 1)


def test_a_note_that_a_document_is_coded_counts_only_where_its_coder_coded_nothing(laptops):
    ingrid, samir = laptops
    ingrid.codings.apply("trust", "talk", turn=2)
    ingrid.documents.coded("talk")
    samir.documents.coded("talk")
    found = close(*laptops)
    assert found.pairs[0].decisions == (1, 1)
    assert found.holds


def test_what_was_coded_before_and_after_is_told(project):
    project.codings.apply("trust", "talk", turn=1)
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    with copy_of(project, "Samir") as samir:
        samir.codings.apply("trust", "talk", turn=2)
        project.copies.merge(samir.path)
    project.rounds.close("R1")
    project.codings.apply("power", "talk", turn=2)
    found = project.rounds.prove("R1")
    assert (found.before, found.after) == (1, 1)
    assert found.pairs[0].verdict == "not independent"


def test_an_open_blind_round_proves_nothing_yet(laptops):
    with pytest.raises(NotAllowed, match="The blind round “R1” is still open"):
        laptops[0].rounds.prove("R1")
