"""Sentences on the coding and on discussions."""

import pytest
from tests.plugins.exporters.report.methods.conftest import methods

from qualog.material import ImportedDocument, Material

TEXT = "One. Two. Three. Four."


@pytest.fixture
def coded(empty):
    document = ImportedDocument("talk", TEXT)
    empty.imports.import_(Material(documents=(document,)), importer="test")
    empty.codes.add("voice")
    return empty


def apply(project, *quotations, by):
    for quotation in quotations:
        project.codings.apply("voice", "talk", quote=quotation, by=by)


def test_nothing_is_said_of_coding_before_there_is_any(coded):
    assert "coded by" not in methods(coded)


def test_codings_made_by_one_coder(coded):
    apply(coded, "One.", by=["Ingrid"])
    assert "In all there is one coding, made by one coder. " in methods(coded)
    apply(coded, "Two.", by=["Samir"])
    assert "In all there are 2 codings, each made by one coder. " in methods(coded)
    assert "The material was coded by Ingrid and Samir. " in methods(coded)


def test_codings_made_jointly(coded):
    apply(coded, "One.", by=["Ingrid", "Samir"])
    assert "In all there is one coding, made jointly. " in methods(coded)
    apply(coded, "Two.", by=["Ingrid", "Samir"])
    assert "In all there are 2 codings, all made jointly. " in methods(coded)


def test_codings_made_both_ways(coded):
    apply(coded, "One.", by=["Ingrid", "Samir"])
    apply(coded, "Two.", by=["Ingrid"])
    assert ("In all there are 2 codings: one made by one coder and one made jointly. ") in methods(
        coded
    )


def discuss(project, quotation, outcome=None, **how):
    if outcome == "one-side":
        apply(project, quotation, by=["Samir"])
    opened = project.discussions.open("talk", quote=quotation)
    if outcome:
        project.discussions.settle(opened.id, outcome, why="so", **how)


@pytest.mark.parametrize(
    ("outcome", "how", "said"),
    [
        ("one-side", {"coder": "Samir"}, "settled for one coder's coding"),
        ("both", {}, "settled by keeping all codings"),
        ("new-coding", {"codes": ["voice"]}, "settled with a new coding"),
        (
            "changed-definition",
            {"codes": ["voice"], "definition": "is heard"},
            "settled by changing a definition",
        ),
    ],
)
def test_a_single_discussion_is_said_with_how_it_ended(coded, outcome, how, said):
    discuss(coded, "One.", outcome, **how)
    assert f"One passage was discussed and {said}. " in methods(coded)


def test_discussions_that_nobody_settled(coded):
    discuss(coded, "One.")
    assert "One passage was discussed and is not settled. " in methods(coded)
    discuss(coded, "Two.")
    assert ("In all, 2 passages were discussed, and none of them is settled. ") in methods(coded)


def test_several_discussions_are_counted_by_how_they_ended(coded):
    discuss(coded, "One.", "new-coding", codes=["voice"])
    discuss(coded, "Two.")
    assert (
        "In all, 2 passages were discussed and one settled: one with a new coding. "
    ) in methods(coded)
    discuss(coded, "Three.", "new-coding", codes=["voice"])
    discuss(coded, "Four.", "one-side", coder="Samir")
    assert (
        "In all, 4 passages were discussed and 3 settled: one for one coder's coding and 2 with a "
        "new coding. "
    ) in methods(coded)
