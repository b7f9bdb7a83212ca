"""A study in which every kind of decision is made."""

from tests.core.conftest import TEXT

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.material import ImportedDocument, Material
from qualog.plugins.protocols import Proposal
from qualog.project.project import Project


def live(p: Project) -> None:
    """Decide everything that can be decided in one copy, after the beginning in `tests/core`."""
    p.about.describe("What makes a meeting good?")
    p.about.rename("The study")
    p.authors.rename("Samir", "Samir H")
    p.participants.rename("Anna", "Bea")
    p.participants.consent("Bea", day="2025-02-03", terms="one interview")
    p.documents.rename("talk", "Interview 1")
    p.documents.held("Interview 1", ["Ingrid"], day="2025-02-04")
    p.documents.transcribed("Interview 1", ["Samir H"])
    p.documents.mark_read("Interview 1", by=["Ingrid", "Samir H"])
    p.rounds.open("Round 1", ["Interview 1"], ["Ingrid", "Samir H"])
    p.documents.speaker("Interview 1", "R", participant="Bea")
    p.documents.attribute("Interview 1", "Bea", quote="fine")
    p.attributes.define("years", "integer")
    p.attributes.rename("years", "years of service")
    p.attributes.give("Bea", "years of service", "12")
    first = p.codings.apply("trust", "Interview 1", turn=2)
    p.codings.apply("trust", "Interview 1", turn=2, by=["Samir H"])
    p.documents.coded("Interview 1", by=["Samir H"])
    p.documents.coded("Interview 1", passages=[(0, 5)], by=["Ingrid"])
    p.rounds.close("Round 1")
    p.codings.resize(first.id, quote="I trust them all")
    p.codes.rename("trust", "reliance", why="wider")
    p.codes.define("reliance", definition="leans on somebody")
    p.codes.add("time")
    p.codes.move("time", "power")
    p.codings.recode(first.id, "time")
    p.codings.recode(first.id, "reliance")
    p.codes.add("belief")
    p.codes.merge(["belief"], "reliance", why="the same")
    p.codes.retire("time")
    p.codes.restore("time")
    p.codes.split("reliance", ["on people", "on rules"], recode={first.id: "on people"}, why="two")
    gone = p.codings.apply("power", "Interview 1", turn=4)
    p.codings.remove(gone.id)
    memo = p.memos.write("a thought", about="power")
    p.memos.revise(memo.id, "a better thought")
    p.memos.remove(memo.id)
    discussion = p.discussions.open("Interview 1", turn=2, topic="whom do they trust?")
    p.discussions.reply(discussion.id, "each other", by=["Samir H"])
    p.discussions.settle(discussion.id, "both", why="both are there", by=["Ingrid", "Samir H"])
    p.discussions.reopen(discussion.id, why="or are they?")
    theme = p.themes.add("leaning")
    p.themes.add("ruling", parent="leaning")
    p.themes.rename("ruling", "being ruled")
    p.themes.define("leaning", "on what they lean")
    p.themes.move("being ruled", None)
    p.themes.assign("leaning", ["on people", "power"])
    p.themes.unassign("leaning", ["power"])
    p.themes.relate("leaning", "being ruled", "against")
    p.themes.retire("leaning")
    p.themes.restore(theme.name)
    theory = p.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"), Concept("It"))))
    links = p.theory.take_proposals(
        "indicators",
        [
            Proposal(first.code, each, (Evidence(first.document, 0, 5),))
            for each in theory.concept_ids
        ],
    )
    p.theory.accept(links[0].id, why="it is")
    p.theory.reject(links[1].id)
    p.moments.name("here")
    p.undo(p.codes.add("slip").made.decision)
    blunder = p.codes.add("blunder")
    p.codings.apply("blunder", "Interview 1", turn=2)
    p.undo(blunder.made.decision)
    p.questions.settle(p.state.questions[0].decision, why="it was a slip")
    p.theory.drop("Dialogue")
    better = ImportedDocument("talk, corrected", TEXT.replace("fine", "all right"))
    material = Material(documents=(better,))
    p.imports.import_(material, importer="test", revises="Interview 1", why="heard again")
    p.documents.remove("Interview 1")
    p.participants.add("Cleo")
    p.participants.withdraw("Cleo", why="she wrote to us")
    p.redact(p.memos.write("too much").made.decision)
