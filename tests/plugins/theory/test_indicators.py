"""The indicator mapper: which links it proposes, on what evidence and for what reason."""

import os
import subprocess
import sys

import pytest

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog_plugins.theory.indicators import IndicatorMapper

DIALOGUE = {"en": ("listen", "as a person"), "sv": ("lyssna", "som människa")}


@pytest.fixture
def study(tmp_path):
    text = (
        "I listen to them and that is it. She listened to me for a while. "
        "The form is on the table. Jag lyssnar på det som de har att säga."
    )
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid", "Samir"]) as project:
        project.imports.import_(
            Material(documents=(ImportedDocument("talk", text),)), importer="test"
        )
        project.codes.add("presence")
        project.codes.add("paper")
        project.codes.add("unused")
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
    assert proposal.reason == "“listen” and “listened” in 2 of 3 passages."


def test_thresholds(study):
    assert propose(study, min_passages=3) == []
    assert propose(study, min_share=0.7) == []
    assert len(propose(study, min_passages=1)) == 2


@pytest.mark.parametrize(
    "options",
    [{"min_passages": 0}, {"min_share": 30.0}, {"min_share": -0.1}, {"min_share": float("nan")}],
)
def test_an_option_out_of_its_range_is_told(study, options):
    with pytest.raises(BadInput, match="min-"):
        propose(study, **options)


def test_overlapping_codings_are_one_place_in_the_material(study):
    study.codings.apply("paper", "talk", quote="form is on the table. Jag", by=["Samir"])
    [proposal] = [each for each in propose(study, min_passages=1) if len(each.evidence) == 1]
    text = study.state.text(proposal.evidence[0].document)
    told = [text[each.start : each.end] for each in proposal.evidence]
    assert told == ["The form is on the table. Jag"]
    assert proposal.reason == "“form” in 1 of 1 passage."


def test_a_codes_own_words_make_up_for_one_passage(study):
    assert len(propose(study)) == 1
    study.codes.rename("paper", "forms")
    proposal = propose(study)[1]
    assert proposal.reason == "“form” in 1 of 1 passage; “forms” in the code itself."


def test_merged_codes_count_as_one_and_retired_codes_are_left_alone(study):
    study.codes.merge(["presence"], "paper")
    assert [len(each.evidence) for each in propose(study, min_share=0.2)] == [2]
    study.codes.retire("paper")
    assert propose(study, min_passages=1, min_share=0) == []


def test_what_is_proposed_is_the_same_each_time_and_the_strongest_comes_first(study):
    first = propose(study, min_passages=1)
    assert first == propose(study, min_passages=1)
    assert [len(each.evidence) for each in first] == [2, 1]


SCRIPT = """
from qualog.state import Code, Coding, Document, State
from qualog.decisions.theory import Concept, TheoryPack
from qualog.state.theory import Theory
from qualog_plugins.theory.indicators import IndicatorMapper, Options

TEXT = "We listen and trust and share and answer and turn to them. "
class Told(State):
    def text(self, document):
        return TEXT * 2

document = Document("d", "d", 0, (), (), (), None, None, None)
state = Told(documents={"d": document})
state.codebook.codes["a"] = Code("a", "x", None)
for n in (0, 1):
    start = n * len(TEXT)
    state.every_coding[str(n)] = Coding(str(n), "d", "a", start, start + len(TEXT), None, None)
words = ("turn", "listen", "answer", "trust", "share")
pack = TheoryPack("T", concepts=(Concept("C", indicators={"en": words}),))
[proposal] = IndicatorMapper().propose(state, Theory("t", pack, ("c",)), Options())
print(proposal.reason)
"""


def test_the_reason_is_the_same_in_every_process():
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        for seed in "123"
    }
    assert told == {"“listen”, “trust”, “share”, “answer” and one more in 2 of 2 passages."}


def test_proposals_are_taken_once_accepted_and_rejected(study):
    [link] = study.theory.take_proposals("indicators", propose(study))
    assert study.theory.take_proposals("indicators", propose(study)) == []
    study.theory.reject(link.id, why="the word alone")
    assert study.state.links[link.id].status == "rejected"
    study.theory.accept(link.id, why="after all")
    assert study.state.links[link.id].status == "accepted"
    assert study.state.links[link.id].mapper == "indicators"
