"""Replay: the same state whichever way it is come by, at any moment, whatever is missing."""

import json
import shutil
import tempfile
from pathlib import Path

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.core.conftest import HandClock, transcript
from tests.core.log.logs import AUTHOR, NOW, A, B, decide, log_of
from tests.corpus.life import live
from tests.corpus.make import FOLDER, summary

from qualog.decisions.codes import CodeCreated, CodeRenamed
from qualog.decisions.memos import MemoWritten
from qualog.errors import QualogError
from qualog.log.log import Draft
from qualog.log.replication.transfer import merge_from
from qualog.log.store import LogRange
from qualog.material import Material
from qualog.project.project import Project
from qualog.replay.fold import catch_up, replay
from qualog.state import State
from qualog.state.read_only import read_only

AUTHORS = ("Ingrid", "Samir")
names = st.sampled_from(["trust", "power", "time", "talk", "Åsa", "x"])
by = st.lists(st.sampled_from(AUTHORS), min_size=1, max_size=2, unique=True)
edges = st.tuples(st.integers(0, 80), st.integers(0, 90))


def plain(state: State) -> dict[str, object]:
    return {
        each.name: getattr(read_only(state), each.name)
        for each in attrs.fields(State)
        if not each.name.startswith("_")
    }


class Studying(RuleBasedStateMachine):
    """Two authors who do whatever comes to their minds; what they may not, they are refused."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "s.qualog"
        self.clock = HandClock()
        self.project = Project.create(path, "Study", list(AUTHORS), clock=self.clock)
        self.project.participants.add("Anna")
        self.project.imports.import_(Material(documents=(transcript(),)), importer="test")
        self.seen = {}
        self.observe()

    def teardown(self):
        if not hasattr(self, "project"):
            return
        store = self.project.log.store
        for id_, state in self.seen.items():
            assert plain(self.project.at(id_).state) == state
        ids = list(self.seen)
        for left_out in (ids[::2], ids[1::3], ids):
            without = replay(store, without=frozenset(left_out))
            assert without.decisions == self.project.state.decisions
        assert self.project.verify().fault is None
        self.project.close()
        self.folder.cleanup()

    def observe(self):
        """The state that was caught up with is the one that a replay from nothing gives."""
        state = self.project.state
        whole = plain(replay(self.project.log.store))
        assert plain(state) == whole
        self.seen[f"{self.project.log.replica}.{state.decisions}"] = whole

    def attempt(self, verb, *arguments, **how):
        before = self.project.state.decisions
        self.clock.now += 1000
        try:
            verb(*arguments, **how)
        except QualogError as refusal:
            assert str(refusal)
            assert self.project.state.decisions == before
        else:
            self.observe()

    @rule(name=names, parent=st.none() | names, by=by)
    def create(self, name, parent, by):
        self.attempt(self.project.codes.add, name, parent=parent, by=by)

    @rule(code=names, name=names)
    def rename(self, code, name):
        self.attempt(self.project.codes.rename, code, name, why="a better word")

    @rule(code=names, under=st.none() | names)
    def move(self, code, under):
        self.attempt(self.project.codes.move, code, under)

    @rule(source=names, into=names)
    def merge(self, source, into):
        self.attempt(self.project.codes.merge, [source], into)

    @rule(code=names, into=st.lists(names, min_size=2, max_size=2), number=st.integers(0, 9))
    def split(self, code, into, number):
        codings = list(self.project.state.codings)
        recode = {codings[number]: into[0]} if number < len(codings) else {}
        self.attempt(self.project.codes.split, code, into, recode=recode)

    @rule(code=names, back=st.booleans())
    def retire(self, code, back):
        codes = self.project.codes
        self.attempt(codes.restore if back else codes.retire, code)

    @rule(code=names, edges=edges, by=by)
    def apply(self, code, edges, by):
        self.attempt(self.project.codings.apply, code, "talk", span=edges, by=by)

    @precondition(lambda self: self.project.state.codings)
    @rule(number=st.integers(0, 99), what=st.integers(0, 2), code=names, edges=edges)
    def change_a_coding(self, number, what, code, edges):
        codings = list(self.project.state.codings)
        coding = codings[number % len(codings)]
        verbs = self.project.codings
        match what:
            case 0:
                self.attempt(verbs.remove, coding)
            case 1:
                self.attempt(verbs.resize, coding, span=edges)
            case 2:
                self.attempt(verbs.recode, coding, code)

    @rule(edges=edges)
    def attribute(self, edges):
        self.attempt(self.project.documents.attribute, "talk", "Anna", span=edges)

    @rule(name=names, codes=st.lists(names, min_size=1, max_size=2))
    def theme(self, name, codes):
        self.attempt(self.project.themes.add, f"about {name}")
        self.attempt(self.project.themes.assign, f"about {name}", codes)

    @rule(number=st.integers(0, 400))
    def undo(self, number):
        decisions = self.project.state.decisions
        target = f"{self.project.log.replica}.{number % decisions + 1}"
        self.attempt(self.project.undo, target, why="on reflection")

    @rule(name=names)
    def several_together(self, name):
        def act():
            with self.project.together("one act"):
                self.project.codes.add(f"{name} together")
                self.project.codings.apply(f"{name} together", "talk", span=(3, 9))

        self.attempt(act)


Studying.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestStudying = Studying.TestCase


def test_an_unknown_kind_is_kept_and_counted(project, monkeypatch):
    from qualog.decisions import Decision, base, decision

    monkeypatch.setattr(base, "_KINDS", dict(base._KINDS))

    @decision("a-plugins-own")
    class Own(Decision):
        """A decision of a plugin."""

        number: int

    project.decide(Own(number=7))
    monkeypatch.delitem(base._KINDS, "a-plugins-own")
    state = replay(project.log.store)
    assert state.unknown == {"a-plugins-own": 1}
    assert state.decisions == project.state.decisions
    assert project.verify().fault is None


def test_every_decision_has_an_effect():
    from qualog.decisions import known_kinds
    from qualog.replay.appliers.applier import APPLIERS

    def own(classes):  # other tests have kinds of their own
        return {cls for cls in classes if cls.__module__.startswith("qualog.")}

    assert own(known_kinds().values()) == own(APPLIERS)


def test_what_another_copy_decided_at_the_same_tick_comes_in_its_place():
    """Of equal ticks the copy's id decides, also for a state that was folded before."""
    first = log_of(A)
    second = log_of(B, first.store.project)
    decide(first, "trust")
    decide(second, "power")
    folded = replay(second.store)
    assert folded.at == replay(first.store).at
    merge_from(second.store, first.store, now=NOW)
    caught_up, whole = catch_up(folded, second.store), replay(second.store)
    for state in (caught_up, whole):
        assert [code.name for code in state.codebook.codes.values()] == ["trust", "power"]


