"""Whose words a text is, from what was said of it: by speaker, by passage, across corrections."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.privacy.conftest import TURNS, group

from qualog.decisions.documents import (
    Content,
    DocumentRevised,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.log.log import Draft
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.privacy.withdrawal import belongings
from qualog.project.project import Project


def of(project, name):
    """What each document has of somebody's words, in the wording that is shown."""
    found = belongings(project.log.store, project.find.participant(name).id)
    return {
        project.state.documents[id_].name: [
            project.state.text(id_)[start:end] for start, end in spans
        ]
        for id_, spans in found.passages.items()
    }


def contents(project, name):
    return belongings(project.log.store, project.find.participant(name).id).contents


def correct(project, old, new, document="group"):
    """Correct a word of the text, turn by turn."""
    text, turns = "", []
    for speaker, words in TURNS:
        words = words.replace(old, new)
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        turns.append(ImportedTurn(start, start + len(words), speaker))
    wording = ImportedDocument("again", text, tuple(turns), original=text.encode())
    project.imports.import_(Material((wording,)), importer="test", revises=document)


def relabelled(project, label):
    """Correct the label of Anna's last turn."""
    text = project.state.text(project.find.document("group").id)
    text = text.replace("A: Some", f"{label}: Some")
    turns = tuple(
        ImportedTurn(text.index(words), text.index(words) + len(words), speaker)
        for speaker, words in (*TURNS[:4], (label, "Some of us do."))
    )
    wording = ImportedDocument("again", text, turns, original=text.encode())
    project.imports.import_(Material((wording,)), importer="test", revises="group")


def wording(name, *turns):
    """A text that says of each turn who speaks; of one of nobody's (`-`) it does not."""
    text, marked = "", []
    for speaker, words in turns:
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        if speaker != "-":
            marked.append(ImportedTurn(start, start + len(words), speaker))
    return ImportedDocument(name, text, tuple(marked), original=text.encode())


def import_(project, document, revises=None):
    project.imports.import_(Material((document,)), importer="test", revises=revises)


def is_shared(project, name, document):
    found = belongings(project.log.store, project.find.participant(name).id)
    return project.find.document(document).id in found.shared


def test_who_asks_keeps_the_questions(interview):
    interview.participants.add("Ingrid's guest")
    assert of(interview, "Ingrid's guest") == {}
    assert of(interview, "Bo") == {"group": ["With them I take my time."]}


def test_an_identification_that_was_taken_back_counts_no_more(interview):
    by_kind = [entry.id for entry in interview.log.store.entries(kinds=("speaker-identified",))]
    interview.undo(by_kind[0])
    assert of(interview, "Anna") == {}
    assert of(interview, "Bo") != {}


def test_a_passage_is_theirs_beside_their_turns(interview):
    interview.documents.attribute("group", "Anna", quote="them I take")
    assert of(interview, "Anna") == {
        "group": ["Nobody ever asks us.", "Some of us do.", "them I take"]
    }


def test_a_passage_that_was_taken_back_is_nobody_s_but_stays_cut(interview):
    before = contents(interview, "Bo")
    decision = interview.documents.attribute("group", "Anna", quote="them I take")
    interview.undo(decision)
    assert of(interview, "Anna")["group"] == ["Nobody ever asks us.", "Some of us do."]
    cut = contents(interview, "Bo")
    assert len(cut) > len(before)
    interview.participants.withdraw("Bo")
    assert "take" not in interview.at().state.text(interview.find.document("group").id)


def test_a_whole_text_is_theirs_where_nobody_else_speaks(interview):
    alone = ImportedDocument("letter", "I am tired of it all.")
    interview.imports.import_(Material((alone,)), importer="test", participant="Anna")
    found = belongings(interview.log.store, interview.find.participant("Anna").id)
    letter = interview.find.document("letter").id
    assert found.passages[letter] == ((0, 21),)
    assert letter not in found.shared
    interview.documents.attribute("letter", "Bo", quote="tired")
    found = belongings(interview.log.store, interview.find.participant("Anna").id)
    assert letter in found.shared


