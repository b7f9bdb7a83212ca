"""Whom a plugin's decision is about is found from its own fields, also without the plugin."""

import pytest
from tests.core.conftest import TEXT

from qualog.decisions import Decision, base, decision, kind_of, words
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.replay.appliers.applier import applies


@pytest.fixture
def Noted(monkeypatch):
    monkeypatch.setattr(base, "_KINDS", dict(base._KINDS))

    @decision("tests.noted")
    class Noted(Decision):
        """Something was noted."""

        note: str
        about: str | None = None
        document: str | None = None
        start: int | None = None
        end: int | None = None
        revision: str | None = None
        text: str = words(default="a word")

    @applies(Noted)
    def _noted(state, noted, made):
        state.of_plugins.setdefault("tests", {})[noted.note] = noted.text

    return Noted


def subjects(project, number=0):
    *_, last = project.log.store.entries(kinds=("tests.noted",))
    names = {who.id: who.pseudonym for who in project.state.participants.values()}
    return sorted(names[id_] for id_ in last.subjects.split())


@pytest.fixture
def anna(project):
    """Anna's interview, and one of Bo's, with a coding of each."""
    project.participants.add("Bo")
    text = "R: I left them.\n"
    turns = (ImportedTurn(3, 15, "R"),)
    other = ImportedDocument("other", text, turns)
    project.imports.import_(Material(documents=(other,)), importer="test", participant="Bo")
    project.codings.apply("trust", "talk", quote="They listen")
    return project.find.participant("Anna").id


def test_those_whose_passage_it_marks(project, anna, Noted):
    document = project.find.document("talk").id
    start = TEXT.index("They listen")
    project.decide(Noted(note="n", document=document, start=start, end=start + 4))
    assert subjects(project) == ["Anna"]


def test_those_whose_things_it_names(project, anna, Noted):
    [coding] = project.state.codings
    memo = project.memos.write("a thought", about=coding).id
    for thing in (coding, memo, anna, project.find.document("talk").id):
        project.decide(Noted(note="n", about=thing))
        assert subjects(project) == ["Anna"], thing
    for thing in (project.find.code("trust").id, None):
        project.decide(Noted(note="other", about=thing))
        assert subjects(project) == [], thing


def test_those_whom_what_it_goes_on_from_was_about(project, anna, Noted):
    """A thing of the plugin's own is known by its id, also where both are made together."""
    project.decide(Noted(note="first", about=anna))
    project.decide(Noted(note="second", about="first"))
    assert subjects(project) == ["Anna"]
    with project.together("both"):
        project.decide(Noted(note="third", about=project.find.participant("Bo").id))
        project.decide(Noted(note="fourth", about="third"))
    assert subjects(project) == ["Bo"]


def test_those_who_are_named_besides(project, anna, Noted):
    bo = project.find.participant("Bo").id
    project.decide(Noted(note="n", about=anna), subjects=[bo])
    assert subjects(project) == ["Anna", "Bo"]


def test_its_words_go_with_them_where_the_plugin_is_not_installed(project, anna, Noted):
    project.decide(Noted(note="n", about=anna, text="she cried"))
    assert project.state.of_plugins == {"tests": {"n": "she cried"}}
    del base._KINDS["tests.noted"]
    assert kind_of("tests.noted") is None
    project.participants.withdraw("Anna")
    assert b"she cried" not in project.path.read_bytes()
    base._KINDS["tests.noted"] = Noted
    assert project.at().state.of_plugins == {"tests": {"n": "[erased]"}}
