"""Attributes: values of participants and documents, each given once."""

import pytest
from tests.core.importing.planning.taking import left, take

from qualog.errors import BadInput
from qualog.material import ImportedAttribute, ImportedAttribution, ImportedDocument, ImportedValue


def test_values_are_given_by_the_attribute_s_type(project):
    result = take(
        project,
        documents=(ImportedDocument("group", "Ada said this."),),
        attributions=(ImportedAttribution("group", "Ada"),),
        attributes=(ImportedAttribute(" age ", "integer"), ImportedAttribute("unused", "date")),
        values=(
            ImportedValue("participant", "Ada", "Age", " 41 "),
            ImportedValue("participant", "Anna", "role", "lead"),
            ImportedValue("document", "group", "place", "Lund"),
        ),
    )
    assert result.values == 3
    state = project.state
    given = {state.attributes[each.attribute].name: each.value for each in state.values.values()}
    assert given == {"age": "41", "role": "lead", "place": "Lund"}
    types = {each.name: each.type for each in state.attributes.values()}
    assert types == {"age": "integer", "unused": "date", "role": "text", "place": "text"}
    named = {each.pseudonym: id_ for id_, each in state.participants.items()}
    subjects = [
        each.subjects for each in project.log.store.entries() if each.kind == "attribute-given"
    ]
    assert subjects == [named["Ada"], named["Anna"], named["Ada"]]


def test_the_same_values_come_in_once(project):
    value = ImportedValue("participant", "anna", "Role", "lead")
    assert take(project, values=(value,)).values == 1
    assert take(project, values=(value,)).values == 0
    other = ImportedValue("participant", "anna", "role", "boss")
    assert take(project, values=(other,)).values == 1
    assert len(project.state.attributes) == 1


def test_a_value_that_is_not_of_its_type_stops_it_all(project):
    before = project.state.decisions
    for value, words in (
        ("old", "“age” of Ada cannot have this value: “old” is not"),
        (" ", "is empty"),
    ):
        with pytest.raises(BadInput, match=words):
            take(
                project,
                attributes=(ImportedAttribute("age", "integer"),),
                values=(ImportedValue("participant", "Ada", "age", value),),
            )
    with pytest.raises(BadInput, match="An attribute needs a name"):
        take(project, attributes=(ImportedAttribute(" "),))
    assert project.state.decisions == before


def test_a_value_of_a_document_that_is_not_there_is_left_behind(project):
    result = take(project, values=(ImportedValue("document", "nowhere", "place", "Lund"),))
    assert result.values == 0
    [what] = left(result)
    assert what == (
        "The value of “place” of “nowhere” has no place. The document “nowhere” is neither in the "
        "file nor in the study."
    )
