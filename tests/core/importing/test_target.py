"""Where codings land: on a document of the study, as it is or as it was before a correction."""

import pytest

from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound
from qualog.importing.target import ImportTarget, import_target
from qualog.material import ImportedDocument, Material

TEXT = "I: How was it?\nR: It was fine, I trust\nthem all.\nI: Why?\nR: They listen, most days.\n"


@pytest.fixture
def target(project):
    return import_target(project.state, project.find.document("talk"), None, named=False)


def test_a_passage_by_its_place(target):
    assert target.passage(0, len(TEXT), None) == (0, len(TEXT))
    assert target.passage(3, 6, "How") == (3, 6)
    assert target.passage(2, 7, "How") == (2, 7)  # with the space around it
    for start, end in ((-1, 4), (5, 5), (7, 3), (80, len(TEXT) + 1)):
        with pytest.raises(BadInput, match=rf"lies outside talk, which has {len(TEXT)} characters"):
            target.passage(start, end, None)
    with pytest.raises(NotFound, match="talk does not read “Hello” at 3:6, but “How”"):
        target.passage(3, 6, "Hello")
    with pytest.raises(NotFound, match="talk does not read “How” at 3:10, but “How was”"):
        target.passage(3, 10, "How")


def test_a_passage_by_its_words(target):
    words = target.passage(None, None, "trust them all")
    assert TEXT[slice(*words)] == "trust\nthem all"
    with pytest.raises(NotFound, match="“nowhere” does not occur in talk"):
        target.passage(None, None, "nowhere")
    with pytest.raises(Ambiguous, match="occurs 2 times in talk: turn 1"):
        target.passage(None, None, "was")
    assert target.passage(None, None, "was", ("It", "fine")) == (21, 24)
    with pytest.raises(Ambiguous):
        target.passage(None, None, "was", ("", ""))
    with pytest.raises(Ambiguous):
        target.passage(None, None, "was", ("Why", ""))  # these words are around neither


def test_words_around_a_passage_that_stand_there_twice_do_not_tell_it():
    target = ImportTarget("id", "new", "So it was fine. And it was fine. But it was late.")
    assert target.passage(None, None, "was", ("it", "late")) == (40, 43)
    with pytest.raises(Ambiguous, match="occurs 3 times in new"):
        target.passage(None, None, "was", ("it", "fine"))


def test_words_of_who_withdrew_are_no_place(project):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", span=(3, 14))
    project.participants.withdraw("Bo")
    target = import_target(project.state, project.find.document("talk"), None, named=False)
    assert target.passage(14, 17, None) == (14, 17)
    assert target.passage(0, 3, None) == (0, 3)
    for start, end in ((0, 4), (13, 17), (5, 6)):
        with pytest.raises(NotAllowed, match=f"{start}:{end} of talk has words of a participant"):
            target.passage(start, end, None)


def test_whom_a_passage_is_about(project, target):
    assert target.subjects(0, 5) == [project.find.participant("Anna").id]
    assert ImportTarget("id", "new", "text").subjects(0, 1) == []


def test_a_file_with_the_text_of_before_a_correction_lands_there(project):
    better = TEXT.replace("fine", "very fine")
    project.imports.import_(
        Material((ImportedDocument("x", better),)), importer="test", revises="talk"
    )
    document = project.find.document("talk")
    old = import_target(project.state, document, TEXT, named=False)
    assert (old.text, old.revision) == (TEXT, None)
    new = import_target(project.state, document, better, named=False)
    assert (new.text, new.revision) == (better, document.revision)
    assert new.revision is not None


def test_another_text_is_refused_and_the_difference_shown(project):
    document = project.find.document("talk")
    other = TEXT.replace("most", "some")
    with pytest.raises(NotAllowed) as error:
        import_target(project.state, document, other, named=False)
    assert str(error.value) == (
        "There is already a document “talk”, with another text. First difference, line 5: “: They "
        "listen, most days.\\n” / “: They listen, some days.\\n”. Import it as a new document "
        "(--name), as a correction (--revises “talk”) or as a copy of the same text (--onto "
        "“talk”)."
    )


def test_a_copy_that_is_named_may_have_a_few_other_words(project):
    document = project.find.document("talk")
    copy = TEXT.replace("\n", "\n\n  ").replace("most", "some")
    target = import_target(project.state, document, copy, named=True)
    assert target.text == TEXT
    at = copy.index("fine, I trust")
    start, end = target.passage(at, at + len("fine, I trust"), None)
    assert TEXT[start:end] == "fine, I trust"
    lost = copy.index("listen, some")
    with pytest.raises(NotFound, match=r"Not all words of .* stand in a row in talk"):
        target.passage(lost, lost + len("listen, some"), None)
    poor = copy.replace("listen", "hear").replace("fine", "good").replace("Why", "How so")
    with pytest.raises(NotAllowed, match=r"is not a copy of “talk”: only 8\d% of its words"):
        import_target(project.state, document, poor, named=True)
    with pytest.raises(NotAllowed, match=r"is not a copy of “talk”: only \d% of its words"):
        import_target(project.state, document, "quite another thing", named=True)
