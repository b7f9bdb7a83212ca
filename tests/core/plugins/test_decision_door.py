"""Decisions of plugins come in at the door: a kind is its plugin's own, and what it says is kept
from harm."""

import re
import types

import pytest
from tests.core.conftest import TEXT
from tests.core.plugins.made import EntryPoint, hooked

from qualog.decisions import Decision, Work, base, decision, kind_of, words
from qualog.errors import BadInput
from qualog.history.narration import narrate
from qualog.language import message
from qualog.plugins import registry
from qualog.plugins.registry import Plugins
from qualog.project.project import Project, _ask_plugins
from qualog.replay.appliers.applier import APPLIERS, NoEffect, applies


@pytest.fixture(autouse=True)
def _nothing_stays(monkeypatch):
    monkeypatch.setattr(base, "_KINDS", dict(base._KINDS))
    before = dict(APPLIERS)
    yield
    APPLIERS.clear()
    APPLIERS.update(before)


def noted(kind="acme.noted", applier=None, **members):
    """A module that makes a decision class as it is imported, and gives it."""

    def load():
        def sentence(self, names):
            return message("noted “{text}”", text=self.text)

        body = {
            "__annotations__": {"note": str, "about": str | None, "text": str},
            "about": None,
            "text": words(default="a word"),
            "sentence": sentence,
            **members,
        }
        cls = decision(kind)(
            types.new_class("Noted", (Decision,), exec_body=lambda n: n.update(body))
        )
        if applier is not None:
            applies(cls)(applier)
        module = hooked("qualog_decisions", lambda: [cls])
        module.Noted = cls
        return module

    return load


class Lazy(EntryPoint):
    """An entry point whose module is made when it is loaded."""

    def load(self):
        made = self.module()
        self.loads.append(made)
        return made


def line(load, name="acme", distribution="acme-notes"):
    return Lazy(name, load, distribution, "qualog_decisions")


def installed(monkeypatch, *lines):
    plugins = Plugins.of(lines)
    monkeypatch.setattr(registry, "installed_plugins", lambda: plugins)
    monkeypatch.setattr(base, "_ASK_FOR_MORE", [_ask_plugins])
    return plugins


def loaded(entry_point):
    return entry_point.loads[0].Noted


def keep(state, noted, made):
    state.of_plugins.setdefault("acme", {})[noted.note] = noted.text


def test_a_plugin_with_decisions_works(project, monkeypatch):
    """It is loaded when its kind is met; made together, told, taken back, found with its words."""
    entry_point = line(noted(applier=keep))
    plugins = installed(monkeypatch, entry_point)
    assert kind_of("acme.noted") is not None
    made = loaded(entry_point)
    anna = project.find.participant("Anna").id
    first = project.decide(made(note="n1", about=anna, text="she cried"))
    with project.together("both"):
        project.decide(made(note="n2"))
        project.codes.add("crying")
    assert project.state.of_plugins == {"acme": {"n1": "she cried", "n2": "a word"}}
    assert (project.state.unknown, project.state.questions) == ({}, [])
    assert "noted “she cried”" in [each.sentence for each in narrate(project.at())]
    project.participants.withdraw("Anna")
    assert b"she cried" not in project.path.read_bytes()
    project.undo(first)
    assert project.state.of_plugins == {"acme": {"n2": "a word"}}
    assert plugins.failures == []
    assert [each.name for each in plugins.decisions()] == ["acme.noted"]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda state, noted, made: state.codings.clear(), "no attribute .clear"),
        (lambda state, noted, made: setattr(state, "name", "theirs"), "can't set attribute"),
        (lambda state, noted, made: state.of_plugins.update(other={}), "as “other”"),
        (lambda state, noted, made: state.of_plugins.update(acme=3), "left 3"),
    ],
    ids=["clears", "renames", "elsewhere", "no place"],
)
def test_its_effect_is_its_own_place_alone(project, monkeypatch, harm, told):
    entry_point = line(noted(applier=harm))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    before = project.state.name, dict(project.state.codebook.codes)
    project.decide(loaded(entry_point)(note="n1"))
    assert (project.state.name, project.state.codebook.codes) == before
    assert project.state.of_plugins == {}
    [unapplied] = project.state.unapplied
    assert re.search(told, str(unapplied.why))
    assert "acme-notes" in str(unapplied.why)


