"""Attributes: defined, renamed, given to participants and documents, taken away again."""

import pytest

from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound


@pytest.fixture
def study(project):
    project.participants.add("Bo")
    project.attributes.define("role")
    project.attributes.define("years of service", "integer")
    project.attributes.define("held on", "date")
    return project


def value(project, about, attribute):
    finder = project.find.document if about == "talk" else project.find.participant
    return project.state.value(finder(about).id, project.find.attribute(attribute).id)


def test_attributes_are_defined_and_renamed(study, refused):
    age = study.attributes.define(" age ", "number", why="asked for")
    assert (age.name, age.type) == ("age", "number")
    refused("An attribute needs a name", study.attributes.define, " ")
    refused("already an attribute “ROLE”", study.attributes.rename, "age", "ROLE")
    refused("no attribute “agee”. Did you mean “age”", study.attributes.rename, "agee", "x")
    study.attributes.rename("age", "years")
    assert study.find.attribute("years").id == age.id


def test_values_are_given_to_participants_and_documents(study, last):
    study.attributes.give("Anna", "role", " manager ")
    anna = study.find.participant("Anna").id
    assert value(study, "Anna", "role") == "manager"
    assert last()[0].subjects == anna
    study.attributes.give("talk", "held on", "2025-03-01")
    assert value(study, "talk", "held on") == "2025-03-01"
    assert last()[0].subjects == anna, "the document is her words"
    study.attributes.give("Bo", "role", "boss")
    assert last()[0].subjects == study.find.participant("Bo").id
    study.attributes.give("Bo", "role", "lead")
    assert value(study, "Bo", "role") == "lead"


def test_values_are_of_their_type(study):
    attributes = study.attributes
    with pytest.raises(
        BadInput, match="“years of service” of Anna cannot have this value: “long” is not a whole"
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
    study.documents.rename("talk", "chat")
    with pytest.raises(
        Ambiguous, match=r"both a participant and a document\. Give the id: \w{8} or"
    ):
        attributes.give("chat", "role", "x")


def test_a_value_is_taken_away(study):
    study.attributes.give("Anna", "role", "manager")
    study.attributes.take("Anna", "role")
    assert value(study, "Anna", "role") is None


def test_nobody_who_withdrew_is_given_a_value(study):
    study.attributes.give("Anna", "role", "manager")
    anna = study.find.participant("Anna").id
    study.participants.withdraw("Anna")
    role = study.find.attribute("role").id
    assert study.state.value(anna, role) == "[erased]"
    with pytest.raises(NotAllowed, match="has withdrawn"):
        study.attributes.give(anna, "role", "x")
