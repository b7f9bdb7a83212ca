"""Full text: words are found as they are, or in any inflection, in Swedish and English."""

import pytest

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.tables.full_text import stems_sought

SAID = [
    "I was listening to what she had to say, and it was good.",
    "Jag lyssnar på dem och det är inte lätt.",
    "We talk for hours in that room.",
    "Det är ett rum för oss.",
]


@pytest.fixture
def spoken(project):
    text, turns = "", []
    for words in SAID:
        turns.append(ImportedTurn(len(text), len(text) + len(words), "A"))
        text += words + "\n"
    document = ImportedDocument("spoken", text, tuple(turns))
    project.imports.import_(Material(documents=(document,)), importer="test")
    return project


def found(ask, index, sought):
    table = index.partition("_")[0]
    column = {"turns": "text", "codings": "quotation", "documents": "name"}[table]
    return [
        row[0]
        for row in ask(
            f"SELECT {table}.{column} FROM {index} JOIN {table} ON {table}.rowid = {index}.rowid "
            f"WHERE {index} MATCH {sought} ORDER BY {table}.rowid"
        )
    ]


@pytest.mark.parametrize(
    ("sought", "turn"),
    [("listened", 0), ("lyssnade", 1), ("hour", 2), ("rummet", 3), ("listened goodness", 0)],
)
def test_words_are_found_in_any_inflection(ask, spoken, sought, turn):
    assert SAID[turn] in found(ask, "turns_stems", f"stems('{sought}')")
    assert found(ask, "turns_fts", f"'{sought}'") == []
    assert "spoken" in found(ask, "documents_stems", f"stems('{sought}')")


def test_words_are_found_as_they_are(ask, spoken):
    assert found(ask, "turns_fts", "'listening'") == [SAID[0]]
    assert found(ask, "turns_fts", "'lyss*'") == [SAID[1]]


def test_all_words_that_are_sought_must_be_there(ask, spoken):
    assert found(ask, "turns_stems", "stems('listened hours')") == []
    assert found(ask, "documents_stems", "stems('listened hours')") == ["spoken"]


def test_letters_with_dots_are_others(ask, spoken):
    assert found(ask, "turns_stems", "stems('lätta')") == [SAID[1]]
    assert SAID[1] not in found(ask, "turns_stems", "stems('latta')")


def test_quotations_are_found_by_stems(ask, spoken):
    spoken.codings.apply("voice", "spoken", quote="I was listening to what she had to say")
    *_, last = found(ask, "codings_stems", "stems('listens')")
    assert last == "I was listening to what she had to say"
    assert found(ask, "codings_fts", "'listening'") == ["I was listening to what she had to say"]


def test_what_has_no_words_finds_nothing(ask, spoken):
    assert found(ask, "turns_stems", "stems('')") == []
    assert found(ask, "turns_stems", "stems('12 % \"')") == []
    assert ask("SELECT stems(NULL)") == [(None,)]


def test_a_word_is_sought_in_both_languages():
    assert stems_sought("listened") == '("listen" OR "listened")'
    assert stems_sought("hours") == '("hour")'
    assert stems_sought("the 2 rooms").count("AND") == 1


def test_words_of_who_withdrew_are_not_found(ask, project):
    assert found(ask, "turns_stems", "stems('trusting')") != []
    project.participants.withdraw("Anna <i>")
    for index in ("turns_stems", "turns_fts", "codings_fts", "codings_stems", "documents_stems"):
        assert found(ask, index, "'trust'") == [], index
