"""Why there is nothing to compare, and what is left out, as a person reads it."""

import pytest
from tests.core.conftest import transcript

from qualog.material import ImportedDocument, Material
from qualog.reliability.explanations import left_out, why_nothing
from qualog.reliability.selection import Selection, compare


@pytest.fixture
def coded(project):
    """Both coded the first document, Ingrid alone the second, and both a part of it jointly."""
    project.authors.add("Ada")
    project.imports.import_(Material(documents=(transcript("chat"),)), importer="test")
    project.codes.add("time")
    for author in ("Ingrid", "Samir"):
        project.codings.apply("trust", "talk", turn=2, by=[author])
    project.codings.apply("trust", "chat", turn=2)
    project.codings.apply("power", "talk", turn=4, by=["Ingrid", "Samir"])
    return project


def why(project, **selection):
    reason = why_nothing(compare(project.at(), Selection(**selection)))
    return None if reason is None else str(reason)


def missing(project, *, spans=False, **selection):
    return [
        str(each) for each in left_out(compare(project.at(), Selection(**selection)), spans=spans)
    ]


def test_something_can_be_compared(coded):
    assert why(coded) is None
    assert why(coded, codes=("trust",), unit="turn") is None


def test_nobody_has_coded_yet(project):
    assert why(project) == (
        "There is nothing to compare yet: no document has been coded by two people separately."
    )


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (
            {"documents": ("chat",)},
            "There is nothing to compare: none of these documents has been coded by two people "
            "separately. Ingrid has coded chat separately.",
        ),
        (
            {"coders": ("Ingrid", "Ada")},
            "There is nothing to compare: no document has been coded by both Ingrid and Ada "
            "separately. Ingrid has coded talk and chat separately. Ada has coded nothing "
            "separately.",
        ),
        (
            {"coders": ("Ingrid", "Samir"), "documents": ("chat",)},
            "There is nothing to compare: none of these documents has been coded by both Ingrid "
            "and Samir separately. Ingrid has coded chat separately. Samir has coded nothing "
            "separately.",
        ),
        (
            {"coders": ("Ingrid", "Samir", "Ada"), "documents": ("chat",)},
            "There is nothing to compare: none of these documents has been coded separately by "
            "two of Ingrid, Samir and Ada. Ingrid has coded chat separately. Samir has coded "
            "nothing separately. Ada has coded nothing separately.",
        ),
    ],
)
def test_what_is_named_has_nothing_in_common(coded, selection, told):
    assert why(coded, **selection) == told


def test_nobody_has_coded_what_is_named(project):
    assert why(project, documents=("talk",)) == (
        "There is nothing to compare: none of these documents has been coded by two people "
        "separately. Nobody has coded any of them separately."
    )
    project.authors.add("Ada")
    assert why(project, coders=("Ingrid", "Samir", "Ada")).startswith(
        "There is nothing to compare: no document has been coded separately by two of Ingrid, "
        "Samir and Ada. Ingrid has coded nothing separately."
    )


def test_what_a_blind_round_hides_is_said(coded):
    coded.codings.apply("trust", "chat", turn=2, by=["Samir"])
    assert why(coded, documents=("chat",)) is None
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"], blind=True)
    told = why(coded, documents=("chat",))
    assert "none of these documents has been coded by two people separately" in told
    assert "“R1” is open" in told


def test_no_document_has_such_units(coded):
    document = coded.find.document("talk")
    assert why(coded, documents=("talk",), unit="answer") is None
    coded.documents.speaker("talk", "I", participant="Anna")
    coded.documents.speaker("talk", "R", participant="Anna")
    assert why(coded, documents=(document.id,), unit="answer") == (
        "There is no answer to compare the coders on. talk has no answers: it is not known who "
        "asks in it. To say who does: qualog document speaker … --is-author …"
    )


def test_codes_that_nobody_used(coded):
    assert why(coded, codes=("power", "trust")) == (
        "Nobody has coded anything separately as “power” in the documents that are compared. To "
        "see the codings: qualog codings"
    )
    assert "as “power” or “time” in" in why(coded, codes=("time", "power"))


def test_what_is_left_out(coded):
    coded.themes.add("leaning")
    coded.themes.assign("leaning", ["power"])
    everybody = ("Ingrid", "Samir", "Ada")
    assert missing(coded, coders=everybody, by="theme") == [
        "Not compared (fewer than two coders): chat.",
        "Not compared (coded none of these documents separately): Ada.",
        "Not compared: one coding that was made jointly.",
        "Not compared: 2 codings whose codes are under no theme.",
    ]


def test_judgements_of_a_part_are_left_out_of_measures_of_spans_alone(coded):
    start, end = coded.documents.passage(coded.find.document("talk"), turn=2)
    coded.documents.coded("talk", passages=[(start, end)], by=["Samir"])
    assert missing(coded, documents=("talk",)) == [
        "Not compared: one coding that was made jointly."
    ]
    assert missing(coded, documents=("talk",), spans=True)[-1] == (
        "Not compared by measures of spans: one judgement of only a part of a document."
    )


def test_documents_without_such_units_are_named(coded):
    material = Material(documents=(ImportedDocument("plain", "I say."),))
    coded.imports.import_(material, importer="test")
    for author in ("Ingrid", "Samir"):
        coded.codings.apply("trust", "plain", quote="say", by=[author])
    told = missing(coded, unit="answer")
    assert "plain has no answers: nobody speaks in it." in told
    assert why(coded, unit="answer") is None  # the other document has some