@pytest.mark.parametrize("wrong", [{"note": 3}, {"note": "n", "text": 7}, {"note": "\ud800"}])
def test_what_could_not_be_read_again_is_not_written(project, monkeypatch, wrong):
    entry_point = line(noted(applier=keep))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    before = project.state.decisions
    with pytest.raises(BadInput, match=r"acme\.noted” cannot be written"):
        project.decide(loaded(entry_point)(**wrong))
    assert project.state.decisions == before


def test_a_blind_round_hides_it_if_it_is_another_s(project, monkeypatch):
    entry_point = line(noted(applier=keep))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    document = project.find.document("talk").id
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with Project.open(project.path, author=["Samir"]) as samir:
        samir.decide(loaded(entry_point)(note="his", about=document))
    assert project.state.of_plugins == {}
    assert not any("“a word”" in each.sentence for each in narrate(project.at()))
    project.rounds.close("R1")
    assert project.state.of_plugins == {"acme": {"his": "a word"}}


def test_without_the_plugin_it_is_kept_counted_and_named(project, monkeypatch):
    entry_point = line(noted(applier=keep))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    project.decide(loaded(entry_point)(note="n1"))
    del base._KINDS["acme.noted"]
    assert project.at().state.unknown == {"acme.noted": 1}
    assert project.verify().fault is None


@pytest.mark.parametrize("kind", ["acme.noted", "acme-notes.noted"])
def test_a_kind_begins_with_the_name_of_the_plugin_or_of_its_distribution(monkeypatch, kind):
    plugins = installed(monkeypatch, line(noted(kind)))
    assert kind_of(kind) is not None
    assert plugins.failures == []


def test_a_class_that_is_made_in_the_hook_is_looked_at_too(monkeypatch):
    plugins = installed(monkeypatch, line(lambda: hooked("qualog_decisions", late)))
    assert kind_of("acme.noted") is not None
    assert kind_of("bolt.noted") is None
    assert ["“bolt.noted”" in failure.cause for failure in plugins.failures] == [True]


def late():
    return [noted("acme.noted")().Noted, noted("bolt.noted")().Noted]


@pytest.mark.parametrize("kind", ["code-created", "bolt.noted", "noted", "acmenoted", "acme-noted"])
def test_a_kind_of_qualog_or_of_another_plugin_is_refused_with_whose_it_is(monkeypatch, kind):
    other = line(noted("bolt.noted"), "bolt", "bolt")
    known = base._KINDS.get(kind)
    plugins = installed(monkeypatch, line(noted(kind)), other)
    assert kind_of("bolt.noted") is loaded(other)
    assert kind == "bolt.noted" or base._KINDS.get(kind) is known
    [failure] = plugins.failures
    assert str(failure.origin) == "acme (acme-notes 1.2)"
    assert f"of the kind “{kind}” were refused" in failure.cause


def test_two_distributions_that_give_one_kind():
    """The first keeps it; the other is named."""
    mine, other = line(noted()), line(noted(), distribution="zinc")
    plugins = Plugins.of([mine, other])
    assert [each.plugin for each in plugins.decisions()] == [loaded(mine)]
    [failure] = plugins.failures
    assert failure.origin.distribution == "zinc"
    assert "'acme.noted' is taken" in failure.cause


