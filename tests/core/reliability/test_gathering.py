"""From a study to what is compared: who judged what alone, and what is left out."""

import pytest
from attrs import evolve
from tests.core.reliability.studies import measured

from qualog.decisions.documents import Turn
from qualog.reliability.gathering import coded_study
from qualog.reliability.unit_measure import FEWER_THAN_TWO_CODERS
from qualog.state import Author, Code, Coding, Document, Participant, Provenance, State
from qualog.state.documents import Attribution
from qualog.state.packed import pack_parts, pack_turns
from qualog_plugins.agreement.units.krippendorff import Alpha
from qualog_plugins.agreement.units.percent import PercentAgreement


def made(*authors):
    return Provenance(1, "r", 1, authors)


@pytest.fixture
def state():
    state = State()
    for id_, name in (("ing", "Ingrid"), ("sam", "Samir"), ("ada", "Ada")):
        state.authors[id_] = Author(id_, name, made())
    for id_ in ("one", "two"):
        add_document(state, id_)
    for id_, name in (("tr", "trust"), ("po", "power"), ("ti", "time"), ("un", "unused")):
        state.codebook.codes[id_] = Code(id_, name, made())
    return state


def add_document(state, id_, *, turns=((0, 10), (10, 20)), readings=()):
    state.documents[id_] = Document(
        id=id_,
        name=id_,
        length=20,
        packed_parts=pack_parts(()),
        packed_turns=pack_turns(Turn(*turn) for turn in turns),
        speakers=(),
        importer=None,
        encoding=None,
        made=made(),
        readings=tuple(made(*authors) for authors in readings),
    )


def code(state, document, code, start, end, *authors):
    id_ = f"x{len(state.codings)}"
    state.every_coding[id_] = Coding(id_, document, code, start, end, None, made(*authors))


def test_codings_by_document_and_coder(state):
    code(state, "one", "po", 0, 5, "ing")
    code(state, "one", "tr", 3, 8, "sam")
    code(state, "two", "ti", 0, 4, "ada")
    coded = coded_study(state, unit="turn")
    assert coded.document_ids == ("one",)
    assert coded.left_out.documents == ("two",)
    assert coded.coders == (("ing", "Ingrid"), ("sam", "Samir"))
    # In the codebook's order, and only what occurs in the compared documents.
    assert coded.codes == (("tr", "trust"), ("po", "power"))
    (document,) = coded.documents
    assert document.codings == {0: ((0, 5, 1),), 1: ((3, 8, 0),)}
    assert (document.length, document.units) == (20, ((0, 10), (10, 20)))


def test_merged_codes_count_as_what_they_became(state):
    code(state, "one", "po", 0, 5, "ing")
    code(state, "one", "tr", 0, 5, "sam")
    state.codebook.codes["po"] = Code("po", "power", made(), status="merged", into=("tr",))
    coded = coded_study(state)
    assert coded.codes == (("tr", "trust"),)
    assert measured(state, PercentAgreement()).overall.value == 1


def test_codings_made_together_are_left_out_and_counted(state):
    code(state, "one", "tr", 0, 5, "ing")
    code(state, "one", "tr", 0, 5, "sam")
    code(state, "one", "po", 5, 9, "ing", "sam")
    code(state, "two", "po", 5, 9, "ing", "sam")
    coded = coded_study(state, unit="turn")
    assert coded.left_out.together == 2
    assert coded.codes == (("tr", "trust"),)
    assert coded.left_out.documents == ("two",)
    assert coded_study(state, documents=["one"]).left_out.together == 1


def test_joint_codings_of_codes_that_are_not_compared_are_not_counted(state):
    code(state, "one", "tr", 0, 5, "ing", "sam")
    code(state, "one", "po", 5, 9, "ing", "sam")
    assert coded_study(state, codes=["tr"]).left_out.together == 1
    assert coded_study(state, codes=["ti"]).left_out.together == 0


