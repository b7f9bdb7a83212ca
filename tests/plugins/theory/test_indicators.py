"""The indicator mapper: what it finds in words, and which links it proposes."""

import pytest

from qualog.material import ImportedDocument, Material
from qualog.project import Project
from qualog.theory import Concept, Evidence, TheoryPack
from qualog_plugins.theory.indicators import IndicatorMapper
from qualog_plugins.theory.matching import Indicators

DIALOGUE = {"en": ("listen", "as a person"), "sv": ("lyssna", "som människa")}


def found(text, by_language=DIALOGUE):
    return [
        (each.words, text[each.start : each.end]) for each in Indicators(by_language).find(text)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I was listening to them, and they listened.", ["listening", "listened"]),
        ("Jag lyssnade på dem och de lyssnar.", ["lyssnade", "lyssnar"]),
        ("They saw me as a person, and that is it.", ["as a person"]),
        ("They saw me as a\nperson, and that is it.", ["as a person"]),
        ("Att bli sedd som människa är det jag vill.", ["som människa"]),
        ("They treat it as a. Person of note.", []),
        ("It is the glistening of the sea.", []),
        ("Listening", ["Listening"]),
        ("", []),
    ],
)
def test_words_are_found_in_any_inflection(text, words):
    assert [told for told, _ in found(text)] == words


def test_offsets_are_of_the_text():
    text = "Ja 🎈, jag lyssnade på det."
    assert found(text) == [("lyssnade", "lyssnade")]


def test_a_language_is_not_read_as_another():
    # "hand" is Swedish and English; "arm" means poor in neither.
    assert found("The man was at the end of it.", {"sv": ("man",), "en": ("other",)}) == []


@pytest.fixture
def study(tmp_path):
    text = (
        "I listen to them and that is it. She listened to me for a while. "
        "The form is on the table. Jag lyssnar på det som de har att säga."
    )
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid", "Samir"]) as project:
        project.imports.take_in(
            Material(documents=(ImportedDocument("talk", text),)), importer="test"
        )
        project.codes.create("presence")
        project.codes.create("paper")
        project.codes.create("unused")
        for quote in ("I listen to them", "She listened to me", "som de har att säga"):
            project.codings.apply("presence", "talk", quote=quote)
        project.codings.apply("presence", "talk", quote="I listen to them", by=["Samir"])
        project.codings.apply("paper", "talk", quote="The form is on the table")
        pack = TheoryPack(
            "Meeting",
            concepts=(
                Concept("Thou", indicators=DIALOGUE),
                Concept("It", indicators={"en": ("form",)}),
                Concept("Silent"),
            ),
        )
        project.theory.adopt(pack)
        yield project


def propose(project, **options):
    mapper = IndicatorMapper()
    theory = next(iter(project.state.theories.values()))
    return list(mapper.propose(project.state, theory, mapper.options(**options)))


def test_a_link_is_proposed_with_its_passages(study):
    [proposal] = propose(study)
    assert study.state.codebook.name(proposal.subject) == "presence"
    assert study.state.concept(proposal.concept)[1].name == "Thou"
    text = study.state.text(proposal.evidence[0].document)
    assert [text[each.start : each.end] for each in proposal.evidence] == [
        "I listen to them",
        "She listened to me",
    ]
    assert isinstance(proposal.evidence[0], Evidence)
    assert proposal.reason == "“listen”, “listened” in 2 of 3 passages."


def test_thresholds(study):
    assert propose(study, min_passages=3) == []
    assert propose(study, min_share=0.7) == []
    assert len(propose(study, min_passages=1)) == 2


def test_what_is_proposed_is_the_same_each_time_and_the_strongest_comes_first(study):
    first = propose(study, min_passages=1)
    assert first == propose(study, min_passages=1)
    assert [len(each.evidence) for each in first] == [2, 1]


def test_proposals_are_taken_once_accepted_and_rejected(study):
    [link] = study.theory.take_proposals("indicators", propose(study))
    assert study.theory.take_proposals("indicators", propose(study)) == []
    study.theory.reject(link.id, why="the word alone")
    assert study.state.links[link.id].status == "rejected"
    study.theory.accept(link.id, why="after all")
    assert study.state.links[link.id].status == "accepted"
    assert study.state.links[link.id].mapper == "indicators"