def test_their_words_are_theirs_in_each_wording(interview):
    before = contents(interview, "Anna")
    correct(interview, "Nobody", "No one")
    assert of(interview, "Anna") == {"group": ["No one ever asks us.", "Some of us do."]}
    assert set(before) < set(contents(interview, "Anna"))
    interview.participants.withdraw("Anna")
    state = interview.at().state
    [document] = state.documents.values()
    for revision in document.revisions:
        text = state.text_of(document.id, revision.id)
        assert "asks us" not in text
        assert "With them I take my time." in text


def test_who_was_found_out_by_a_correction_spoke_so_before(interview):
    """A speaker who is identified in the corrected text is so in the earlier one, too."""
    guest = interview.participants.add("Cleo")
    correct(interview, "Some", "Some, perhaps,")
    interview.documents.speaker("group", "A", participant="Cleo")
    assert of(interview, "Cleo")["group"] == [
        "Nobody ever asks us.", "Some, perhaps, of us do."
    ]  # fmt: skip
    interview.participants.withdraw("Cleo")
    state = interview.at().state
    [document] = state.documents.values()
    assert "Nobody" not in state.text_of(document.id, None)
    assert guest.id in {p.id for p in state.participants.values() if p.withdrawn}


def test_a_passage_that_was_said_of_an_earlier_wording_is_theirs_in_the_later(interview):
    interview.documents.attribute("group", "Anna", quote="the clients")
    correct(interview, "And the", "And what of the")
    assert "the clients" in of(interview, "Anna")["group"]


def test_words_that_lost_their_label_in_a_correction_are_still_theirs(interview):
    """The corrected text has one turn less: nobody is said to speak where Anna did."""
    text = interview.state.text(interview.find.document("group").id).replace("A: Some", "Some")
    turns = tuple(
        ImportedTurn(text.index(words), text.index(words) + len(words), speaker)
        for speaker, words in TURNS[:4]
    )
    wording = ImportedDocument("again", text, turns, original=text.encode())
    interview.imports.import_(Material((wording,)), importer="test", revises="group")
    assert of(interview, "Anna") == {"group": ["Nobody ever asks us.", "Some of us do."]}
    assert of(interview, "Bo") == {"group": ["With them I take my time."]}


def test_words_that_a_correction_gives_to_somebody_else_are_theirs_no_more(interview):
    relabelled(interview, "B")
    assert of(interview, "Anna") == {"group": ["Nobody ever asks us."]}
    assert of(interview, "Bo") == {"group": ["With them I take my time.", "Some of us do."]}


def test_words_that_a_correction_gives_to_nobody_who_is_known_are_still_theirs(interview):
    relabelled(interview, "C")
    assert of(interview, "Anna") == {"group": ["Nobody ever asks us.", "Some of us do."]}
    interview.documents.speaker("group", "C", participant="Bo")
    assert of(interview, "Anna") == {"group": ["Nobody ever asks us."]}


def test_words_that_a_correction_gives_to_an_author_are_theirs_no_more(interview):
    relabelled(interview, "I")
    assert of(interview, "Anna") == {"group": ["Nobody ever asks us."]}


def test_documents_that_are_not_theirs_are_not_concerned(interview):
    interview.imports.import_(Material((group("other"),)), importer="test")
    assert list(of(interview, "Anna")) == ["group"]


@pytest.mark.parametrize("name", ["Anna", "Bo"])
def test_a_withdrawal_takes_the_words_of_the_one_and_leaves_the_others(interview, name):
    mine = " ".join(words for speaker, words in TURNS if speaker == name[0])
    interview.participants.withdraw(name)
    text = interview.at().state.text(interview.find.document("group").id)
    for speaker, words in TURNS:
        assert (words in text) == (speaker != name[0]), words
    assert len(text) == len(group().text)
    assert mine not in text


def test_a_document_is_shared_where_one_of_its_turns_is_not_theirs(interview):
    import_(interview, wording("talk", ("A", "I begin."), ("B", "I listen."), ("A", "I end.")))
    interview.documents.speaker("talk", "A", participant="Anna")
    assert is_shared(interview, "Anna", "talk")
    interview.documents.speaker("talk", "B", participant="Anna")
    assert not is_shared(interview, "Anna", "talk")
    interview.documents.attribute("talk", "Anna", quote="I listen.")
    assert not is_shared(interview, "Anna", "talk")


