"""What is marked in one wording of a text, in another: it moves with its words, or is lost."""

import attrs
import pytest
from tests.core.replay.appliers.deciding import TEXT, begun, code, correct

from qualog.decisions.codings import CodingApplied, CodingResized, Region
from qualog.decisions.discussions import DiscussionOpened, DiscussionSettled, Holding
from qualog.decisions.documents import (
    Content,
    DocumentCoded,
    DocumentImported,
    DocumentRevised,
    PassageAttributed,
    SpeakerIdentified,
    Turn,
)
from qualog.decisions.memos import MemoWritten
from qualog.decisions.theory import (
    Concept,
    Evidence,
    LinkProposed,
    TheoryAdopted,
    TheoryPack,
)
from qualog.text.reanchoring import shared_blocks


@pytest.fixture
def study():
    return begun()


def passage(study, thing, text):
    return text[thing.start : thing.end]


def test_a_coding_moves_with_its_words(study):
    code(study, "I trust them")
    better = correct(study, "It is", "Oh, it is", "r1")
    coding = study.state.every_coding["coding"]
    assert passage(study, coding, better) == "I trust them"
    assert coding.origin == (None, TEXT.index("I trust"), TEXT.index(" them") + 5)
    assert not coding.is_lost


def test_a_passage_that_lost_its_words_is_empty_whatever_stands_there_now(study):
    """The coding must not count on the words that took the place of its own."""
    code(study, "fine")
    correct(study, "is fine", "went badly", "r1")
    coding = study.state.every_coding["coding"]
    assert coding.start == coding.end
    assert coding.is_lost
    assert "coding" not in study.state.codings
    assert "coding" in study.state.lost_codings


def test_words_that_were_put_in_the_place_of_just_the_passage_are_asked_about(study):
    code(study, "fine")
    better = correct(study, "fine", "bad, really bad", "r1")
    assert passage(study, study.state.every_coding["coding"], better) == "bad, really bad"
    assert [question.kind for question in study.state.questions] == ["passage-corrected"]


def test_a_passage_whose_words_were_taken_out_is_lost(study):
    code(study, "fine, I")
    correct(study, "fine, I ", "", "r1")
    assert study.state.every_coding["coding"].is_lost


def test_words_that_were_lost_once_are_not_found_again_by_a_later_correction(study):
    """Lost in the first correction, nothing of the third wording is theirs, though it is alike."""
    code(study, "fine")
    text = correct(study, "is fine", "went badly", "r1")
    correct(study, "went badly", "is fine", "r2", base="r1", text=text)
    assert study.state.every_coding["coding"].is_lost


def test_what_one_correction_lost_is_back_where_another_of_the_same_wording_is_shown(study):
    """Where something was marked counts, and not where the wording shown before had it."""
    start = TEXT.index("fine")
    span = {"start": start, "end": start + len("fine")}
    code(study, "fine")
    study.decide(MemoWritten(memo="m", about="talk", text="hm", **span))
    study.decide(DiscussionOpened(discussion="d", document="talk", topic="?", **span))
    correct(study, "is fine", "went badly", "left", copy="b")
    state = study.state
    assert state.every_coding["coding"].is_lost
    assert state.memos["m"].start == state.memos["m"].end
    better = correct(study, "It is", "Oh, it is", "right", copy="c")
    for thing in (state.every_coding["coding"], state.memos["m"], state.every_discussion["d"]):
        assert passage(study, thing, better) == "fine"


def test_an_attribution_is_found_from_where_it_was_made_whatever_was_shown_since(study):
    start = TEXT.index("fine")
    study.decide(PassageAttributed(document="talk", start=start, end=start + 4, participant="anna"))
    correct(study, "is fine", "went badly, really badly", "left", copy="b")
    better = correct(study, "It is", "Oh, it is", "right", copy="c")
    [attribution] = study.state.documents["talk"].attributions
    assert passage(study, attribution, better) == "fine"


def test_a_coding_of_the_earlier_wording_that_comes_late_lands_on_its_words(study):
    better = correct(study, "It is", "Oh, it is", "r1")
    code(study, "I trust them", copy="b")
    coding = study.state.every_coding["coding"]
    assert passage(study, coding, better) == "I trust them"
    assert coding.origin is not None


def test_a_late_coding_of_words_that_are_gone_is_lost(study):
    correct(study, "is fine", "went badly", "r1")
    code(study, "fine", copy="b")
    assert study.state.every_coding["coding"].is_lost


def test_a_coding_of_the_shown_wording_has_no_other_origin(study):
    better = correct(study, "It is", "Oh, it is", "r1")
    code(study, "Oh, it", revision="r1", text=better)
    assert study.state.every_coding["coding"].origin is None


