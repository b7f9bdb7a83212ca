"""How kinds change: old versions are led on step by step, what cannot be read is kept."""

import re
from typing import ClassVar

import attrs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.copies import what
from tests.folders import ROOT

from qualog.decisions import ERASED, Decision, Erased, base, decision, upcaster, words
from qualog.decisions.erasure import DecisionRedacted, WordsErased
from qualog.log.codec import decoder
from qualog.log.log import Draft
from qualog.project.project import Project
from qualog.replay import cache
from qualog.replay.appliers.applier import APPLIERS, applies
from qualog.replay.fold import replay
from qualog.state import Memo

KIND = "tallies-counted"
GUIDE = ROOT / "docs" / "how-to" / "change-a-decision.md"


def old(version):
    """Make a class as an earlier version of the plugin had it, which nobody knows any more."""

    def make(cls):
        made = attrs.frozen(kw_only=True)(cls)
        made.kind, made.version = KIND, version
        return made

    return make


@old(1)
class First(Decision):
    kind: ClassVar[str]
    number: int
    what: str = words()


@old(2)
class Second(Decision):
    kind: ClassVar[str]
    counts: tuple[int, ...]
    what: str = words()


@pytest.fixture
def forgotten(monkeypatch):
    """Let what a test registers be forgotten after it."""
    for table in ("_KINDS", "_UPCASTERS"):
        monkeypatch.setattr(base, table, dict(getattr(base, table)))
    monkeypatch.setattr(base, "_ASK_FOR_MORE", [])
    before = dict(APPLIERS)
    yield
    APPLIERS.clear()
    APPLIERS.update(before)


def one_to_two(stored):
    assert "why" not in stored  # the line's, and not the decision's
    stored["counts"] = [stored.pop("number")]
    return stored


def two_to_three(stored):
    if "what" in stored:
        stored["label"] = stored.pop("what")
    return {**stored, "unit": "times"}


@pytest.fixture
def third(forgotten):
    """The plugin as it is now: its kind evolved twice."""

    @decision(KIND, version=3)
    class Third(Decision):
        """Something was counted."""

        counts: tuple[int, ...]
        unit: str
        label: str = words()
        note: str = words(default="")

    upcaster(KIND, 1)(one_to_two)
    upcaster(KIND, 2)(two_to_three)

    @applies(Third)
    def _counted(state, each, made):
        text = f"{each.label}: {sum(each.counts)} {each.unit}"
        if isinstance(each.label, Erased):
            text = each.label
        state.memos[made.decision] = Memo(made.decision, text, None, None, None, None, made)

    return Third


def decide(project, *decisions):
    project.log.append([Draft(each, project.author, "a reason") for each in decisions])


def told(state):
    return [each.text for each in state.memos.values()]


def of_version(version, number, third):
    if version == 1:
        return First(number=number, what=f"n{number}")
    if version == 2:
        return Second(counts=(number, 1), what=f"n{number}")
    return third(counts=(number,), unit="times", label=f"n{number}")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(versions=st.lists(st.integers(1, 3), max_size=12))
def test_versions_in_any_order(versions, third, tmp_path_factory):
    with Project.create(tmp_path_factory.mktemp("p") / "s.qualog", "S", ["Ingrid"]) as project:
        decide(project, *(of_version(v, n, third) for n, v in enumerate(versions)))
        wanted = [f"n{n}: {n + (v == 2)} times" for n, v in enumerate(versions)]
        assert told(project.at().state) == wanted
        assert [line.version for line in project.log.store.entries(kinds=(KIND,))] == versions
        assert project.verify().fault is None


def test_what_is_stored_stays_as_it_was(project, third):
    decide(project, First(number=3, what="sighs"))
    [line] = project.log.store.entries(kinds=(KIND,))
    assert msgspec.json.decode(line.body) == {"number": 3}
    assert project.log.words(line) == {"why": "a reason", "what": "sighs"}
    made = project.log.decision(line)
    assert made == third(counts=(3,), unit="times", label="sighs")
    assert made.note == ""
    assert not isinstance(made.note, Erased)


