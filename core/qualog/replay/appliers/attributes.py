"""What decisions do to attributes and their values."""

from qualog.decisions.attributes import AttributeDefined, AttributeGiven, AttributeRenamed
from qualog.replay.appliers.applier import NoEffect, effect_of, present
from qualog.replay.appliers.registers import write
from qualog.state.attributes import Attribute, Value, place
from qualog.state.provenance import Made
from qualog.state.registers import ATTRIBUTE_NAME, ATTRIBUTE_VALUE
from qualog.state.state import State


@effect_of(AttributeDefined)
def _attribute_defined(state: State, decision: AttributeDefined, made: Made) -> None:
    state.attributes[decision.attribute] = Attribute(
        decision.attribute, decision.name, decision.type, made
    )


@effect_of(AttributeRenamed)
def _attribute_renamed(state: State, decision: AttributeRenamed, made: Made) -> None:
    attribute = present(state.attributes, decision.attribute, "attribute")
    write(state, made, ATTRIBUTE_NAME, attribute.id, name=decision.name)


@effect_of(AttributeGiven)
def _attribute_given(state: State, decision: AttributeGiven, made: Made) -> None:
    attribute = present(state.attributes, decision.attribute, "attribute")
    about = decision.about
    if about not in state.participants and about not in state.documents:
        raise NoEffect(f"the participant or document {about} is not there")
    where = place(about, attribute.id)
    state.values.setdefault(where, Value(attribute.id, about, None, made))
    write(state, made, ATTRIBUTE_VALUE, where, value=decision.value)
