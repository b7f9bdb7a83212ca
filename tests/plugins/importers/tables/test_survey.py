"""Surveys: respondents, what they wrote, what is known of them."""

import pytest
from openpyxl import Workbook
from tests.plugins.importers.seen import left_behind
from tests.plugins.importers.tables.survey_files import LONG, ROWS, read_table, types, values

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.tables.attribute_table import AttributeTable
from qualog_plugins.importers.tables.survey import Survey, qualog_importers


@pytest.fixture
def read(tmp_path):
    return lambda text, **options: read_table(Survey(), tmp_path, text, **options)


def answers(material):
    texts = {each.name: each.text for each in material.documents}
    return [
        (each.document, each.participant, texts[each.document][each.start : each.end])
        for each in material.attributions
    ]


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_it_is_surer_of_long_answers_than_a_table_of_attributes(tmp_path):
    path = tmp_path / "study.csv"
    path.write_text(ROWS, "utf-8")
    assert Survey().sniff(path, ROWS.encode()) > AttributeTable().sniff(path, ROWS.encode()) > 0
    closed = "case,age\n1,2\n"
    path.write_text(closed, "utf-8")
    assert Survey().sniff(path, closed.encode()) == 0


def test_answers_are_their_respondents_words(read):
    material = read(ROWS)
    assert answers(material) == [
        ("Respondent 1", "Respondent 1", LONG),
        ("Respondent 1", "Respondent 1", "Slowly,\nby talking"),
        ("Respondent 2", "Respondent 2", f"{LONG} either"),
        ("Åsa", "Åsa", "because so many had gone there before that we did too"),
    ]
    assert material.documents[0].text == f"Why?\n{LONG}\n\nHow?\nSlowly,\nby talking\n"
    assert [each.speaker for each in material.documents[0].turns] == ["Respondent 1"] * 2
    assert left_behind(material) == ()


def test_closed_answers_are_attributes(read):
    material = read(ROWS)
    assert types(material) == {"Age": "integer", "Joined": "date", "Member": "yes-no"}
    found = values(material)
    assert found["Åsa", "Age"] == "7"
    assert ("Respondent 2", "Age") not in found
    assert material.participants == ("Respondent 1", "Respondent 2", "Åsa")


def test_a_document_for_each_question(read):
    material = read(ROWS, documents="question")
    assert [each.name for each in material.documents] == ["study: Why?", "study: How?"]
    assert answers(material)[1] == ("study: Why?", "Respondent 2", f"{LONG} either")
    assert material.documents[0].text.startswith(f"Respondent 1\n{LONG}\n\nRespondent 2\n")


def test_a_person_says_which_column_is_which(read):
    material = read(ROWS, respondent="Age", open="How?;Member", closed="Joined")
    assert ("Age 41", "Age 41", "yes") in answers(material)
    assert set(types(material)) == {"Joined"}
    assert left_behind(material) == (
        "the columns “Respondent” and “Why?”",
        "row 3, which does not say whom it is about",
    )
    typed = read(ROWS, types="Age=text; Member=yes-no")
    assert types(typed)["Age"] == "text"
    unnamed = read(ROWS.replace("Respondent", "x"))
    assert unnamed.participants == ("Respondent 1", "Respondent 2", "Respondent 3")


def test_what_is_wrong_is_told(read):
    with pytest.raises(BadInput, match=r"no question that looks open\. Its columns are: “a”"):
        read("case,a\n1,2\n")
    with pytest.raises(BadInput, match="has no column “x”"):
        read(ROWS, open="x")
    with pytest.raises(BadInput, match="“Age=x” does not give a column its type"):
        read(ROWS, types="Age=x")


def test_a_survey_goes_with_its_respondent(tmp_path, read):
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        project.imports.import_(read(ROWS, documents="question"), importer="survey")
        document = next(iter(project.state.documents.values()))
        text = project.state.text(document.id)
        named = {
            project.state.participants[id_].pseudonym
            for id_ in document.subjects_in(text.index(LONG), text.index(LONG) + 5)
        }
        assert named == {"Respondent 1"}


def test_a_workbook(tmp_path):
    book = Workbook()
    for row in (["case", "age", "Why"], [1, 41.0, LONG], [2, 7, "No"]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    path = tmp_path / "s.xlsx"
    assert Survey().sniff(path, path.read_bytes()[:4096]) > 0.6
    material = Survey().read(path, Survey.options())
    assert values(material) == {("case 1", "age"): "41", ("case 2", "age"): "7"}


def test_a_question_that_half_of_them_answered_alike_is_not_open(read):
    alike, other = LONG, f"{LONG} either"
    rows = [alike, alike, other, other]
    with pytest.raises(BadInput, match="no question that looks open"):
        read("case,Why?\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(rows)))
    open_ = read("case,Why?\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(rows[1:])))
    assert len(answers(open_)) == 3


@pytest.mark.shared
def test_a_real_survey(shared):
    path = shared / "interop" / "qualcoder_examples" / "survey456.csv"
    assert Survey().sniff(path, path.read_bytes()[:4096]) > 0.6
    material = Survey().read(path, Survey.options())
    assert [each.name for each in material.documents] == ["ID4", "ID5", "ID6"]
    assert answers(material)[1][2].startswith("I needed to upskill in some areas")
    assert types(material) == {"Age": "integer", "Gender": "text", "Interest": "text"}
    assert ("ID5", "Age") not in values(material)
