"""Documents and turns."""


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
    from tests.plugins.exporters.conftest import transcript

    from qualog.material import Material

    document = transcript("unknown", [("Z", "Who am I?")])
    project.imports.import_(Material(documents=(document,)), importer="test")
    assert [row[0] for row in ask("SELECT speaker FROM turns ORDER BY rowid")] == [
        "Samir",
        "Anna <i>",
        "Samir",
        "Anna <i>",
        "Z",
    ]
