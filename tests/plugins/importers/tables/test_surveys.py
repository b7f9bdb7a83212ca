"""Surveys and tables of attributes: respondents, what they wrote, what is known of them."""

import pytest
from openpyxl import Workbook
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.tables import attribute_table, survey
from qualog_plugins.importers.tables.attribute_table import AttributeTable
from qualog_plugins.importers.tables.attribute_types import type_of
from qualog_plugins.importers.tables.survey import Survey

LONG = "I never trusted them at all, as nobody ever told us anything 🐈"
ROWS = (
    "Respondent,Age,Joined,Member,Why?,How?\n"
    f'1,41,2021-03-01,yes,"{LONG}","Slowly,\nby talking"\n'
    f'2,,2022-03-01,no,"{LONG} either",\n'
    'Åsa,7,2023-03-01,ja,,"because so many had gone there before that we did too"\n'
)  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def read(importer, text, **options):
        path = tmp_path / "study.csv"
        path.write_text(text, "utf-8")
        return importer.read(path, importer.options(**options))

    return read


def answers(material):
    texts = {each.name: each.text for each in material.documents}
    return [
        (each.document, each.participant, texts[each.document][each.start : each.end])
        for each in material.attributions
    ]


def values(material):
    return {(each.about, each.attribute): each.value for each in material.values}


def types(material):
    return {each.name: each.type for each in material.attributes}


def test_they_are_what_the_hooks_give(tmp_path):
    for module in (survey, attribute_table):
        (importer,) = module.qualog_importers()
        assert isinstance(importer, Importer)
    path = tmp_path / "study.csv"
    path.write_text(ROWS, "utf-8")
    assert Survey().sniff(path, ROWS.encode()) > AttributeTable().sniff(path, ROWS.encode()) > 0
    closed = "case,age\n1,2\n"
    path.write_text(closed, "utf-8")
    assert Survey().sniff(path, closed.encode()) == 0
    assert AttributeTable().sniff(path, closed.encode()) > 0
    assert AttributeTable().sniff(path, b"code,age\n1,2\n") == 0


def test_answers_are_their_respondents_words(read):
    material = read(Survey(), ROWS)
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
    material = read(Survey(), ROWS)
    assert types(material) == {"Age": "integer", "Joined": "date", "Member": "yes-no"}
    found = values(material)
    assert found["Åsa", "Age"] == "7"
    assert ("Respondent 2", "Age") not in found
    assert material.participants == ("Respondent 1", "Respondent 2", "Åsa")


def test_a_document_for_each_question(read):
    material = read(Survey(), ROWS, documents="question")
    assert [each.name for each in material.documents] == ["study: Why?", "study: How?"]
    assert answers(material)[1] == ("study: Why?", "Respondent 2", f"{LONG} either")
    assert material.documents[0].text.startswith(f"Respondent 1\n{LONG}\n\nRespondent 2\n")


def test_a_person_says_which_column_is_which(read):
    material = read(Survey(), ROWS, respondent="Age", open="How?;Member", closed="Joined")
    assert ("Age 41", "Age 41", "yes") in answers(material)
    assert set(types(material)) == {"Joined"}
    assert left_behind(material) == (
        "the columns “Respondent” and “Why?”",
        "row 3, which does not say whom it is about",
    )
    typed = read(Survey(), ROWS, types="Age=text; Member=yes-no")
    assert types(typed)["Age"] == "text"
    unnamed = read(Survey(), ROWS.replace("Respondent", "x"))
    assert unnamed.participants == ("Respondent 1", "Respondent 2", "Respondent 3")


def test_what_cannot_be_is_said(read):
    with pytest.raises(BadInput, match=r"no question that looks open\. Its columns are: “a”"):
        read(Survey(), "case,a\n1,2\n")
    with pytest.raises(BadInput, match="has no column “x”"):
        read(Survey(), ROWS, open="x")
    with pytest.raises(BadInput, match="“Age=x” does not give a column its type"):
        read(Survey(), ROWS, types="Age=x")
    with pytest.raises(BadInput, match="there is nothing below the headings"):
        read(AttributeTable(), "case,a\n")


