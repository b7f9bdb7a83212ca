"""What decisions do to attributes and their values."""

from qualog.decisions.attributes import AttributeDefined, AttributeGiven, AttributeRenamed
from qualog.replay.appliers.applier import NoEffect, applies, present
from qualog.replay.appliers.registers import write
from qualog.state.attributes import Attribute, AttributeValue, value_key
from qualog.state.provenance import Provenance
from qualog.state.registers import ATTRIBUTE_NAME, ATTRIBUTE_VALUE
from qualog.state.state import State


@applies(AttributeDefined)
def _attribute_defined(state: State, decision: AttributeDefined, made: Provenance) -> None:
    state.attributes[decision.attribute] = Attribute(
        decision.attribute, decision.name, decision.type, made
    )


@applies(AttributeRenamed)
def _attribute_renamed(state: State, decision: AttributeRenamed, made: Provenance) -> None:
    attribute = present(state.attributes, decision.attribute, "attribute")
    write(state, made, ATTRIBUTE_NAME, attribute.id, name=decision.name)


@applies(AttributeGiven)
def _attribute_given(state: State, decision: AttributeGiven, made: Provenance) -> None:
    attribute = present(state.attributes, decision.attribute, "attribute")
    about = decision.about
    if about not in state.participants and about not in state.documents:
        raise NoEffect("the participant or document {id} is not there", id=about)
    where = value_key(about, attribute.id)
    state.values.setdefault(where, AttributeValue(attribute.id, about, None, made))
    write(state, made, ATTRIBUTE_VALUE, where, value=decision.value)
