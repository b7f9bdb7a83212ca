"""The indicator mapper: what it finds in words, and which links it proposes."""

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog_plugins.theory.indicators import IndicatorMapper
from qualog_plugins.theory.matching import Lexicon, words_of

DIALOGUE = {"en": ("listen", "as a person"), "sv": ("lyssna", "som människa")}


def found(text, by_language=DIALOGUE):
    reading = Lexicon({"c": by_language}).read(text)
    return [(each.words, text[each.start : each.end]) for each in reading.all()]


def words(text, **by_language):
    return [told for told, _ in found(text, by_language)]


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


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("handlingsutrymme", "Det handlingsutrymmet är stort."),
        ("handlingsutrymmet", "Det är ett handlingsutrymme."),
        ("ärende", "Det är ärendet som är svårt."),
        ("ärende", "Det är ärendena som är svåra."),
        ("rum", "Det är rummet och inte vi."),
        ("människa", "Det är människan som är viktig."),
        ("möta människan", "Det är att möta människor."),
        ("riktlinje", "Det är riktlinjerna som är så."),
        ("makt", "Det är maktens språk."),
        ("förtroende", unicodedata.normalize("NFD", "Det är förtroendet, och för en hör.")),
    ],
)
def test_swedish_definite_forms_are_found(indicator, text):
    assert len(words(text, sv=[indicator])) == 1


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("face to face", "We sat face-to-face."),
        ("face-to-face", "We sat face to\nface."),
        ("client", "That is the client’s view."),
        ("client", "That is the client's view."),
    ],
)
def test_hyphens_lines_and_genitives_do_not_hide_an_indicator(indicator, text):
    assert len(words(text, en=[indicator])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "That is too. Many of them",
        "That is too, many of them",
        "That is too 12 many of them",
        "That is too\n\nmany of them",
        "That is too\n[00:02:11] many of them",
        "I: That is too\nR: many of them",
        "That is too █████ many of them",
        "That is tool many of them",
    ],
)
def test_a_phrase_is_found_only_where_its_words_follow_each_other(text):
    assert words(text, en=["too many"]) == []


def test_the_longest_phrase_is_told():
    assert words("You were as a person to me.", en=["as a", "as a person"]) == ["as a person"]


@given(
    before=st.text(alphabet="abc åäö.,!?\n-█🎈", max_size=40),
    after=st.text(alphabet="abc åäö.,!?\n-█🎈", max_size=40),
)
def test_an_indicator_is_found_wherever_it_stands(before, after):
    text = f"{before} Zebras {after}"
    spots = [(each.start, each.end) for each in Lexicon({"c": {"en": ["zebra"]}}).read(text).all()]
    start = len(before) + 1
    assert spots == [(start, start + 6)]


@given(st.text(max_size=80))
def test_words_lie_in_the_text_in_order(text):
    before = 0
    for each in words_of(text):
        assert before <= each.start < each.end <= len(text)
        before = each.end


@given(
    st.lists(st.sampled_from(["listening", "as a person", "lyssnar", "och", "the", ".", "x"])),
    st.data(),
)
def test_a_passage_holds_what_lies_wholly_in_it(parts, data):
    text = " ".join(parts)
    reading = Lexicon({"c": DIALOGUE}).read(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for each in reading.within(start, end):
        assert start <= each.start < each.end <= end
        assert text[each.start : each.end].casefold() in {"listening", "as a person", "lyssnar"}


def test_a_word_that_the_passage_cuts_is_not_in_it():
    text = "It is the glisten of the sea."
    assert Lexicon({"c": {"en": ["listen"]}}).read(text).within(11, len(text)) == []
    text = "I was listening to them."
    reading = Lexicon({"c": {"en": ["listen"]}}).read(text)
    assert reading.within(0, 10) == []
    assert len(reading.within(6, 15)) == 1


def test_offsets_are_of_the_text():
    text = "Ja 🎈, jag lyssnade på det."
    assert found(text) == [("lyssnade", "lyssnade")]


def test_a_language_is_not_read_as_another():
    # "fall" is a case in Swedish, "present" a gift.
    assert words("Then I fall silent, and that is it.", sv=["fall"]) == []
    assert words("Det är en present till dem.", en=["present"]) == []


def test_swedish_with_words_that_are_english_too_stays_swedish():
    assert words("Han kom in i rummet.", sv=["rummet"]) == ["rummet"]


def test_a_short_passage_is_read_in_the_language_of_its_text():
    text = "Det är inte så att jag har det. Present! Fallet."
    reading = Lexicon({"c": {"en": ["present"], "sv": ["fall"]}}).read(text)
    start = text.index("Present")
    assert [each.words for each in reading.within(start, len(text))] == ["Fallet"]


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
    state.codings[str(n)] = Coding(str(n), "d", "a", start, start + len(TEXT), None, None)
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