def test_a_region_stays_where_it_is(study):
    study.decide(
        CodingApplied(
            coding="box", document="talk", code="trust", start=0, end=0, region=Region(page=1)
        )
    )
    correct(study, "It is", "Oh, it is", "r1")
    coding = study.state.every_coding["box"]
    assert (coding.start, coding.end, coding.origin) == (0, 0, None)
    assert not coding.is_lost
    study.decide(
        CodingApplied(
            coding="late", document="talk", code="trust", start=0, end=0, region=Region(page=2)
        )
    )
    assert study.state.every_coding["late"].origin is None


def test_boundaries_that_were_set_in_the_earlier_wording_are_moved(study):
    code(study, "fine")
    better = correct(study, "It is", "Oh, it is", "r1")
    start = TEXT.index("I trust")
    study.decide(CodingResized(coding="coding", start=start, end=start + 7), copy="b")
    assert passage(study, study.state.every_coding["coding"], better) == "I trust"


def test_memos_discussions_and_evidence_move_too(study):
    start, end = TEXT.index("I trust"), TEXT.index(" them")
    study.decide(MemoWritten(memo="m", about="talk", start=start, end=end, text="hm"))
    study.decide(MemoWritten(memo="whole", about="talk", text="hm"))
    study.decide(DiscussionOpened(discussion="d", document="talk", start=start, end=end, topic="?"))
    study.decide(
        DiscussionSettled(discussion="d", outcome="both", holds=(Holding(start, end, "trust"),))
    )
    pack = TheoryPack("Dialogue", concepts=(Concept("Thou"),))
    study.decide(TheoryAdopted(theory="t", concepts=("c",), pack=pack))
    study.decide(
        LinkProposed(
            link="l", subject="trust", concept="c", evidence=(Evidence("talk", start, end),)
        )
    )
    better = correct(study, "It is", "Oh, it is", "r1")
    state = study.state
    assert passage(study, state.memos["m"], better) == "I trust"
    assert state.memos["whole"].start is None
    discussion = state.every_discussion["d"]
    assert passage(study, discussion, better) == "I trust"
    [holding] = discussion.holds
    assert better[holding.start : holding.end] == "I trust"
    [evidence] = state.links["l"].evidence
    assert better[evidence.start : evidence.end] == "I trust"
    assert evidence.revision == "r1"
    assert state.links["l"].proposed == (Evidence("talk", start, end),)


def test_what_was_settled_of_words_that_are_gone_holds_nowhere(study):
    start = TEXT.index("fine")
    study.decide(
        DiscussionOpened(discussion="d", document="talk", start=start, end=start + 4, topic="?")
    )
    holds = (Holding(start, start + 4, "trust"),)
    study.decide(DiscussionSettled(discussion="d", outcome="both", holds=holds))
    correct(study, "is fine", "went badly", "r1")
    assert study.state.every_discussion["d"].holds == ()


def test_who_was_found_to_speak_speaks_in_every_wording_that_came_of_it(study):
    study.decide(SpeakerIdentified(document="talk", speaker=1, participant="anna"))
    correct(study, "It is", "Oh, it is", "r1")
    assert study.state.documents["talk"].identified == {1: "anna"}
    study.decide(SpeakerIdentified(document="talk", speaker=0, author="ingrid"))
    document = study.state.documents["talk"]
    assert document.identified == {0: "ingrid", 1: "anna"}
    first = document.revision_called(None)
    assert first.identified == {0: "ingrid", 1: "anna"}, "the speakers are the first wording's"


@pytest.mark.parametrize("speaker", [0, 1])
def test_a_speaker_found_in_a_corrected_text_is_known_in_the_first_one_as_well(study, speaker):
    correct(study, "It is", "Oh, it is", "r1")
    study.decide(
        SpeakerIdentified(document="talk", speaker=speaker, participant="anna", revision="r1")
    )
    document = study.state.documents["talk"]
    assert document.revision_called(None).identified == {speaker: "anna"}
    assert document.identified == {speaker: "anna"}


def test_a_speaker_whom_only_the_correction_has_is_known_from_there(study):
    better = "Hm. " + TEXT
    study.decide(
        DocumentRevised(
            document="talk",
            revision="r1",
            base=None,
            blocks=((0, 4, len(TEXT)), (len(TEXT), len(better), 0)),
            parts=(Content("r", len(better), ""),),
            turns=(Turn(0, 3, 2), Turn(4, 14, 0), Turn(15, len(better) - 1, 1)),
            speakers=("I", "A", "B"),
        )
    )
    study.decide(SpeakerIdentified(document="talk", speaker=2, participant="anna", revision="r1"))
    document = study.state.documents["talk"]
    assert document.identified == {2: "anna"}
    assert document.revision_called(None).identified == {}
    assert document.revision_called("r1").identified == {2: "anna"}


