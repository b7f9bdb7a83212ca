"""The division of work, counted from the log."""

from qualog.decisions.theory import Concept, TheoryPack
from qualog.history.contributions import contributions


def test_the_division_of_work(project):
    project.documents.held("talk", ["Ingrid", "Samir"])
    project.documents.transcribed("talk", ["Samir"])
    project.codings.apply("trust", "talk", turn=2)
    project.codings.apply("trust", "talk", turn=2, by=["Samir"])
    project.codings.apply("power", "talk", turn=4, by=["Ingrid", "Samir"])
    project.undo(project.codings.apply("power", "talk", turn=2).made.decision)
    ingrid, samir = contributions(project.at())
    assert (ingrid.author, samir.author) == ("Ingrid", "Samir")
    assert ingrid.interviewed == samir.interviewed == ("talk",)
    assert (ingrid.transcribed, samir.transcribed) == ((), ("talk",))
    assert (ingrid.alone["codings"], samir.alone["codings"]) == (1, 1)
    assert (ingrid.together["codings"], samir.together["codings"]) == (1, 1)
    assert ingrid.alone["decisions on the codebook"] == 2


def test_every_sort_of_work_is_counted(project):
    coding = project.codings.apply("trust", "talk", turn=2)
    project.codings.recode(coding.id, "power")
    project.codings.resize(coding.id, quote="most days")
    project.codings.remove(coding.id)
    project.memos.write("So it is.")
    project.documents.mark_read("talk")
    project.themes.add("leaning")
    project.themes.assign("leaning", ["trust"])
    discussion = project.discussions.open("talk", turn=2)
    project.discussions.reply(discussion.id, "why?")
    theory = project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    project.theory.drop(theory.id)
    ingrid, samir = contributions(project.at())
    assert ingrid.alone == {
        "documents imported": 1,
        "decisions on the codebook": 2,
        "codings": 1,
        "codings revised": 3,
        "memos": 1,
        "readings": 1,
        "decisions on themes": 2,
        "discussions": 2,
        "decisions on theory": 1,
    }
    assert samir.alone == samir.together == {}


def test_as_of_an_earlier_moment(project):
    project.codings.apply("trust", "talk", turn=2)
    project.moments.name("then")
    project.codings.apply("trust", "talk", turn=4)
    ingrid, _ = contributions(project.at("then"))
    assert ingrid.alone["codings"] == 1
