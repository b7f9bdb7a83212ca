"""Appliers: each kind has one, and none does anything but take effect or say why it has none."""

import attrs
import pytest
from hypothesis import given, settings
from tests.core.decisions.test_vocabulary import KINDS, values_of
from tests.core.replay.appliers.deciding import TEXT, Study, begun, code

from qualog.decisions import known_kinds
from qualog.decisions.attributes import AttributeDefined, AttributeGiven
from qualog.decisions.codes import (
    CodeMoved,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.decisions.codings import CodingRecoded, CodingRemoved
from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
    Holding,
)
from qualog.decisions.documents import (
    Content,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.decisions.people import ConsentGiven, ConsentWithdrawn
from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.decisions.themes import (
    CodesAssigned,
    CodesUnassigned,
    ThemeMoved,
    ThemeRestored,
    ThemeRetired,
    ThemesRelated,
)
from qualog.decisions.theory import (
    Concept,
    LinkAccepted,
    LinkProposed,
    LinkRejected,
    TheoryAdopted,
    TheoryDropped,
    TheoryPack,
)
from qualog.replay.appliers.applier import APPLIERS, NoEffect


@pytest.fixture
def study():
    return begun()


def test_each_kind_has_an_applier():
    own = {cls for cls in known_kinds().values() if cls.__module__.startswith("qualog.")}
    assert own <= APPLIERS.keys()


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_whatever_is_decided_takes_effect_or_says_why_not(kind, cls):
    @settings(max_examples=30)
    @given(values_of(cls))
    def holds(decision):
        for study in (Study(), begun()):
            try:
                study.decide(decision)
            except NoEffect as error:
                assert str(error)

    if cls in APPLIERS:
        holds()


def test_a_code_cannot_come_under_itself_however_far_below(study):
    study.decide(CodeMoved(code="power", parent="trust"))
    error = study.refused(CodeMoved(code="trust", parent="power"))
    assert str(error) == "the code “trust” would come under itself"
    assert error.on == ("code-place", "trust")
    assert "itself" in str(study.refused(CodeMoved(code="trust", parent="trust")))
    study.decide(CodeMoved(code="power", parent=None))
    study.decide(CodeMoved(code="trust", parent="power"))


def test_a_theme_cannot_come_under_itself_when_two_authors_move_apart(study):
    study.decide(ThemeMoved(theme="ruling", parent="leaning"), copy="a")
    error = study.refused(ThemeMoved(theme="leaning", parent="ruling"), copy="b")
    assert str(error) == "the theme “leaning” would come under itself"
    assert error.on == ("theme-place", "leaning")
    assert study.state.themes["leaning"].parent is None
    assert "itself" in str(study.refused(ThemeMoved(theme="ruling", parent="ruling")))


def test_codes_are_not_merged_in_a_circle(study):
    study.decide(CodesMerged(sources=("power",), into="trust"))
    error = study.refused(CodesMerged(sources=("trust",), into="power"), copy="b")
    assert str(error) == "the code “trust” would be merged into itself"
    assert study.state.codebook.resolve("power") == "trust"


def test_a_merge_of_which_one_cannot_be_merges_none(study):
    from qualog.decisions.codes import CodeCreated

    study.decide(CodeCreated(code="time", name="time"))
    study.decide(CodesMerged(sources=("power",), into="trust"))
    study.refused(CodesMerged(sources=("time", "trust"), into="power"))
    assert study.state.codebook.codes["time"].is_live


def test_a_split_names_the_new_codes_and_sorts_what_is_there(study):
    code(study, "fine")
    study.decide(
        CodeSplit(
            code="trust",
            into=("people", "rules"),
            names=("in people",),
            definitions=("one",),
            recoded={"coding": "people", "gone": "rules"},
        )
    )
    codes = study.state.codebook.codes
    assert [codes[id_].name for id_ in ("people", "rules")] == ["in people", "[erased]"]
    assert [codes[id_].definition for id_ in ("people", "rules")] == ["one", ""]
    assert (codes["trust"].status, codes["trust"].into) == ("split", ("people", "rules"))
    assert study.state.every_coding["coding"].code == "people"


def test_a_code_is_retired_and_comes_back(study):
    study.decide(CodeRetired(code="trust"))
    assert not study.state.codebook.codes["trust"].is_live
    study.decide(CodeRestored(code="trust"))
    assert study.state.codebook.codes["trust"].is_live
    assert study.state.codebook.codes["trust"].into == ()


def test_a_coding_is_recoded_and_removed(study):
    code(study, "fine")
    study.decide(CodingRecoded(coding="coding", code="power"))
    assert study.state.every_coding["coding"].code == "power"
    assert "the code gone is not there" in str(
        study.refused(CodingRecoded(coding="coding", code="gone"))
    )
    study.decide(CodingRemoved(coding="coding"))
    assert study.state.codings_at("talk", *_fine()) == []
    assert "the coding coding is not there" in str(study.refused(CodingRemoved(coding="coding")))


def _fine():
    start = TEXT.index("fine")
    return start, start + 4


def test_what_is_in_a_document_leaves_with_it_and_nothing_else(study):
    from qualog.decisions.documents import DocumentImported

    study.decide(DocumentImported(document="other", name="other", parts=(Content("o", 9, ""),)))
    code(study, "fine")
    for document in ("talk", "other"):
        study.decide(
            DiscussionOpened(
                discussion=f"d {document}", document=document, start=0, end=3, topic=""
            )
        )
    study.decide(DocumentRemoved(document="talk"))
    state = study.state
    assert (list(state.documents), list(state.every_coding)) == (["other"], [])
    assert list(state.every_discussion) == ["d other"]


def test_who_conducted_transcribed_and_read(study):
    study.decide(DocumentConducted(document="talk", interviewers=("ingrid",), day="2025-02-03"))
    study.decide(DocumentTranscribed(document="talk", transcribers=("ingrid",)))
    made = study.decide(DocumentRead(document="talk"))
    document = study.state.documents["talk"]
    assert (document.interviewers, document.held_on) == (("ingrid",), "2025-02-03")
    assert (document.transcribers, document.transcribed_on) == (("ingrid",), None)
    assert document.readings == (made,)


def test_a_speaker_is_somebody(study):
    assert str(study.refused(SpeakerIdentified(document="talk", speaker=0))) == "it names nobody"
    study.decide(SpeakerIdentified(document="talk", speaker=0, author="ingrid"))
    assert study.state.documents["talk"].identified == {0: "ingrid"}


def test_finer_parts_take_the_place_of_coarser_ones_of_their_length(study):
    cut = (Content("x", 4, ""), Content("y", len(TEXT) - 15, ""))
    decision = PassageAttributed(
        document="talk", start=11, end=15, participant="anna", first=1, last=2, parts=cut
    )
    study.decide(decision)
    parts = [(part.content, part.length) for part in study.state.documents["talk"].parts]
    assert parts == [("p0", 11), ("x", 4), ("y", len(TEXT) - 15)]
    error = study.refused(attrs.evolve(decision, first=0, last=1))
    assert str(error) == "the text was cut into other parts meanwhile"
    assert "the participant gone is not there" in str(
        study.refused(attrs.evolve(decision, participant="gone"))
    )


@pytest.mark.parametrize("first", [0, 2])
def test_finer_parts_come_where_their_passage_is_though_an_earlier_cut_was_taken_back(study, first):
    """Of another cut that is gone now, parts before them were more, or fewer."""
    even = tuple(Content(name, 10, "") for name in "abc")
    study.decide(DocumentImported(document="even", name="even", parts=even))
    finer = tuple(Content(f"b{length}", length, "") for length in (2, 3, 5))
    study.decide(
        PassageAttributed(
            document="even", start=12, end=15, participant="anna",
            first=first, last=first + 1, parts=finer,
        )
    )  # fmt: skip
    document = study.state.documents["even"]
    assert [part.content for part in document.parts] == ["a", "b2", "b3", "b5", "c"]
    assert [(found.start, found.end) for found in document.attributions] == [(12, 15)]


def test_a_discussion_from_its_opening_to_its_reopening(study):
    study.decide(DiscussionOpened(discussion="d", document="talk", start=0, end=10, topic="why?"))
    made = study.decide(DiscussionReplied(discussion="d", reply="so"))
    [reply] = study.state.every_discussion["d"].replies
    assert (reply.text, reply.made) == ("so", made)
    bad = DiscussionSettled(discussion="d", outcome="both", holds=(Holding(0, 3, "gone"),))
    assert "the code gone is not there" in str(study.refused(bad))
    settled = study.decide(attrs.evolve(bad, holds=(Holding(0, 3, "trust"),)))
    discussion = study.state.every_discussion["d"]
    assert (discussion.outcome, discussion.settled) == ("both", settled)
    study.decide(DiscussionReopened(discussion="d"))
    assert study.state.every_discussion["d"].is_open
    assert study.state.every_discussion["d"].holds == ()


def test_a_memo_is_written_revised_and_removed(study):
    study.decide(MemoWritten(memo="m", about="talk", text="one"))
    study.decide(MemoWritten(memo="of nothing", about="gone", start=0, end=3, text="two"))
    assert study.state.memos["of nothing"].start == 0  # its document may come with a merge
    study.decide(MemoRevised(memo="m", text="two"))
    assert study.state.memos["m"].text == "two"
    study.decide(MemoRemoved(memo="m"))
    assert "the memo m is not there" in str(study.refused(MemoRevised(memo="m", text="x")))


def test_consent_is_given_and_taken_back(study):
    given = ConsentGiven(participant="anna", day="2025-02-03")
    study.decide(given)
    made = study.decide(ConsentWithdrawn(participant="anna"))
    anna = study.state.participants["anna"]
    assert (anna.consent, anna.withdrawn) == (given, made)


def test_a_round_is_over_when_it_was_closed_first(study):
    study.decide(RoundOpened(round="r", documents=("talk",), coders=("ingrid",), name="R"))
    first = study.decide(RoundClosed(round="r"), copy="a")
    study.decide(RoundClosed(round="r"), copy="b")
    assert study.state.rounds["r"].closed == first


def test_codes_are_under_a_theme_once_in_the_order_in_which_they_came(study):
    study.decide(CodesAssigned(theme="leaning", codes=("power",)))
    study.decide(CodesAssigned(theme="leaning", codes=("trust", "power")))
    assert study.state.themes["leaning"].codes == ("power", "trust")
    study.decide(CodesUnassigned(theme="leaning", codes=("power", "gone")))
    assert study.state.themes["leaning"].codes == ("trust",)
    bad = CodesAssigned(theme="leaning", codes=("power", "gone"))
    assert "the code gone is not there" in str(study.refused(bad))


def test_themes_are_retired_restored_and_related(study):
    study.decide(ThemeRetired(theme="leaning"))
    assert study.state.themes["leaning"].retired
    study.decide(ThemeRestored(theme="leaning"))
    assert not study.state.themes["leaning"].retired
    study.decide(ThemesRelated(theme="leaning", other="ruling", relation="against"))
    [relation] = study.state.relations
    assert (relation.theme, relation.other, relation.relation) == ("leaning", "ruling", "against")
    for bad in (("gone", "ruling"), ("leaning", "gone")):
        error = study.refused(ThemesRelated(theme=bad[0], other=bad[1], relation="x"))
        assert str(error) == "the theme gone is not there"


def test_a_theory_goes_with_its_links(study):
    for theory, concept in (("t", "c"), ("u", "d")):
        pack = TheoryPack(theory, concepts=(Concept(concept),))
        study.decide(TheoryAdopted(theory=theory, concepts=(concept,), pack=pack))
        study.decide(LinkProposed(link=f"l {concept}", subject="trust", concept=concept))
    assert "the concept x is not there" in str(
        study.refused(LinkProposed(link="l", subject="trust", concept="x"))
    )
    study.decide(LinkAccepted(link="l c"))
    made = study.decide(LinkRejected(link="l d"))
    links = study.state.links
    assert (links["l c"].status, links["l d"].status) == ("accepted", "rejected")
    assert links["l d"].settled == made
    study.decide(TheoryDropped(theory="t"))
    assert (list(study.state.theories), list(study.state.links)) == (["u"], ["l d"])


def test_a_theory_whose_pack_was_erased_keeps_its_concepts_ids(study):
    study.decide(TheoryAdopted(theory="t", concepts=("c", "d"), pack=TheoryPack("[erased]")))
    assert [id_ for id_, _ in study.state.theories["t"].concepts()] == ["c", "d"]


def test_a_value_is_given_to_what_is_there(study):
    study.decide(AttributeDefined(attribute="role", name="role"))
    study.decide(AttributeGiven(attribute="role", about="anna", value="manager"))
    study.decide(AttributeGiven(attribute="role", about="talk", value="long"))
    assert study.state.value("anna", "role") == "manager"
    study.decide(AttributeGiven(attribute="role", about="anna", value=None))
    assert study.state.value("anna", "role") is None
    assert study.state.value("talk", "role") == "long"
    assert "the participant or document gone is not there" in str(
        study.refused(AttributeGiven(attribute="role", about="gone", value="x"))
    )


def test_what_a_copy_did_not_know_stays_beside_its_own(study):
    """Each register keeps what no later decision had seen; a merge lets it go."""
    from qualog.decisions.codes import CodeRenamed

    study.decide(CodeRenamed(code="trust", name="one"), copy="a")
    study.decide(CodeRenamed(code="trust", name="two"), copy="b")
    register = study.state.registers["code-name", "trust"]
    assert [write.value["name"] for write in register.current] == ["one", "two"]
    assert study.state.codebook.codes["trust"].name == "two"
    study.meet("a", "b")
    study.decide(CodeRenamed(code="trust", name="three"), copy="a")
    assert [write.value["name"] for write in register.current] == ["three"]
    assert len(register.writes) == 3


def test_a_name_is_not_kept_of_a_document_that_is_gone(study):
    from qualog.decisions.documents import DocumentRemoved, DocumentRenamed
    from qualog.decisions.questions import QuestionSettled

    kept = study.decide(DocumentRenamed(document="talk", name="one"), copy="b")
    study.decide(DocumentRenamed(document="talk", name="other"), copy="c")
    study.decide(DocumentRemoved(document="talk"))
    settled = QuestionSettled(
        question="q", matter="document-name", about="talk", keep=kept.decision
    )
    assert "does not stand" in str(study.refused(settled))