def test_a_text_without_turns_is_shared_unless_all_of_it_is_theirs(interview):
    import_(interview, ImportedDocument("letter", "Dear all, I am tired."))
    interview.documents.attribute("letter", "Anna", quote="I am tired.")
    assert is_shared(interview, "Anna", "letter")
    interview.documents.attribute("letter", "Anna")
    assert not is_shared(interview, "Anna", "letter")
    interview.documents.attribute("letter", "Bo", quote="Dear all")
    assert is_shared(interview, "Anna", "letter")


def test_who_is_found_to_speak_in_a_corrected_text_alone_shares_the_document(interview):
    import_(interview, wording("talk", ("A", "I begin.")))
    interview.documents.attribute("talk", "Anna")
    assert not is_shared(interview, "Anna", "talk")
    import_(interview, wording("talk", ("A", "I begin."), ("B", "I listen.")), revises="talk")
    interview.documents.attribute("talk", "Anna")
    assert not is_shared(interview, "Anna", "talk")
    interview.documents.speaker("talk", "B", participant="Bo")
    assert is_shared(interview, "Anna", "talk")


@pytest.mark.parametrize("alone", [0, 1])
def test_a_document_is_shared_where_others_speak_in_one_of_its_wordings_alone(interview, alone):
    """Words of somebody else were put in by a correction, or taken out."""
    mine, others = ("A", "I begin."), ("B", "I listen.")
    first, second = ((mine,), (mine, others)) if alone == 0 else ((mine, others), (mine,))
    import_(interview, wording("talk", *first))
    interview.documents.speaker("talk", "A", participant="Anna")
    import_(interview, wording("talk", *second), revises="talk")
    assert is_shared(interview, "Anna", "talk")


def test_words_that_only_the_first_wording_gives_to_somebody_go_from_there(interview):
    import_(interview, wording("talk", ("A", "I begin."), ("B", "I listen.")))
    interview.documents.speaker("talk", "A", participant="Anna")
    interview.documents.speaker("talk", "B", participant="Bo")
    import_(interview, wording("talk", ("B", "I begin."), ("B", "I listen.")), revises="talk")
    assert of(interview, "Anna") == {"talk": [], "group": of(interview, "Anna")["group"]}
    interview.participants.withdraw("Anna")
    talk = interview.find.document("talk").id
    assert "I begin." not in interview.at().state.text_of(talk, None)
    assert "I begin." in interview.at().state.text(talk)


def test_words_are_theirs_in_every_wording_that_they_went_through(interview):
    """Who speaks is known in the last of three wordings alone; each is longer than the last."""
    cleo = interview.participants.add("Cleo")
    for times, label in enumerate(("-", "-", "C")):
        turns = (("A", "I begin." + " And so on." * times), (label, "I listen."))
        import_(interview, wording("talk", *turns), "talk" if times else None)
    interview.documents.speaker("talk", "C", participant="Cleo")
    assert of(interview, "Cleo") == {"talk": ["I listen."]}
    talk = interview.find.document("talk")
    interview.participants.withdraw("Cleo")
    state = interview.at().state
    for revision in state.documents[talk.id].revisions:
        text = state.text_of(talk.id, revision.id)
        assert "I listen." not in text, text
        assert "I begin." in text
    assert state.participants[cleo.id].withdrawn


def test_the_files_that_their_words_came_in_go_in_every_wording(interview):
    correct(interview, "us", "all of us")
    document = interview.find.document("group")
    files = {revision.original.content for revision in document.revisions}
    assert len(files) == 2
    assert files <= set(contents(interview, "Anna"))


def test_what_goes_is_named_in_the_same_order_by_every_copy(interview):
    assert list(contents(interview, "Anna")) == sorted(contents(interview, "Anna"))
    assert len(contents(interview, "Anna")) > 2


def coded(project, start, end):
    """Whether a coding of a passage goes with Anna."""
    coding = project.codings.apply("time", "group", span=(start, end))
    found = belongings(project.log.store, project.find.participant("Anna").id)
    return coding.id in found.codings