def test_a_reading_is_no_judgement(state):
    add_document(state, "one", readings=[("sam",), ("ada",)])
    code(state, "one", "tr", 0, 5, "ada")
    assert coded_study(state, unit="turn").documents == ()
    assert coded_study(state, unit="turn").left_out.documents == ("one", "two")


def test_documents_and_coders_can_be_chosen(state):
    for document in ("one", "two"):
        for author in ("ing", "sam", "ada"):
            code(state, document, "tr", 0, 5, author)
    coded = coded_study(state, documents=["two"], coders=["ada", "ing"])
    assert coded.document_ids == ("two",)
    assert coded.left_out.documents == ()
    assert coded.coders == (("ada", "Ada"), ("ing", "Ingrid"))


def test_a_report_by_character(state):
    code(state, "one", "tr", 0, 10, "ing")
    code(state, "one", "tr", 0, 5, "sam")
    for author in ("ing", "sam"):
        code(state, "one", "po", 0, 20, author)
    report = measured(state, Alpha())
    assert report.overall.observed_disagreement == pytest.approx(5 / 20)
    assert (report.overall.units, report.overall.unit) == (20, "character")
    trust, power = report.groups
    assert (trust.what, trust.name) == ("tr", "trust")
    # n = 40, 15 applied, 25 not: Do = 10/40, De = 2 * 15 * 25 / (40 * 39).
    alpha = 1 - (10 / 40) / (2 * 15 * 25 / (40 * 39))
    assert trust.agreement.value == pytest.approx(alpha)
    assert power.agreement.value is None
    assert (report.mean, report.skipped) == (pytest.approx(alpha), 1)
    assert report.documents == (("one", "one"),)
    assert [each.name for each in report.coders] == ["Ingrid", "Samir"]
    assert report.left_out.documents == ("two",)


def test_a_report_by_turn_names_documents_without_turns(state):
    add_document(state, "two", turns=())
    for document in ("one", "two"):
        code(state, document, "tr", 0, 4, "ing")
        code(state, document, "tr", 6, 12, "sam")
    report = measured(state, PercentAgreement(), unit="turn")
    assert (report.overall.value, report.overall.units, report.overall.unit) == (0.5, 2, "turn")
    ((id_, reason),) = report.left_out.without_units
    assert (id_, str(reason)) == ("two", "two has no turns.")


def test_an_empty_study_is_undefined_and_says_why():
    for unit in ("character", "turn"):
        report = measured(State(), Alpha(), unit=unit)
        assert report.overall.undefined == FEWER_THAN_TWO_CODERS
        assert (report.groups, report.mean, report.skipped) == ((), None, 0)


def test_the_words_of_who_withdrew_are_cut_out(state):
    code(state, "one", "tr", 0, 4, "ing")
    code(state, "one", "tr", 12, 16, "ing")
    code(state, "one", "tr", 12, 18, "sam")
    whole = coded_study(state, unit="turn").documents[0]
    assert (whole.length, whole.units) == (20, ((0, 10), (10, 20)))
    attributed = (Attribution(2, 10, "anna"),)
    state.documents["one"] = evolve(state.documents["one"], attributions=attributed)
    state.participants["anna"] = Participant("anna", "Anna", None, made(), withdrawn=made())
    (left,) = coded_study(state, unit="turn").documents
    assert left.length == 12
    assert left.units == ((2, 12),)
    assert left.codings == {0: ((4, 8, 0),), 1: ((4, 10, 0),)}


def test_a_document_of_which_nothing_is_left(state):
    code(state, "one", "tr", 0, 4, "ing")
    code(state, "one", "tr", 0, 4, "sam")
    attributed = (Attribution(0, 20, "anna"),)
    state.documents["one"] = evolve(state.documents["one"], attributions=attributed)
    state.participants["anna"] = Participant("anna", "Anna", None, made(), withdrawn=made())
    coded = coded_study(state, unit="turn")
    assert coded.documents == ()
    assert "one" in coded.left_out.documents
