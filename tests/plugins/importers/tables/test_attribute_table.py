"""Tables of attributes: of whom or what, and with which values."""

from pathlib import Path

import pytest
from tests.plugins.importers.seen import left_behind
from tests.plugins.importers.tables.survey_files import read_table, types, values

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.tables.attribute_table import AttributeTable, qualog_importers


@pytest.fixture
def read(tmp_path):
    return lambda text, **options: read_table(AttributeTable(), tmp_path, text, **options)


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_it_is_sure_of_a_table_whose_first_column_names_people():
    path = Path("study.csv")
    assert AttributeTable().sniff(path, b"case,age\n1,2\n") > 0
    assert AttributeTable().sniff(path, b"code,age\n1,2\n") == 0


def test_a_table_of_nobody_is_refused(read):
    with pytest.raises(BadInput, match="there is nothing below the headings"):
        read("case,a\n")
    with pytest.raises(BadInput, match="row 2, which does not say whom it is about"):
        read("case,a\n,1\n")


def test_a_row_for_each(read):
    material = read("case,age\nÅsa,1\nåsa,2\n,3\nBo,4,and more\n")
    assert values(material) == {("Åsa", "age"): "1"}
    assert left_behind(material) == (
        "row 3: “åsa” is already in row 2",
        "row 4, which does not say whom it is about",
        "row 5 has more cells (3) than the table has columns (2); put a text that holds the "
        "delimiter in quotation marks",
    )


def test_values_that_are_not_of_their_type_are_told(read):
    material = read("case,age\nA,1\nB,about 2\n", types="age=integer")
    assert values(material) == {("A", "age"): "1"}
    assert left_behind(material) == ("age of B: “about 2” is not of the type integer",)


def test_attributes_of_documents(read):
    material = read("Document,place\ntalk,Umeå\n")
    assert [(each.of, each.about) for each in material.values] == [("document", "talk")]
    assert material.participants == ()
    people = read("Document,place\ntalk,Umeå\n", of="participant")
    assert people.participants == ("talk",)


def test_all_types_are_taken_by_a_study(tmp_path, read):
    text = "case,a,b,c,d,e,f\nX,1,2.5,Y,2021-03-01 00:00:00,2021-03-01 14:00,so\n"
    material = read(text)
    assert list(types(material).values()) == ["integer", "number", "yes-no", "date", "time", "text"]
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        assert project.imports.import_(material, importer="attributes").values == 6


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