def test_a_passage_is_theirs_from_their_first_character_to_their_last(interview):
    text = interview.state.text(interview.find.document("group").id)
    start = text.index("Nobody ever asks us.")
    end = start + len("Nobody ever asks us.")
    assert not coded(interview, start - 3, start)
    assert coded(interview, start - 3, start + 1)
    assert coded(interview, end - 1, end + 1)
    assert not coded(interview, end, end + 1)


def test_a_passage_is_found_though_an_attribution_before_it_was_taken_back(interview):
    first = interview.documents.attribute("group", "Bo", quote="work")
    interview.documents.attribute("group", "Anna", quote="the clients")
    interview.undo(first)
    interview.participants.withdraw("Anna")
    text = interview.at().state.text(interview.find.document("group").id)
    assert "the clients" not in text
    assert "And " in text
    assert "How is it to work here?" in text


def test_an_identification_that_names_nobody_says_nothing(interview):
    import_(interview, wording("talk", ("A", "I begin."), ("B", "I go on.")))
    interview.documents.attribute("talk", "Anna")
    before = of(interview, "Anna")
    assert not is_shared(interview, "Anna", "talk")
    for name in ("talk", "group"):
        document = interview.find.document(name)
        nobody = SpeakerIdentified(document=document.id, speaker=document.turns[1].speaker)
        interview.log.append([Draft(nobody, interview.author)])
    assert of(interview, "Anna") == before
    assert not is_shared(interview, "Anna", "talk")


def test_who_speaks_in_a_document_that_is_not_there_is_of_no_account(interview):
    anna = interview.find.participant("Anna").id
    before = of(interview, "Anna")
    part = (Content("content", 9, ""),)
    for nowhere in (
        SpeakerIdentified(document="nowhere", speaker=0, participant=anna),
        PassageAttributed(document="nowhere", start=0, end=9, participant=anna, parts=part),
        DocumentRevised(document="nowhere", revision="r", base=None, blocks=(), parts=part),
    ):
        interview.log.append([Draft(nowhere, interview.author)])
    assert of(interview, "Anna") == before


def test_the_passages_of_others_are_not_theirs(interview):
    import_(interview, ImportedDocument("letter", "Dear Anna, I am well. Yours, Bo"))
    interview.documents.attribute("letter", "Bo", quote="I am well.")
    assert "letter" not in of(interview, "Anna")
    interview.documents.attribute("letter", "Anna", quote="Dear Anna")
    assert of(interview, "Anna")["letter"] == ["Dear Anna"]
    assert of(interview, "Bo")["letter"] == ["I am well."]


PASSAGES = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Bo"]), st.integers(0, 90), st.integers(1, 20), st.booleans()
    ),
    max_size=5,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passages=PASSAGES)
def test_however_often_a_text_is_cut_just_their_words_go(passages, tmp_path_factory):
    """Of each passage: whose, from where, how long, and whether that was taken back."""
    path = tmp_path_factory.mktemp("study") / "s.qualog"
    with Project.create(path, "Study", ["Ingrid"]) as project:
        project.log.store._db.execute("PRAGMA synchronous=OFF")
        project.participants.add("Anna")
        project.participants.add("Bo")
        import_(project, group())
        project.documents.speaker("group", "A", participant="Anna")
        document = project.find.document("group")
        text = project.state.text(document.id)
        said = {
            place: speaker
            for turn, (speaker, _) in zip(document.turns, TURNS, strict=True)
            for place in range(turn.start, turn.end)
        }
        theirs = {place for place, speaker in said.items() if speaker == "A"}
        marked = set(theirs)
        for who, start, length, taken_back in passages:
            if not marked.isdisjoint(range(start, start + length)):
                continue  # of passages that overlap, more may go than is theirs
            marked.update(range(start, start + length))
            decision = project.documents.attribute("group", who, span=(start, start + length))
            if taken_back:
                project.undo(decision)
            elif who == "Anna":
                theirs.update(range(start, start + length))
        project.participants.withdraw("Anna")
        left = project.at().state.text(document.id)
        for place in theirs | said.keys():  # the label before a turn may go with it
            assert left[place] == ("█" if place in theirs else text[place]), place