def test_an_attribution_reaches_as_far_as_its_words_may(study):
    """What somebody said must go with them: what was put between their words is theirs as well."""
    start, end = TEXT.index("fine"), TEXT.index(" them")
    study.decide(PassageAttributed(document="talk", start=start, end=end, participant="anna"))
    better = correct(study, "fine, I", "fine, as I said, I", "r1")
    [attribution] = study.state.documents["talk"].attributions
    assert passage(study, attribution, better) == "fine, as I said, I trust"


def test_passages_that_were_coded_move_and_those_without_words_are_left_out(study):
    fine, them = TEXT.index("fine"), TEXT.index("them")
    study.decide(DocumentCoded(document="talk", passages=((fine, fine + 4), (them, them + 4))))
    better = correct(study, "fine, ", "", "r1")
    [coded] = study.state.documents["talk"].coded
    assert [better[start:end] for start, end in coded.passages] == ["them"]
    assert len(coded.origins) == 2


def test_two_corrections_made_apart_are_both_kept_and_the_last_is_shown(study):
    code(study, "I trust them")
    left = correct(study, "It is", "Oh, it is", "left", copy="b")
    right = correct(study, "fine", "so fine", "right", copy="c")
    document = study.state.documents["talk"]
    assert document.revision == "right"
    assert [revision.id for revision in document.revisions] == [None, "left", "right"]
    assert passage(study, study.state.every_coding["coding"], right) == "I trust them"
    assert len(study.state.registers["document-text", "talk"].current) == 2
    assert left != right


def test_a_coding_of_the_other_branch_goes_back_and_forth(study):
    left = correct(study, "It is", "Oh, it is", "left", copy="b")
    right = correct(study, "fine", "so fine", "right", copy="c")
    code(study, "I trust them", revision="left", text=left, copy="b")
    assert passage(study, study.state.every_coding["coding"], right) == "I trust them"


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        ((0, 0, 5),),
        ((0, 0, len(TEXT)), (len(TEXT), len(TEXT) + 1, 0)),
        ((5, 5, 5), (3, 10, 5), (len(TEXT), len(TEXT), 0)),
        ((5, 5, 5), (10, 3, 5), (len(TEXT), len(TEXT), 0)),
        ((0, 0, -1), (len(TEXT), len(TEXT), 0)),
    ],
)
def test_a_correction_whose_blocks_do_not_fit_has_no_effect(study, blocks):
    error = study.refused(
        DocumentRevised(
            document="talk",
            revision="r1",
            base=None,
            blocks=blocks,
            parts=(Content("r", len(TEXT), ""),),
        )
    )
    assert "does not fit it" in str(error)


def test_blocks_may_touch_and_begin_where_the_last_ended(study):
    study.decide(
        DocumentRevised(
            document="talk",
            revision="r1",
            base=None,
            blocks=((0, 0, 5), (5, 5, len(TEXT) - 5), (len(TEXT), len(TEXT), 0)),
            parts=(Content("r", len(TEXT), ""),),
        )
    )
    assert study.state.documents["talk"].revision == "r1"


@pytest.mark.parametrize(
    "decision",
    [
        CodingApplied(coding="x", document="talk", code="trust", start=0, end=3, revision="gone"),
        MemoWritten(memo="x", about="talk", start=0, end=3, revision="gone", text=""),
        DiscussionOpened(
            discussion="x", document="talk", start=0, end=3, revision="gone", topic=""
        ),
        DocumentCoded(document="talk", revision="gone"),
        SpeakerIdentified(document="talk", speaker=0, participant="anna", revision="gone"),
        PassageAttributed(document="talk", start=0, end=3, participant="anna", revision="gone"),
        DocumentRevised(
            document="talk",
            revision="r1",
            base="gone",
            blocks=((len(TEXT), 0, 0),),
            parts=(),
        ),
    ],
    ids=lambda decision: decision.kind,
)
def test_what_was_made_in_a_wording_that_is_not_there_has_no_effect(study, decision):
    assert "that it was made in is not there" in str(study.refused(decision))


def test_what_was_settled_in_a_wording_that_is_not_there_has_no_effect(study):
    study.decide(DiscussionOpened(discussion="d", document="talk", start=0, end=3, topic="?"))
    error = study.refused(
        DiscussionSettled(discussion="d", outcome="both", holds=(), revision="gone")
    )
    assert "that it was made in is not there" in str(error)
    assert study.state.every_discussion["d"].is_open


def test_evidence_that_one_correction_lost_is_back_where_another_is_shown(study):
    start = TEXT.index("fine")
    pack = TheoryPack("Dialogue", concepts=(Concept("Thou"),))
    study.decide(TheoryAdopted(theory="t", concepts=("c",), pack=pack))
    evidence = (Evidence("talk", start, start + 4),)
    study.decide(LinkProposed(link="l", subject="trust", concept="c", evidence=evidence))
    correct(study, "is fine", "went badly", "left", copy="b")
    better = correct(study, "It is", "Oh, it is", "right", copy="c")
    [found] = study.state.links["l"].evidence
    assert better[found.start : found.end] == "fine"


