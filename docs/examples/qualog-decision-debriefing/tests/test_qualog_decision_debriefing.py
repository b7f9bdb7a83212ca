"""A debriefing is kept, told, taken back, hidden and erased as Qualog's own decisions are."""

import json

import pytest
from click.testing import CliRunner
from qualog_decision_debriefing import DebriefingNoted, debriefings
from qualog_decision_debriefing.commands import debriefing

from qualog import Project
from qualog.history.narration import narrate
from qualog.ids import new_id
from qualog.testing.study import add_text


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A study of two authors, with a code and an interview."""
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("QUALOG_PROJECT", str(tmp_path / "s.qualog"))
    monkeypatch.delenv("QUALOG_AUTHOR", raising=False)
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid", "Samir"]) as made:
        made.codes.add("trust")
        made.participants.add("Anna")
        add_text(made, "talk", "I trust them. They listen.")
        made.documents.attribute("talk", "Anna")
        yield made


def run(*words):
    """Run the command as it is typed after `qualog debriefing`."""
    ran = CliRunner().invoke(debriefing, words, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def hold(project, about, outcome="split it", **more):
    """Note a debriefing through Python."""
    target = project.find.anything(about)
    noted = DebriefingNoted(debriefing=new_id(), about=target, peer="Maria", outcome=outcome)
    return project.decide(noted, **more)


def test_it_is_noted_and_listed(project):
    run("add", "trust", "--with", "Maria Berg", "--outcome", "split it")
    assert run("list") == "the code “trust”, with Maria Berg: split it\n"
    [row] = json.loads(run("list", "--json"))
    assert row["outcome"] == "split it"


def test_it_is_told_in_the_log(project):
    hold(project, "trust")
    last = list(narrate(project.at()))[-1]
    assert last.sentence == "held a peer debriefing on the code “trust” with Maria: “split it”"
    assert project.state.unknown == {}


def test_it_is_taken_back_with_what_was_decided_together(project):
    with project.together("a debriefing"):
        hold(project, "trust")
        project.codes.add("reliance")
    [row] = debriefings(project.state)
    project.undo(row["decision"])
    assert debriefings(project.state) == []


def test_without_what_it_was_about_it_is_a_question(project):
    made = project.codes.add("mistake")
    hold(project, "mistake")
    project.undo(made.made.decision)
    [question] = project.state.questions
    assert "is not there" in str(question.sentence(project.names))


def test_its_words_go_with_the_participant_whom_it_was_about(project):
    hold(project, "talk", "she cried")
    hold(project, "trust", "split it")
    project.participants.withdraw("Anna")
    assert [row["outcome"] for row in debriefings(project.state)] == ["[erased]", "split it"]
    assert b"she cried" not in project.path.read_bytes()


def test_a_blind_round_hides_another_s(project):
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with Project.open(project.path, author=["Samir"]) as samir:
        hold(samir, "talk", "his")
    hold(project, "talk", "mine")
    assert [row["outcome"] for row in debriefings(project.state)] == ["mine"]