def test_erased_words_of_an_old_version(project, third):
    decide(project, First(number=3, what="sighs"))
    line = list(project.log.store.entries(kinds=(KIND,)))[-1]
    receipt = WordsErased(because=line.id, lines={line.replica: (line.seq,)}, contents=())
    decide(project, DecisionRedacted(target=line.id), receipt)
    made = project.log.decision(line)
    assert (made.counts, made.unit) == ((3,), "times")
    assert isinstance(made.label, Erased)
    assert made.label == ERASED
    assert [type(each) for each in told(project.at().state)] == [Erased]


def test_a_missing_step_is_an_unknown_version(project, third, monkeypatch):
    decide(project, First(number=1, what="a"), Second(counts=(2,), what="b"))
    monkeypatch.delitem(base._UPCASTERS, (KIND, 1))
    state = replay(project.log.store)
    assert state.unknown == {KIND: 1}
    assert told(state) == ["b: 2 times"]


def test_a_newer_version_than_the_code_knows(project, third, tmp_path):
    @attrs.frozen(kw_only=True)
    class Fourth(Decision):
        something: int

    Fourth.kind, Fourth.version = KIND, 4
    decide(project, Fourth(something=1), third(counts=(1,), unit="times", label="a"))
    assert decoder(KIND, 4) is None
    assert replay(project.log.store).unknown == {KIND: 1}
    assert project.verify().fault is None
    copy = tmp_path / "copy.qualog"
    project.log.store.copy_to(copy)
    project.codes.add("later")
    with Project.open(copy, author=["Samir"]) as other:
        other.copies.merge(project.path)
        assert other.state.unknown == {KIND: 1}
        assert other.verify().entries == project.state.decisions


def test_a_step_that_fails_stops_no_replay(project, third, monkeypatch):
    def fails(stored):
        raise KeyError("number")

    monkeypatch.setitem(base._UPCASTERS, (KIND, 1), fails)
    decide(project, First(number=1, what="a"), Second(counts=(2,), what="b"))
    state = replay(project.log.store)
    assert told(state) == ["b: 2 times"]
    [question] = state.questions
    assert "fails with KeyError: 'number'" in what(project, question)


def test_a_step_is_told_once(third):
    upcaster(KIND, 1)(one_to_two)
    with pytest.raises(ValueError, match="has an upcaster from version 1 already"):
        upcaster(KIND, 1)(two_to_three)


def test_a_plugin_is_loaded_when_its_kind_is_met(project, third, monkeypatch):
    """A replay asks for the plugins once it meets a kind that nobody knows; so does the cache."""
    monkeypatch.setattr(cache, "WORTH", 1)
    decide(project, third(counts=(1,), unit="times", label="a"))
    del base._KINDS[KIND]
    assert project.at().state.unknown == {KIND: 1}  # and that is cached
    asked = []

    def load():
        asked.append(KIND)
        base._KINDS[KIND] = third

    base.on_unknown_kind(load)
    assert told(project.at().state) == ["a: 1 times"]
    assert project.at().state.unknown == {}
    assert asked == [KIND]

    del base._KINDS[KIND]  # the plugin is uninstalled
    assert project.at().state.unknown == {KIND: 1}


def test_the_guide(project, forgotten):
    """What the guide shows runs, and does what it says."""
    guide = GUIDE.read_text("utf-8")
    first, its_test, second = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    before: dict = {}
    exec(first + its_test, before)
    before["test_a_silence_is_a_memo_and_has_its_sentence"](project)
    kept = list(project.log.store.entries(kinds=("silences-noted",)))
    assert len(kept) == 1
    base._KINDS.pop("silences-noted")
    exec(second, {})
    made = project.log.decision(kept[0])
    assert (made.start, made.end, made.how) == (3, 3, "looks away")
    assert project.at().state.unknown == {}
    assert project.at().state.memos["s1"].end == 3


def test_the_guide_names_all_that_a_class_can_say():
    inherited = {"kind", "version", "sentence"}
    names = {name for name in vars(base.Decision) if not name.startswith("_")} - inherited
    tables = set(re.findall(r"^\| `(\w+)", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert tables == names
