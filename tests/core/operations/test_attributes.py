"""Attributes: noted by verbs, asked for in conditions, gone with whom they are about."""

import pytest
from tests.core.conftest import transcript

from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound
from qualog.material import Material


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


def test_values_are_of_their_type(study):
    attributes = study.attributes
    with pytest.raises(
        BadInput,
        match="of Anna cannot have this value: “long” is not",
    ):
        attributes.give("Anna", "years of service", "long")
    with pytest.raises(BadInput, match="such as 2025-03-01"):
        attributes.give("talk", "held on", "1 March")
    with pytest.raises(BadInput, match="A value cannot be empty"):
        attributes.give("Anna", "role", " ")
    with pytest.raises(NotAllowed, match="already an attribute “Role”"):
        attributes.define("Role")
    with pytest.raises(NotFound, match="no participant or document “Nobody”"):
        attributes.give("Nobody", "role", "x")
    study.participants.add("chat")
    with pytest.raises(Ambiguous, match="both a participant and a document"):
        attributes.give("chat", "role", "x")


def test_a_value_is_taken_away(study):
    study.attributes.give("Anna", "role", None)
    assert list(study.at().narrowed("role = manager").state.documents) == []


def test_a_withdrawal_erases_the_values(study):
    anna = study.find.participant("Anna").id
    study.participants.withdraw("Anna")
    role = study.find.attribute("role").id
    assert study.state.value(anna, role) == "[erased]"
    assert list(study.at().narrowed("role = manager").state.documents) == []