@pytest.mark.parametrize(
    ("members", "cause"),
    [
        ({"__annotations__": {"note": str | bytes}, "about": "", "text": ""}, "not supported"),
        ({"text": words(), "__annotations__": {"note": str, "text": int}}, "ValidationError"),
        (
            {"why": "", "__annotations__": {"note": str, "why": str, "text": str}},
            "has a field “why”",
        ),
        ({"work": "coding"}, "the “work” of its decision class Noted is 'coding'"),
        ({"cannot_be_undone": "Never."}, "has “cannot_be_undone”, which is for Qualog's own"),
        ({"reaches_back": True}, "has “reaches_back”"),
    ],
)
def test_a_class_that_cannot_be_one_of_a_log(monkeypatch, members, cause):
    plugins = installed(monkeypatch, line(noted(**members)))
    assert kind_of("acme.noted") is None
    [failure] = plugins.failures
    assert cause in failure.cause


@pytest.mark.parametrize("thing", ["acme.noted", object, None, Decision])
def test_a_thing_that_is_no_decision_class(monkeypatch, thing):
    module = hooked("qualog_decisions", lambda: [thing])
    plugins = installed(monkeypatch, EntryPoint("acme", module, group="qualog_decisions"))
    assert kind_of("acme.noted") is None
    assert len(plugins.failures) == 1


def raises(*arguments):
    raise ZeroDivisionError("oh")


def test_an_applier_that_raises_breaks_no_replay(project, monkeypatch):
    entry_point = line(noted(applier=raises))
    plugins = installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    project.decide(loaded(entry_point)(note="n1"))
    project.codes.add("later")
    assert "later" in [code.name for code in project.state.codebook.live()]
    [question] = project.state.questions
    said = str(question.sentence(project.names))
    assert "the plugin acme (acme-notes 1.2) failed: ZeroDivisionError: oh" in said
    assert [each.cause for each in plugins.failures] == ["ZeroDivisionError: oh"]


def test_an_applier_that_says_that_it_cannot_take_effect_is_not_broken(project, monkeypatch):
    def refuses(state, noted, made):
        raise NoEffect("it was noted before")

    entry_point = line(noted(applier=refuses))
    plugins = installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    project.decide(loaded(entry_point)(note="n1"))
    assert "it was noted before" in str(project.state.questions[0].sentence(project.names))
    assert plugins.failures == []


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("sentence", raises),
        ("sentence", lambda self, names: None),
        ("sentence", lambda self, names: message("{nothing} of this", something=1)),
        ("tells_about", raises),
        ("tells_about", lambda self, theirs: "yes"),
        ("thing", property(raises)),
        ("codings", property(lambda self: [1])),
        ("counts_codings", property(raises)),
        ("without_hidden", raises),
    ],
)
def test_a_class_that_answers_wrongly_harms_no_log_no_withdrawal_and_no_blind_round(
    project, monkeypatch, asked, answer
):
    entry_point = line(noted(applier=keep, **{asked: answer}))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    anna, document = project.find.participant("Anna").id, project.find.document("talk").id
    project.decide(loaded(entry_point)(note="n1", about=anna, text="she cried"))
    assert len(list(narrate(project.at()))) == project.state.decisions
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with Project.open(project.path, author=["Samir"]) as samir:
        samir.decide(loaded(entry_point)(note="his", about=document))
    assert "his" not in project.state.of_plugins["acme"]
    project.rounds.close("R1")
    project.participants.withdraw("Anna")
    assert b"she cried" not in project.path.read_bytes()
    assert TEXT.encode() not in project.path.read_bytes()


def test_an_applier_of_the_core_is_replaced_by_nobody(project, monkeypatch):
    from qualog.decisions.codes import CodeCreated

    plugins = installed(monkeypatch, line(lambda: applies(CodeCreated)(keep)))
    assert kind_of("acme.noted") is None
    assert "CodeCreated has an applier already" in plugins.failures[0].cause


def test_its_work_is_counted(project, monkeypatch):
    from qualog.history.contributions import contributions

    entry_point = line(noted(applier=keep, work=Work.MEMOS))
    installed(monkeypatch, entry_point)
    kind_of("acme.noted")
    project.decide(loaded(entry_point)(note="n1"))
    assert any(Work.MEMOS.value in str(each) for each in contributions(project.at()))
