"""What goes with a participant: what each decision says of them, and nothing of the others."""

import attrs
import pytest
from tests.core.privacy.conftest import group

from qualog.decisions import Decision, base, decision, words
from qualog.decisions.codings import CodingApplied, CodingResized
from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.log.log import Draft
from qualog.material import Material
from qualog.plugins.protocols import Proposal
from qualog.privacy.withdrawal import belongings, words_of
from qualog.replay.appliers.applier import APPLIERS, applies
from qualog.state import Memo


def kinds_of(project, name):
    """The kinds of the decisions whose words go with somebody, in the order of the log."""
    store = project.log.store
    found = belongings(store, project.find.participant(name).id)
    numbers = {f"{copy}.{seq}" for copy, seqs in found.lines.items() for seq in seqs}
    return [entry.kind for entry in store.entries() if entry.id in numbers]


def of(project, name):
    return belongings(project.log.store, project.find.participant(name).id)


def passage(project, words):
    start = project.state.text(project.find.document("group").id).index(words)
    return start, start + len(words)


def test_only_the_passages_of_the_one_are_theirs(interview):
    [passages] = of(interview, "Anna").passages.values()
    text = interview.state.text(interview.find.document("group").id)
    assert [text[start:end] for start, end in passages] == [
        "Nobody ever asks us.",
        "Some of us do.",
    ]
    assert of(interview, "Anna").shared == {interview.find.document("group").id}


def test_codings_on_their_words_go_with_all_that_was_said_of_them(interview):
    project = interview
    theirs = project.codings.apply("time", "group", quote="asks us", why="she sighs")
    other = project.codings.apply("time", "group", quote="my time", why="he smiles")
    project.codings.recode(theirs.id, project.codes.add("asking").name, why="on asking")
    memo = project.memos.write("tired", about=theirs.id)
    project.memos.revise(memo.id, "very tired")
    reply = project.memos.write("is she?", about=memo.id)
    project.memos.write("rested", about=other.id)
    found = of(project, "Anna")
    assert found.codings == {theirs.id}
    assert found.memos == {memo.id, reply.id}
    went = kinds_of(project, "Anna")
    assert went.count("coding-applied") == went.count("coding-recoded") == 1
    assert went.count("memo-written") == 2
    assert went.count("memo-revised") == 1


def test_a_coding_that_was_moved_onto_their_words_goes_from_then_on(interview):
    coding = interview.codings.apply("time", "group", quote="my time", why="his")
    assert of(interview, "Anna").codings == frozenset()
    interview.codings.resize(coding.id, span=passage(interview, "Some of us"), why="hers")
    assert of(interview, "Anna").codings == {coding.id}
    assert "coding-resized" in kinds_of(interview, "Anna")
    assert kinds_of(interview, "Anna").count("coding-applied") == 0  # that was Bo's then
    assert of(interview, "Bo").codings == {coding.id}


def test_a_coding_that_was_moved_away_from_their_words_goes_all_the_same(interview):
    coding = interview.codings.apply("time", "group", quote="Some of us", why="hers")
    interview.codings.resize(coding.id, span=passage(interview, "my time"), why="his, rather")
    went = kinds_of(interview, "Anna")
    assert {"coding-applied", "coding-resized"} <= set(went)


def test_memos_and_discussions_of_passages(interview):
    project = interview
    theirs = project.memos.write("hers", about="group", quote="Nobody")
    project.memos.write("his", about="group", quote="With them")
    talk = project.discussions.open("group", quote="Some of us do", topic="whom?")
    project.discussions.reply(talk.id, "all of them")
    project.discussions.settle(talk.id, "new-coding", codes=["time"], why="so")
    project.discussions.open("group", quote="my time", topic="his")
    found = of(project, "Anna")
    assert found.memos == {theirs.id}
    assert found.discussions == {talk.id}
    went = kinds_of(project, "Anna")
    assert went.count("discussion-opened") == 1
    assert {"discussion-replied", "discussion-settled"} <= set(went)


