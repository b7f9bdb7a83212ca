"""Attributes: what a file says of participants and documents, such as a role or a place."""

from attrs import define, field

from qualog.decisions.attributes import AttributeDefined, AttributeGiven
from qualog.errors import BadInput, NotFound
from qualog.ids import new_id
from qualog.importing.planning.documents import DocumentPlanner
from qualog.importing.planning.people import PeoplePlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.language import message
from qualog.material import ImportedValue, Material
from qualog.operations.checks import require_text
from qualog.state import Attribute, Provenance

_NOBODY = Provenance(0, "", 0, ())


@define
class AttributePlanner:
    """Defines the attributes that the study does not have, and gives values.

    Attributes:
        plan: the import.
        people: the participants whom the file names.
        documents: the documents that it brings or names.
        given: how many values are new.
    """

    plan: ImportPlan
    people: PeoplePlanner
    documents: DocumentPlanner
    given: int = field(default=0, init=False)
    _attributes: dict[str, Attribute] = field(init=False)

    def __attrs_post_init__(self) -> None:
        attributes = self.plan.state.attributes.values()
        self._attributes = {attribute.name.casefold(): attribute for attribute in attributes}

    def give(self, material: Material) -> None:
        """Define the attributes and give the values of a material.

        Raises:
            BadInput: a value is not of its attribute's type.
        """
        types = {
            described.name.strip().casefold(): described.type for described in material.attributes
        }
        names = (attribute.name for attribute in material.attributes)
        for name in (*names, *(value.attribute for value in material.values)):
            wanted = require_text(name, message("An attribute needs a name."))
            if wanted.casefold() not in self._attributes:
                type_ = types.get(wanted.casefold(), "text")
                decision = AttributeDefined(attribute=new_id(), name=wanted, type=type_)
                attribute = Attribute(decision.attribute, wanted, type_, _NOBODY)
                self._attributes[wanted.casefold()] = attribute
                self.plan.decide(decision)
        for value in material.values:
            self._give(value)

    def _give(self, value: ImportedValue) -> None:
        attribute = self._attributes[value.attribute.strip().casefold()]
        try:
            about, subjects = self._owner(value)
        except NotFound as error:
            self.plan.leave_behind(
                message(
                    "The value of “{attribute}” of “{about}” has no place. {reason}",
                    attribute=attribute.name,
                    about=value.about,
                    reason=error.message,
                )
            )
            return
        try:
            written = attribute.written(
                require_text(value.value, message("A value of an attribute is empty."))
            )
        except BadInput as error:
            raise BadInput(
                "The attribute “{attribute}” of {about} cannot have this value: {reason}",
                attribute=attribute.name,
                about=value.about,
                reason=error.message,
            ) from None
        if self.plan.state.value(about, attribute.id) != written:
            self.given += 1
            decision = AttributeGiven(attribute=attribute.id, about=about, value=written)
            self.plan.decide(decision, subjects=subjects)

    def _owner(self, value: ImportedValue) -> tuple[str, set[str]]:
        """Return what a value is about (an id), and whom it tells about (ids)."""
        if value.of == "participant":
            id_ = self.people.participant(value.about)
            return id_, {id_}
        return self.documents.owner(value.about)