def test_of_outcomes_that_were_settled_apart_the_last_is_shown_after_a_correction(study):
    study.decide(DiscussionOpened(discussion="d", document="talk", start=0, end=3, topic="?"))
    study.decide(DiscussionSettled(discussion="d", outcome="both", holds=()), copy="b")
    study.decide(DiscussionSettled(discussion="d", outcome="neither", holds=()), copy="c")
    assert study.state.every_discussion["d"].outcome == "neither"
    correct(study, "It is", "Oh, it is", "r1")
    assert study.state.every_discussion["d"].outcome == "neither"


def test_what_is_marked_in_another_document_stays_where_it_is(study):
    study.decide(DocumentImported(document="other", name="other", parts=(Content("o", 40, ""),)))
    span = {"start": TEXT.index("fine"), "end": TEXT.index("fine") + 4}
    study.decide(CodingApplied(coding="c", document="other", code="trust", **span))
    study.decide(MemoWritten(memo="m", about="other", text="hm", **span))
    study.decide(DiscussionOpened(discussion="d", document="other", topic="?", **span))
    study.decide(DocumentCoded(document="other", passages=((span["start"], span["end"]),)))
    study.decide(PassageAttributed(document="other", participant="anna", **span))
    study.decide(
        TheoryAdopted(theory="t", concepts=("c",), pack=TheoryPack("T", concepts=(Concept("C"),)))
    )
    there = (Evidence("other", span["start"], span["end"]),)
    study.decide(LinkProposed(link="l", subject="trust", concept="c", evidence=there))
    before = attrs.evolve(study.state)
    correct(study, "is fine", "went badly, and worse", "r1")
    state = study.state
    for name in ("every_coding", "memos", "every_discussion", "links"):
        assert getattr(state, name) == getattr(before, name), name
    assert state.every_coding["c"].origin is None
    assert state.documents["other"] == before.documents["other"]


def test_who_was_found_in_one_correction_alone_does_not_speak_in_another(study):
    """Two corrections of the same text: a voice that only the first has."""
    for revision, copy in (("left", "b"), ("right", "c")):
        study.decide(
            DocumentRevised(
                document="talk",
                revision=revision,
                base=None,
                blocks=shared_blocks(TEXT, "Hm. " + TEXT),
                parts=(Content(revision, 4 + len(TEXT), ""),),
                turns=(Turn(0, 3, 2), Turn(4, 14, 0), Turn(15, 3 + len(TEXT), 1)),
                speakers=("I", "A", "B"),
            ),
            copy=copy,
        )
        if revision == "left":
            identified = SpeakerIdentified(
                document="talk", speaker=2, participant="anna", revision="left"
            )
            study.decide(identified, copy=copy)
            assert study.state.documents["talk"].identified == {2: "anna"}
    document = study.state.documents["talk"]
    assert document.revision == "right"
    assert document.identified == {}
    assert document.revision_called("left").identified == {2: "anna"}


@pytest.mark.parametrize("span", [{"start": 3}, {"end": 3}], ids=["start", "end"])
def test_a_memo_with_one_boundary_alone_is_about_the_whole_document(study, span):
    correct(study, "It is", "Oh, it is", "r1")
    study.decide(MemoWritten(memo="m", about="talk", text="hm", **span))
    assert study.state.memos["m"].origin is None


@pytest.mark.parametrize("revision", [None, "r1"])
def test_a_wording_is_cut_where_a_passage_of_it_is_attributed(study, revision):
    """Of the wording that is shown the document is cut as well."""
    better = correct(study, "It is", "Oh, it is", "r1")
    before = {wording.id: wording.parts for wording in study.state.documents["talk"].revisions}
    start = (better if revision else TEXT).index("fine")
    # The first wording has a part for each turn, the corrected one has one part.
    first, begins = (0, 0) if revision else (1, 11)
    ends = len(better if revision else TEXT)
    lengths = (start - begins, 4, ends - start - 4)
    cut = tuple(Content(f"x{length}", length, "") for length in lengths)
    study.decide(
        PassageAttributed(
            document="talk", start=start, end=start + 4, participant="anna", revision=revision,
            first=first, last=first + 1, parts=cut,
        )
    )  # fmt: skip
    document = study.state.documents["talk"]
    for wording in document.revisions:
        contents = [part.content for part in wording.parts]
        kept = [part.content for part in before[wording.id]]
        whole = [*kept[:first], *(part.content for part in cut)]
        assert contents == (whole if wording.id == revision else kept)
    assert document.parts == document.revision_called("r1").parts
    [found] = document.attributions
    assert better[found.start : found.end] == "fine"
