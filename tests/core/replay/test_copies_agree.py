"""Three copies that meet in any order: one state, one list of questions, nothing lost."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.core.conftest import HandClock, transcript
from tests.core.copies import copy_of, exchange
from tests.core.replay.test_fold import plain

from qualog.decisions.codes import CodeRenamed
from qualog.decisions.questions import QuestionSettled
from qualog.errors import QualogError
from qualog.material import Material
from qualog.project.project import Project
from qualog.replay.fold import replay, reverted

CODES = ("trust", "power", "time")
codes = st.sampled_from(range(len(CODES)))
names = st.sampled_from([*CODES, "talk", "Trust"])
copies = st.integers(0, 2)


class Meeting(RuleBasedStateMachine):
    """Three laptops with clocks of their own, hours apart; each hears of the others by chance."""

    @initialize(apart=st.tuples(*[st.integers(-10_000_000, 10_000_000)] * 3))
    def begin(self, apart):
        self.folder = tempfile.TemporaryDirectory()
        clock = HandClock()
        first = Project.create(
            Path(self.folder.name) / "s.qualog", "Study", ["Ingrid", "Samir"], clock=clock
        )
        first.imports.import_(Material(documents=(transcript(),)), importer="test")
        self.codes = [first.codes.add(each).id for each in CODES]
        first.codings.apply("trust", "talk", turn=2)
        self.begun = first.state.decisions
        self.clocks = [HandClock(clock.now + each) for each in apart]
        self.copies = [first, *(copy_of(first, "Samir", each) for each in self.clocks[1:])]
        first.log.clock = self.clocks[0]

    def teardown(self):
        if not hasattr(self, "copies"):
            return
        exchange(*self.copies)
        self.agree()
        self.keep_every_name()
        self.settle_all(self.copies[1])
        exchange(*self.copies)
        self.agree()
        assert self.copies[0].state.questions == []
        for each in self.copies:
            each.close()
        self.folder.cleanup()

    def settle_all(self, project):
        for _ in range(20):
            for question in project.state.questions:
                if question in project.state.questions:  # and not settled with the one before
                    keep = question.choices[-1] if question.choices else None
                    project.questions.settle(question.decision, keep)
        assert project.state.questions == []

    def agree(self):
        first = self.copies[0]
        for each in self.copies:
            assert plain(each.state) == plain(first.state) == plain(replay(each.log.store))
            assert each.state.questions == first.state.questions

    def keep_every_name(self):
        """What nobody had seen when they renamed a code stands, whatever came after it."""
        project = self.copies[0]
        state, log = project.state, project.log
        gone = reverted(log.store)
        renamed = {}
        for entry in log.store.entries(kinds=(CodeRenamed.kind, QuestionSettled.kind)):
            decision = log.decision(entry)
            if entry.id in gone:
                continue
            if isinstance(decision, CodeRenamed):
                renamed[entry.id] = (decision.code, decision.name, log.known_at(entry.id))
            elif decision.matter == "code-name" and decision.keep in renamed:
                _, name, _ = renamed[decision.keep]
                renamed[entry.id] = (decision.about, name, log.known_at(entry.id))
        for code in self.codes:
            of_it = {id_: told for id_, told in renamed.items() if told[0] == code}
            unseen = {
                id_: name
                for id_, (_, name, _) in of_it.items()
                if not any(
                    other != id_ and known.get(id_.split(".")[0], 0) >= int(id_.split(".")[1])
                    for other, (_, _, known) in of_it.items()
                )
            }
            asked = [
                each for each in state.questions if (each.kind, each.about) == ("code-name", code)
            ]
            assert len(asked) == (len(set(unseen.values())) > 1)
            for question in asked:
                kept = {unseen[each] for each in question.choices}
                assert kept == set(unseen.values())
                assert state.codebook.codes[code].name == unseen[question.choices[-1]]
            if unseen:
                assert state.codebook.codes[code].name in unseen.values()

    def attempt(self, copy, act):
        self.clocks[copy].now += 1000
        project = self.copies[copy]
        before = project.state.decisions
        try:
            act(project)
        except QualogError:
            assert project.state.decisions == before
        assert plain(project.state) == plain(replay(project.log.store))

    @rule(copy=copies, code=codes, name=names)
    def rename(self, copy, code, name):
        self.attempt(copy, lambda p: p.codes.rename(self.codes[code], name))

    @rule(copy=copies, code=codes, under=st.none() | codes)
    def move(self, copy, code, under):
        above = None if under is None else self.codes[under]
        self.attempt(copy, lambda p: p.codes.move(self.codes[code], above))

    @rule(copy=copies, code=codes, into=codes)
    def merge_codes(self, copy, code, into):
        self.attempt(copy, lambda p: p.codes.merge([self.codes[code]], self.codes[into]))

    @rule(copy=copies, code=codes, name=names)
    def split(self, copy, code, name):
        self.attempt(copy, lambda p: p.codes.split(self.codes[code], [name, f"{name} too"]))

    @rule(copy=copies, code=codes, back=st.booleans())
    def retire(self, copy, code, back):
        self.attempt(
            copy, lambda p: (p.codes.restore if back else p.codes.retire)(self.codes[code])
        )

    @rule(copy=copies, code=codes)
    def define(self, copy, code):
        self.attempt(copy, lambda p: p.codes.define(self.codes[code], definition=f"{copy}"))

    @rule(copy=copies, name=names)
    def create(self, copy, name):
        self.attempt(copy, lambda p: p.codes.add(name))

    @rule(copy=copies, code=codes, start=st.integers(0, 20))
    def apply(self, copy, code, start):
        self.attempt(
            copy, lambda p: p.codings.apply(self.codes[code], "talk", span=(start, start + 5))
        )

    @rule(copy=copies, code=codes, number=st.integers(0, 9))
    def change_a_coding(self, copy, code, number):
        def act(project):
            coding = list(project.state.codings)[number % len(project.state.codings)]
            if number % 2:
                project.codings.recode(coding, self.codes[code])
            else:
                project.codings.resize(coding, span=(number, number + 3))

        self.attempt(copy, act)

    @rule(copy=copies, number=st.integers(0, 99))
    def undo(self, copy, number):
        def act(project):
            lines = [entry.id for entry in project.log.store.entries()][self.begun :]
            if lines:
                project.undo(lines[number % len(lines)])

        self.attempt(copy, act)

    @rule(copy=copies, number=st.integers(0, 9), which=st.integers(0, 9))
    def settle(self, copy, number, which):
        def act(project):
            questions = project.state.questions
            if questions:
                question = questions[number % len(questions)]
                choices = list(question.choices) or [None]
                project.questions.settle(question.decision, choices[which % len(choices)])

        self.attempt(copy, act)

    @rule(copy=copies, other=copies)
    def hear_of(self, copy, other):
        if copy != other:
            self.copies[copy].copies.merge(self.copies[other].path)


Meeting.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestMeeting = Meeting.TestCase
