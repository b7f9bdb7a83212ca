"""Whose words a text is, from what was said of it: by speaker, by passage, across corrections."""

import pytest
from tests.core.privacy.conftest import TURNS, group

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.privacy.withdrawal import belongings


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
    interview.documents.identify("group", "A", participant="Cleo")
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
    interview.documents.identify("group", "C", participant="Bo")
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
