"""The methods paragraph as a whole, and in the report."""

from tests.plugins.exporters.report.methods.conftest import methods
from tests.plugins.exporters.report.pages import section

from qualog.project.project import Project


def test_the_report_has_the_paragraph(either, project):
    assert methods(project) in section(either(), "How the study was conducted").splitlines()


def test_all_that_the_study_holds_is_said_in_order(project):
    characters = sum(document.length for document in project.state.documents.values())
    assert methods(project) == (
        f"The material consists of 2 documents ({characters} characters), with 2 participants. "
        "Samir conducted one interview. "
        "Ingrid <b>Falk</b> transcribed one recording. "
        "Before its coding began, one document was read through in full. "
        "The material was coded by Ingrid <b>Falk</b> and Samir. "
        "In all there are 6 codings: 4 made by one coder and 2 made jointly. "
        "During the analysis, 8 codes were created. "
        "Of these, 5 are in use. "
        "The codebook was reworked: one merge, one split, one renaming and one redefinition. "
        "One code was retired. "
        "Codes were grouped under 2 themes, with one subtheme. "
        "The analysis drew on “I & Thou”. "
        "Of 4 links proposed to theoretical concepts, 2 were accepted, one was rejected and one "
        "awaits a decision. "
        "Each coding decision is kept, with its author, its time and, where given, its reason, in "
        f"a log of {len(list(project.at().entries()))} decisions (1 March 2025 – 3 March 2025). "
        "One point in time is named: “first pass”."
    )


def test_of_an_empty_study_only_what_there_is_is_said(empty):
    sentences = methods(empty)
    assert sentences.startswith(
        "The material consists of 0 documents (0 characters), with 0 participants. Each coding "
    )


def test_an_open_blind_round_is_said(project):
    project.rounds.open("apart", ["letter"], coders=["Samir", "Ingrid <b>Falk</b>"], blind=True)
    with Project.open(project.path, viewer=["Samir"]) as seen:
        assert "“apart”" in methods(seen)
