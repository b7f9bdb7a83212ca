"""The texts of a project: their turns, and what looked like a speaker and was not one."""

from qualog_plugins.importers.placing.texts import ProjectTexts
from qualog_plugins.importers.transcripts.turns import TurnOptions

TALK = "A: hi\nB: so\nA: yes\nB: no\nOdd: and this\n"


def test_a_text_is_a_document_with_turns_and_a_way_to_its_positions():
    found = TALK.replace("\n", "\r\n")
    source = ProjectTexts(TurnOptions()).source("talk", found)
    assert [turn.speaker for turn in source.document.turns] == ["A", "B", "A", "B"]
    assert source.document.text == TALK
    start = found.index("so")
    assert TALK[slice(*source.offsets.span(start, start + 2))] == "so"


def test_speakers_are_not_looked_for_where_a_person_says_so():
    document = ProjectTexts(TurnOptions(speakers=False)).document("talk", TALK)
    assert {turn.speaker for turn in document.turns} == {None}


def test_what_looked_like_a_label_is_left_behind_once_for_all_texts():
    texts = ProjectTexts(TurnOptions())
    texts.document("one", TALK)
    texts.document("two", TALK.replace("Odd", "Even") + "Odd: again\n")
    assert list(map(str, texts.left_behind())) == [
        "labels that begin only one line of a text and were not taken for speakers: “Odd:” and "
        "“Even:”; if they are speakers, import with -o 'names=Odd;Even'"
    ]


def test_of_many_labels_some_are_named():
    texts = ProjectTexts(TurnOptions())
    for letter in "CDEFGHJKL":
        texts.document(letter, TALK.replace("Odd", letter))
    [message] = map(str, texts.left_behind())
    assert "“K:” and one more; if" in message
    assert message.endswith("'names=C;D;E;F;G;H;J;K'")


def test_nothing_is_left_behind_of_a_text_whose_speakers_are_sure():
    texts = ProjectTexts(TurnOptions(names="Odd"))
    texts.document("one", TALK)
    assert list(texts.left_behind()) == []
