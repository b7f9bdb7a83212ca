"""The plan: decisions in their order, and what is left behind, of many things the first."""

from qualog.decisions.codes import CodeCreated
from qualog.importing.planning.plan import ImportPlan
from qualog.state import State


def plan():
    return ImportPlan(State(), ("me",), ("anna",))


def test_those_who_import_decide_unless_others_are_named():
    made = plan()
    decision = CodeCreated(code="c", name="trust")
    made.decide(decision)
    made.decide(decision, by=("you",), subjects=["b", "a", "b"])
    first, second = made.drafts
    assert (first.authors, first.data_subjects) == (("me",), [])
    assert (second.authors, second.data_subjects) == (("you",), ["a", "b"])


def test_what_has_no_place_is_listed_as_far_as_anybody_reads():
    made = plan()
    assert not made.has_placeless
    assert made.left_behind == ()
    for number in range(20):
        made.leave_without_place(f"row {number}")
    made.leave_behind("first of all")
    assert made.has_placeless
    assert made.left_behind == ("first of all", *(f"row {number}" for number in range(20)))
    made.leave_without_place("row 20")
    assert str(made.left_behind[-1]) == "One more has no place in the study."
    made.leave_without_place("row 21")
    assert str(made.left_behind[-1]) == "2 more have no place in the study."
    assert len(made.left_behind) == 22