def test_links_to_theory_by_what_they_are_of_and_by_their_evidence(interview):
    project = interview
    theory = project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    concept, document = theory.concept_ids[0], project.find.document("group").id
    coding = project.codings.apply("time", "group", quote="asks us")
    code = project.find.code("time").id
    of_coding, by_evidence, other = project.theory.take_proposals(
        "mapper",
        [
            Proposal(coding.id, concept, reason="she is asked"),
            Proposal(
                code, concept, (Evidence(document, *passage(project, "Some of us")),), "some do"
            ),
            Proposal(
                code, concept, (Evidence(document, *passage(project, "my time")),), "he takes it"
            ),
        ],
    )
    project.theory.accept(of_coding.id, why="indeed")
    project.theory.reject(by_evidence.id, why="no")
    project.theory.accept(other.id, why="yes")
    went = kinds_of(project, "Anna")
    assert went.count("link-proposed") == 2
    assert went.count("link-accepted") == 1
    assert went.count("link-rejected") == 1
    assert kinds_of(project, "Bo").count("link-proposed") == 1


def test_what_several_share_stays(interview):
    """The codebook, the rounds and the name of a group's document are not one person's."""
    project = interview
    project.documents.rename("group", "Group 1")
    coding = project.codings.apply("time", "Group 1", quote="asks us")
    project.codes.split("time", ["asking", "taking"], recode={coding.id: "asking"}, why="two")
    project.rounds.open("Round 1", ["Group 1"], ["Ingrid", "Samir"], why="now")
    project.documents.mark_read("Group 1", why="twice")
    project.documents.coded("Group 1", why="done")
    kept = {
        "code-created",
        "code-split",
        "document-renamed",
        "round-opened",
    }
    assert kept.isdisjoint(kinds_of(project, "Anna"))


def test_the_name_and_the_attributes_of_who_speaks_alone_go(interview):
    project = interview
    alone = Material(documents=(group("Anna, alone"),))
    project.imports.import_(alone, importer="test", participant="Anna")
    project.documents.rename("Anna, alone", "Anna again")
    project.attributes.define("place", "text")
    project.attributes.give("Anna again", "place", "her home")
    project.attributes.give("Anna", "place", "town")
    project.attributes.give("Bo", "place", "village")
    went = kinds_of(project, "Anna")
    assert went.count("document-renamed") == 1
    assert went.count("attribute-given") == 2


def test_what_was_said_of_the_person_goes_but_not_that_they_withdrew(interview):
    project = interview
    project.participants.rename("Anna", "Bea")
    project.participants.consent("Bea", day="2025-02-03", terms="one talk")
    project.memos.write("Bea is tired", about="Bea")
    withdrawn = project.participants.withdraw("Bea", why="she wrote to us")
    assert withdrawn
    whys = {entry.kind: project.log.words(entry) for entry in project.log.store.entries()}
    assert whys["consent-withdrawn"] == {"why": "she wrote to us"}
    assert whys["participant-renamed"] is None
    assert whys["consent-given"] is None


def test_a_revert_of_what_is_theirs_goes(interview):
    coding = interview.codings.apply("time", "group", quote="asks us")
    interview.undo(coding.made.decision, why="she did not mean it")
    assert "decision-reverted" in kinds_of(interview, "Anna")
    assert "decision-reverted" not in kinds_of(interview, "Bo")


def test_a_revert_goes_though_it_was_not_known_then_whose_words_they_are(interview):
    project = interview
    project.imports.import_(Material((group("second"),)), importer="test")
    coding = project.codings.apply("time", "second", quote="asks us", why="she sighs")
    project.undo(coding.made.decision, why="she did not mean it")
    assert "decision-reverted" not in kinds_of(project, "Anna")
    project.documents.speaker("second", "A", participant="Anna")
    assert "decision-reverted" in kinds_of(project, "Anna")


def test_nothing_is_theirs_twice(interview):
    interview.codings.apply("time", "group", quote="asks us", why="she sighs")
    interview.participants.withdraw("Anna", why="she wrote")
    participant = next(p for p in interview.state.participants.values() if p.withdrawn)
    assert not belongings(interview.log.store, participant.id)


def test_the_words_and_contents_of_one_decision(interview):
    store = interview.log.store
    by_kind = {entry.kind: entry for entry in store.entries()}
    lines, contents = words_of(store, by_kind["document-imported"])
    assert lines == {interview.log.replica: (by_kind["document-imported"].seq,)}
    assert len(contents) == len(set(contents)) > 2  # the parts of the text, and the file
    assert words_of(store, by_kind["speaker-identified"]) == ({}, ())


def test_what_was_erased_is_no_longer_among_the_words_and_contents_of_a_decision(interview):
    store = interview.log.store
    imported = next(iter(store.entries(kinds=("document-imported",))))
    _, before = words_of(store, imported)
    interview.participants.withdraw("Anna")
    _, after = words_of(store, imported)
    assert set(after) < set(before)
    assert set(after) <= store.content_ids()


