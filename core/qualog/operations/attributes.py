"""Operations on attributes: what participants and documents are compared by."""

from collections.abc import Sequence

from qualog.decisions.attributes import (
    AttributeDefined,
    AttributeGiven,
    AttributeRenamed,
    AttributeType,
)
from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound
from qualog.ids import new_id
from qualog.language import alternatives, message
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_text
from qualog.state import Attribute, Document


class Attributes(Operations):
    """Attributes of participants and documents: a role, an age group, the day of an interview."""

    def define(
        self,
        name: str,
        type: AttributeType = "text",
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Attribute:
        """Define an attribute."""
        id_ = new_id()
        decision = AttributeDefined(attribute=id_, type=type, name=self._free_name(name))
        self.decide(decision, why, by)
        return self.state.attributes[id_]

    def rename(
        self, attribute: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Rename an attribute."""
        found = self.find.attribute(attribute)
        decision = AttributeRenamed(attribute=found.id, name=self._free_name(name))
        return self.decide(decision, why, by)

    def give(
        self,
        about: str,
        attribute: str,
        value: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Set the value of a participant or a document (a name or id).

        Raises:
            NotFound, Ambiguous: no such thing or attribute, or several.
            BadInput: the value is not of the attribute's type.
            NotAllowed: the participant withdrew.
        """
        found = self.find.attribute(attribute)
        try:
            written = found.written(_value(value))
        except BadInput as error:
            raise BadInput(
                "The attribute “{attribute}” of {about} cannot have this value: {reason}",
                attribute=found.name,
                about=about,
                reason=error.message,
            ) from None
        return self._set(about, found, written, why, by)

    def take(
        self,
        about: str,
        attribute: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Take a value away from a participant or a document (a name or id).

        Raises:
            NotFound, Ambiguous: no such thing or attribute, or several.
            NotAllowed: the participant withdrew.
        """
        return self._set(about, self.find.attribute(attribute), None, why, by)

    def _set(
        self,
        about: str,
        attribute: Attribute,
        value: str | None,
        why: str | None,
        by: Sequence[str] | None,
    ) -> str:
        owner, subjects = self._owner(about)
        decision = AttributeGiven(attribute=attribute.id, about=owner, value=value)
        return self.decide(decision, why, by, subjects=subjects)

    def _owner(self, about: str) -> tuple[str, set[str]]:
        """Find what a value is about (an id), and whom it tells about (ids)."""
        found = list(self.find.of_kinds(about, ("participant", "document")).values())
        if not found:
            raise NotFound("There is no participant or document “{name}”.", name=about)
        if len(found) > 1:
            raise Ambiguous(
                "“{name}” is both a participant and a document. Give the id: {ids}.",
                name=about,
                ids=alternatives(thing.id[:8] for thing in found),
            )
        if isinstance(found[0], Document):
            return found[0].id, found[0].subjects_in(0, found[0].length)
        participant = self.active_participant(found[0].id)
        return participant.id, {participant.id}

    def _free_name(self, name: str) -> str:
        name = require_text(name, message("An attribute needs a name."))
        if is_taken(name, (attribute.name for attribute in self.state.attributes.values())):
            raise NotAllowed("There is already an attribute “{name}”.", name=name)
        return name


def _value(text: str) -> str:
    return require_text(
        text, message("A value cannot be empty. To take it away: qualog attribute take")
    )