def test_every_decision_of_a_study_shows_in_it(project):
    """It is not enough that it is counted."""
    live(project)
    without_a_trace, before = set(), None
    for entry in project.log.store.entries():
        state = replay(project.log.store, LogRange(at=entry.at))
        assert (state.at, state.heads) == (entry.at, {entry.replica: entry.seq})
        state.heads, state.at, state.decisions = {}, 0, 0
        if state == before:
            without_a_trace.add(entry.kind)
        before = state
    assert without_a_trace == {"words-erased", "decision-redacted"}


@pytest.mark.parametrize("kept", sorted(FOLDER.glob("*.qualog")), ids=lambda path: path.stem)
def test_every_kept_log_amounts_to_what_it_did(kept, tmp_path):
    wanted = json.loads(kept.with_suffix(".json").read_text("utf-8"))
    with Project.open(shutil.copy(kept, tmp_path / "copy.qualog")) as project:
        assert summary(project.at()) == wanted["now"]
        assert summary(project.at("here")) == wanted["here"]


def test_in_a_chain_that_forked_a_decision_is_about_what_its_writer_knew():
    """Two copies went on in one chain: the same number is another decision in each."""
    first = log_of(A)
    for decision in (
        CodeCreated(code="0c" * 8, name="trust"),
        CodeRenamed(code="0c" * 8, name="faith"),
    ):
        first.append([Draft(decision, [AUTHOR])])
    second = log_of(A, first.store.project)
    merge_from(second.store, first.store, now=NOW)
    for log, name, memo in ((first, "here", "1a" * 8), (second, "there", "1b" * 8)):
        for decision in (
            CodeRenamed(code="0c" * 8, name=name),
            MemoWritten(memo=memo, about=f"{A}.3", text="on the name"),
            CodeRenamed(code="0c" * 8, name=f"{name} again"),
        ):
            log.append([Draft(decision, [AUTHOR])])
    alone = replay(first.store)
    merge_from(first.store, second.store, now=NOW)
    for state in (replay(first.store), catch_up(alone, first.store)):
        memos = state.memos.values()
        assert [memo.about for memo in memos] == [f"{memo.made.replica}.3" for memo in memos]
        assert len({memo.about for memo in memos}) == 2
        names = [write.value["name"] for write in state.registers["code-name", "0c" * 8].current]
        assert sorted(names) == ["here again", "there again"]


def test_where_a_backup_was_put_back_only_what_it_has_is_shown():
    """A database behind a program that stays open may be restored from yesterday's backup."""
    today = log_of(A)
    decide(today, "trust")
    backup = log_of(A, today.store.project)
    merge_from(backup.store, today.store, now=NOW)
    decide(today, "power")
    restored = catch_up(replay(today.store), backup.store)
    assert [code.name for code in restored.codebook.codes.values()] == ["trust"]
    assert restored.heads == {A: 1}