def test_a_row_for_each(read):
    material = read(AttributeTable(), "case,age\nÅsa,1\nåsa,2\n,3\nBo,4,and more\n")
    assert values(material) == {("Åsa", "age"): "1"}
    assert left_behind(material) == (
        "row 3: “åsa” is already in row 2",
        "row 4, which does not say whom it is about",
        "row 5 has more cells (3) than the table has columns (2); put a text that holds the "
        "delimiter in quotation marks",
    )


def test_values_that_are_not_of_their_type_are_told(read):
    material = read(AttributeTable(), "case,age\nA,1\nB,about 2\n", types="age=integer")
    assert values(material) == {("A", "age"): "1"}
    assert left_behind(material) == ("age of B: “about 2” is not of the type integer",)


def test_attributes_of_documents(read):
    material = read(AttributeTable(), "Document,place\ntalk,Umeå\n")
    assert [(each.of, each.about) for each in material.values] == [("document", "talk")]
    assert material.participants == ()
    people = read(AttributeTable(), "Document,place\ntalk,Umeå\n", of="participant")
    assert people.participants == ("talk",)


@pytest.mark.parametrize(
    ("given", "type_"),
    [
        (["1", "-20", "+3"], "integer"), (["1", "0"], "integer"), (["1", "2.5"], "number"),
        (["2,5"], "number"), (["007", "1"], "text"), (["1_000"], "text"), (["١"], "text"),
        (["nan"], "text"), (["yes", "No"], "yes-no"), (["Y", "N"], "yes-no"), (["ja"], "yes-no"),
        (["2021-03-01", "2021-03-02 00:00:00"], "date"), (["2021-02-30"], "text"),
        (["2021-03-01 14:00"], "time"), (["2021-03-01", "x"], "text"), ([], "text"),
        ([" "], "text"),
    ],
)  # fmt: skip
def test_the_narrowest_type_of_all_values(given, type_):
    assert type_of(given) == type_


def test_all_types_are_taken_by_a_study(tmp_path, read):
    text = "case,a,b,c,d,e,f\nX,1,2.5,Y,2021-03-01 00:00:00,2021-03-01 14:00,so\n"
    material = read(AttributeTable(), text)
    assert list(types(material).values()) == ["integer", "number", "yes-no", "date", "time", "text"]
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        assert project.imports.import_(material, importer="attributes").values == 6


def test_a_survey_goes_with_its_respondent(tmp_path, read):
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        project.imports.import_(read(Survey(), ROWS, documents="question"), importer="survey")
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


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "options", "people", "found", "value"),
    [
        ("qualcoder_examples/cases123.csv", {}, 3,
         {"Age": "integer", "gender": "text", "interest": "text"}, ("ID3", "Age", "45")),
        ("qualcoder_examples/cases456.xlsx", {}, 3,
         {"Age": "integer", "gender": "text", "interest": "text"}, ("ID5", "Age", "73")),
        ("survey/sheffield_nc_facesheet.xlsx",
         {"about": "TranscriptName",
          "attributes": "InterviewDate;SurveyRespondent;InterviewTime;AgeGroup"}, 15,
         {"InterviewDate": "date", "SurveyRespondent": "yes-no", "InterviewTime": "text",
          "AgeGroup": "text"}, ("Jessica", "InterviewDate", "2023-04-21")),
    ],
)  # fmt: skip
def test_real_tables_of_attributes(shared, file, options, people, found, value):
    path = shared / "interop" / file
    importer = AttributeTable()
    material = importer.read(path, importer.options(**options))
    assert (len(material.participants), types(material)) == (people, found)
    about, attribute, expected = value
    assert values(material)[about, attribute] == expected


@pytest.mark.shared
def test_a_real_survey(shared):
    path = shared / "interop" / "qualcoder_examples" / "survey456.csv"
    assert Survey().sniff(path, path.read_bytes()[:4096]) > 0.6
    material = Survey().read(path, Survey.options())
    assert [each.name for each in material.documents] == ["ID4", "ID5", "ID6"]
    assert answers(material)[1][2].startswith("I needed to upskill in some areas")
    assert types(material) == {"Age": "integer", "Gender": "text", "Interest": "text"}
    assert ("ID5", "Age") not in values(material)
