"""Theory: used, dropped, and linked to what the coding found."""

import pytest

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.errors import Ambiguous
from qualog.material import ImportedDocument, Material
from qualog.plugins.protocols import Proposal

PACK = TheoryPack("Dialogue", concepts=(Concept("Thou"), Concept("It")))


@pytest.fixture
def theory(project):
    return project.theory.adopt(PACK)


def test_a_theory_is_used_once_and_may_be_dropped(project, theory, refused):
    assert theory.name == "Dialogue"
    refused("already uses the theory “Dialogue”", project.theory.adopt, PACK)
    project.theory.drop("Dialogue")
    assert not project.state.theories
    assert project.theory.adopt(PACK)


def test_a_concept_is_found_by_its_name_or_by_its_theory_too(project, theory, refused):
    concept_id = project.theory.concept_id
    assert concept_id("thou") == theory.concept_ids[0]
    assert concept_id("dialogue: IT") == theory.concept_ids[1]
    refused("no concept “We”", concept_id, "We")
    other = project.theory.adopt(TheoryPack("Other", concepts=(Concept("It"),)))
    with pytest.raises(Ambiguous):
        concept_id("It")
    assert concept_id("Other: It") == other.concept_ids[0]


def test_a_link_is_proposed_of_a_code_a_coding_or_a_theme(project, theory, refused):
    coding = project.codings.apply("trust", "talk", turn=2)
    project.themes.add("leaning")
    for subject in ("trust", coding.id, "leaning"):
        link = project.theory.propose(subject, "Thou", reason="listening")
        assert (link.status, link.mapper, link.reason) == ("proposed", None, "listening")
        assert link.concept == theory.concept_ids[0]
    refused("“talk” is not a code, a coding or a theme", project.theory.propose, "talk", "Thou")
    refused("no concept “We”", project.theory.propose, "trust", "We")
    refused("half a character", project.theory.propose, "trust", "It", reason="\ud800")


def test_a_link_is_accepted_and_rejected(project, theory, refused):
    link = project.theory.propose("trust", "Thou")
    project.theory.accept(link.id)
    assert project.state.links[link.id].status == "accepted"
    refused("has already been accepted", project.theory.accept, link.id)
    project.theory.reject(link.id)
    assert project.state.links[link.id].status == "rejected"
    refused("has already been rejected", project.theory.reject, link.id)


def test_a_link_of_a_coding_is_about_who_speaks_there(project, theory, last):
    anna = project.find.participant("Anna").id
    coding = project.codings.apply("trust", "talk", turn=2)
    link = project.theory.propose(coding.id, "Thou")
    assert last()[0].subjects == anna
    project.theory.accept(link.id)
    assert last()[0].subjects == anna
    project.theory.reject(link.id)
    assert last()[0].subjects == anna
    project.theory.propose("trust", "Thou")
    assert last()[0].subjects == ""


def test_evidence_lies_in_the_text_that_the_mapper_saw(project, theory):
    document = project.find.document("talk")
    text = project.state.text(document.id)
    better = text.replace("It was fine", "It was very fine indeed")
    correction = Material((ImportedDocument("x", better),))
    project.imports.import_(correction, importer="test", revises="talk")
    start = better.index("They listen")
    evidence = Evidence(document.id, start, start + len("They listen"))
    proposal = Proposal(project.find.code("trust").id, theory.concept_ids[0], (evidence,), "so")
    [link] = project.theory.take_proposals("finder", [proposal])
    [kept] = link.evidence
    assert project.state.text(document.id)[kept.start : kept.end] == "They listen"


def test_what_a_mapper_proposes_is_recorded_without_what_is_known(project, theory):
    thou, it = theory.concept_ids
    trust, power = project.find.code("trust").id, project.find.code("power").id
    project.theory.propose("trust", "Thou")
    document = project.find.document("talk")
    proposals = [
        Proposal(trust, thou, reason="again"),
        Proposal(trust, it, reason="new"),
        Proposal(power, thou, (Evidence(document.id, 0, 5),), "too"),
    ]
    first, second = project.theory.take_proposals("finder", proposals, why="had a look")
    assert [each.reason for each in (first, second)] == ["new", "too"]
    assert {each.mapper for each in (first, second)} == {"finder"}
    assert [(each.start, each.end) for each in second.evidence] == [(0, 5)]
    *_, one, two = project.log.store.entries()
    assert one.together == two.together != ""
    assert (one.subjects, two.subjects) == ("", project.find.participant("Anna").id)
    assert project.log.words(one)["why"] == "had a look"
    assert project.theory.take_proposals("finder", proposals) == []
