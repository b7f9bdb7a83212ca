"""Conditions on attributes, and what of a study meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.conftest import transcript

from qualog.errors import BadInput, NotFound
from qualog.material import Material
from qualog.state import Provenance, State
from qualog.state.attributes import Attribute, AttributeValue, value_key
from qualog.state.people import Participant
from qualog.views.filters import narrowed, read_filter


@pytest.fixture
def study(project):
    """A second interview, by another participant, and what they are told apart by."""
    project.participants.add("Bo")
    project.imports.import_(
        Material(documents=(transcript("chat"),)), importer="test", participant="Bo"
    )
    project.attributes.define("role")
    project.attributes.define("years of service", "integer")
    project.attributes.define("held on", "date")
    project.attributes.give("Anna", "role", "manager")
    project.attributes.give("Bo", "role", "social worker")
    project.attributes.give("Anna", "years of service", "12")
    project.attributes.give("chat", "held on", "2025-03-01")
    project.codings.apply("trust", "talk", turn=2)
    project.codings.apply("power", "chat", turn=2)
    return project


def documents(project, condition):
    return [each.name for each in project.at().narrowed(condition).state.documents.values()]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("role = manager", ["talk"]),
        ("role = MANAGER", ["talk"]),
        ("role = 'social worker'", ["chat"]),
        ("role = social worker", ["chat"]),
        ("role != manager", ["chat"]),
        ("role ~ work", ["chat"]),
        ("years of service >= 12", ["talk"]),
        ("years of service > 12", []),
        ("years of service < 100", ["talk"]),  # 12 and not "12": Bo's are not known
        ("years of service != 3", ["talk"]),
        ("not years of service >= 12", []),  # what is not known meets nothing
        ("held on >= 2025-02-01 and held on < 2025-04-01", ["chat"]),
        ("role = manager or held on = 2025-03-01", ["talk", "chat"]),
        ("(role = manager or role ~ work) and not role = manager", ["chat"]),
        ('"role" = "manager" and years of service > 3', ["talk"]),
    ],
)
def test_conditions(study, condition, found):
    assert documents(study, condition) == found


@pytest.mark.parametrize(
    ("condition", "error", "told"),
    [
        ("", BadInput, "cannot be understood at its end"),
        ("role", BadInput, "cannot be understood at its end"),
        ("role =", BadInput, "at its end"),
        ("role = manager and", BadInput, "at its end"),
        ("(role = manager", BadInput, "at its end"),
        ("role = manager)", BadInput, r"at “\)”"),
        ("= manager", BadInput, "at “=”"),
        ('role = "manager', BadInput, "cannot be understood"),
        ("rolle = manager", NotFound, "Did you mean “role”"),
        ("years of service > many", BadInput, "“many” is not a whole number"),
        ("years of service ~ 1", BadInput, "~ asks whether a text"),
    ],
)
def test_what_is_no_condition_is_told(study, condition, error, told):
    with pytest.raises(error, match=told):
        study.at().narrowed(condition)


def test_a_narrowed_study_keeps_its_codings_and_people_apart(study):
    study.memos.write("of hers", about="Anna")
    study.memos.write("of his", about="Bo")
    state = study.at().narrowed("role = manager").state
    assert [state.codebook.name(each.code) for each in state.codings.values()] == ["trust"]
    assert [each.pseudonym for each in state.participants.values()] == ["Anna"]
    assert [each.text for each in state.memos.values()] == ["of hers"]
    assert len(study.state.codings) == 2, "the study itself stays whole"


def test_of_a_talk_of_several_the_passages_of_who_meets_it_stay(project):
    project.participants.add("Bo")
    project.documents.speaker("talk", "I", participant="Bo")
    project.attributes.define("role")
    project.attributes.give("Bo", "role", "lead")
    project.codings.apply("power", "talk", turn=1)
    project.codings.apply("trust", "talk", turn=2)
    state = project.at().narrowed("role = lead").state
    assert [state.codebook.name(each.code) for each in state.codings.values()] == ["power"]


def test_a_value_that_was_taken_away_or_erased_meets_nothing(study):
    assert documents(study, "role = manager") == ["talk"]
    study.attributes.take("Anna", "role")
    assert documents(study, "role = manager") == []
    study.attributes.give("Anna", "role", "manager")
    study.participants.withdraw("Anna")
    assert documents(study, "role = manager") == []


TYPES = {
    "integer": st.integers(-(10**9), 10**9).map(str),
    "number": st.floats(allow_nan=False, allow_infinity=False).map(repr),
    "yes-no": st.sampled_from(["yes", "No", "ja", "0"]),
    "date": st.dates().map(str),
    "time": st.datetimes().map(str),
}


@given(st.sampled_from(sorted(TYPES)).flatmap(lambda t: st.tuples(st.just(t), TYPES[t], TYPES[t])))
def test_values_compare_as_what_they_are(drawn):
    kind, one, other = drawn
    made = Provenance(1, "r", 1, ())
    attribute = Attribute("a", "it", kind, made)
    state = State(
        attributes={"a": attribute}, participants={"p": Participant("p", "P", None, made)}
    )
    state.values[value_key("p", "a")] = AttributeValue("a", "p", attribute.written(one), made)
    left, right = attribute.read(attribute.written(one)), attribute.read(attribute.written(other))
    for sign, expected in (("=", left == right), ("<", left < right), (">=", left >= right)):
        found = narrowed(state, read_filter(f'it {sign} "{other}"', state)).participants
        assert bool(found) is expected, sign