def test_words_that_were_erased_are_no_longer_among_those_of_a_decision(interview):
    memo = interview.memos.write("a thought too many")
    store = interview.log.store
    [written] = store.entries(kinds=("memo-written",))
    assert words_of(store, written) == ({written.replica: (written.seq,)}, ())
    interview.redact(memo.made.decision)
    assert words_of(store, written) == ({}, ())


@pytest.fixture
def silence():
    """A plugin's own kind of decision, with words; nothing of the core knows it."""

    @decision("tests-silence-noted")
    class SilenceNoted(Decision):
        """Somebody is silent here."""

        document: str
        start: int
        end: int
        about: str | None = None
        how: str = words()

    @applies(SilenceNoted)
    def _noted(state, noted, made):
        state.memos[made.decision] = Memo(
            made.decision, noted.how, noted.document, noted.start, noted.end, None, made
        )

    yield SilenceNoted
    del APPLIERS[SilenceNoted]
    del base._KINDS["tests-silence-noted"]


def test_the_words_of_a_plugin_s_decision_go_by_its_passage(interview, silence):
    document = interview.find.document("group").id
    first, last = passage(interview, "asks us")
    theirs = interview.decide(silence(document=document, start=first, end=last, how="a sigh"))
    first, last = passage(interview, "my time")
    other = interview.decide(silence(document=document, start=first, end=last, how="a pause"))
    interview.participants.withdraw("Anna")
    how = {memo.id: memo.text for memo in interview.at().state.memos.values()}
    assert how == {theirs: "[erased]", other: "a pause"}


def test_the_words_of_a_plugin_s_decision_go_by_what_it_is_about(interview, silence):
    document = interview.find.document("group").id
    first, last = passage(interview, "my time")
    about = interview.find.participant("Anna").id
    noted = silence(document=document, start=first, end=last, about=about, how="she looks away")
    id_ = interview.decide(noted)
    interview.participants.withdraw("Anna")
    assert interview.at().state.memos[id_].text == "[erased]"


def test_what_is_about_the_study_is_nobody_s_whatever_else_is_theirs(interview, monkeypatch):
    """A plugin's decision tells about Anna, and makes nothing that has an id."""
    monkeypatch.setattr(base, "_KINDS", dict(base._KINDS))

    @decision("tests-sound-noted")
    class SoundNoted(Decision):
        """Something is heard."""

        start: int
        end: int
        document: str
        what: str = words()

    first, last = passage(interview, "asks us")
    document = interview.find.document("group").id
    sound = SoundNoted(start=first, end=last, document=document, what="a door")
    interview.log.append([Draft(sound, interview.author)])
    interview.memos.write("on the study")
    went = kinds_of(interview, "Anna")
    assert "tests-sound-noted" in went
    assert "memo-written" not in went


def test_the_words_of_a_plugin_that_is_missing_go_with_whom_they_are_about(
    interview, silence, monkeypatch
):
    document = interview.find.document("group").id
    anna = interview.find.participant("Anna").id
    first, last = passage(interview, "asks us")
    noted = silence(document=document, start=first, end=last, how="a sigh")
    [id_] = interview.log.append([Draft(noted, interview.author, None, [anna])]).ids
    replica, _, seq = id_.partition(".")
    with monkeypatch.context() as without:
        without.delitem(base._KINDS, silence.kind)
        assert int(seq) in of(interview, "Anna").lines[replica]
        assert int(seq) not in of(interview, "Bo").lines[replica]


@pytest.mark.parametrize(
    "where", [{"document": "nowhere"}, {"revision": "never"}], ids=["document", "revision"]
)
def test_what_marks_a_text_that_is_not_there_is_nobody_s(interview, where):
    """Another copy removed it meanwhile, or the wording came to be in none."""
    span = {"start": 0, "end": 1000}
    there = {"document": interview.find.document("group").id, **where}
    code = interview.find.code("time").id
    draft = Draft(CodingApplied(coding="lost", code=code, **there, **span), interview.author)
    resized = Draft(CodingResized(coding="nothing", **span), interview.author, "why not")
    interview.log.append([draft, resized])
    for name in ("Anna", "Bo"):
        assert "lost" not in of(interview, name).codings
        assert "coding-resized" not in kinds_of(interview, name)


def test_there_is_something_to_take_along_where_there_are_words_or_contents(interview):
    found = of(interview, "Anna")
    assert found.lines
    assert found.contents
    assert attrs.evolve(found, lines={})
    assert attrs.evolve(found, contents=())
    assert not attrs.evolve(found, lines={}, contents=())
