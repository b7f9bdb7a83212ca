"""Documents and turns."""

from tests.plugins.exporters.conftest import transcript

from qualog.material import ImportedDocument, ImportedTurn, Material


def test_a_document_has_its_text_and_who_conducted_and_transcribed_it(ask, project):
    assert [row[0] for row in ask("SELECT text FROM documents ORDER BY rowid")] == [
        project.state.text(id_) for id_ in project.state.documents
    ]
    assert ask(
        "SELECT name, interviewers, held_on, transcribers, transcribed_on FROM documents "
        "ORDER BY rowid"
    ) == [
        ("talk <1>", "Samir", "2025-02-20", "Ingrid <b>Falk</b>", "2025-02-21"),
        ("letter", "", None, "", None),
    ]


def test_turns_name_participants_by_pseudonym(ask):
    assert ask(
        "SELECT turn, pseudonym FROM turns JOIN participants ON participants.id = participant "
        "ORDER BY turn"
    ) == [(2, "Anna <i>"), (4, "Anna <i>")]


def test_a_speaker_is_a_pseudonym_or_an_author_and_else_the_label(ask, project):
    document = transcript("unknown", [("Z", "Who am I?")])
    project.imports.import_(Material(documents=(document,)), importer="test")
    assert [row[0] for row in ask("SELECT speaker FROM turns ORDER BY rowid")] == [
        "Samir",
        "Anna <i>",
        "Samir",
        "Anna <i>",
        "Z",
    ]


def test_a_turn_has_its_words_its_label_and_its_times(ask, project):
    turns = (ImportedTurn(3, 7, "A", 1_000, 2_500), ImportedTurn(12, 15, "B", 2_500))
    document = ImportedDocument("timed", "A: Good.\nB: Bad.", turns)
    project.imports.import_(Material(documents=(document,)), importer="test")
    timed = "SELECT turn, label, speaker, turns.text, begin_ms, end_ms FROM turns "
    timed += "JOIN documents ON documents.id = document WHERE name = 'timed'"
    assert ask(timed) == [
        (1, "A", "A", "Good", 1_000, 2_500),
        (2, "B", "B", "Bad", 2_500, None),
    ]


def test_whose_words_a_turn_has_is_known_of_its_speaker_or_else_of_its_passage(ask, project):
    document = transcript("given", [("Z", "Who am I?"), ("Y", "Who knows?")])
    project.imports.import_(Material(documents=(document,)), importer="test", participant="Bo")
    given = "SELECT label, participant, author FROM turn_list WHERE document = 'given'"
    # Whom a document is with does not make the interviewer's turns theirs.
    assert ask(given) == [("Z", None, None), ("Y", None, None)]
    project.documents.attribute("given", "Bo", quote="Who am I?")
    project.documents.speaker("given", "Y", author="Samir")
    assert ask(given) == [("Z", "Bo", None), ("Y", None, "Samir")]


def test_turns_of_who_withdrew_and_of_others_than_are_asked_for_are_left_out(ask, project):
    numbers = "SELECT turn FROM turns ORDER BY rowid"
    assert ask(numbers) == [(1,), (2,), (3,), (4,)]
    narrowed = project.sql(numbers, where="shift = by night")
    assert [row["turn"] for row in narrowed] == [2, 4]
    project.participants.withdraw("Anna <i>")
    assert ask(numbers) == [(1,), (3,)]
