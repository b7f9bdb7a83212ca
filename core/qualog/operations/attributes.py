"""Verbs for attributes: what participants and documents are told apart by."""

from collections.abc import Sequence

from qualog.decisions.attributes import (
    AttributeDefined,
    AttributeGiven,
    AttributeRenamed,
    AttributeType,
)
from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound
from qualog.ids import new_id
from qualog.operations.base import Operations, require_text
from qualog.state import Attribute


class Attributes(Operations):
    """Role, age group, years of service, day of the interview, and what else tells them apart."""

    def define(
        self,
        name: str,
        type: AttributeType = "text",
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Attribute:
        """Begin to note an attribute."""
        id_ = new_id()
        decision = AttributeDefined(attribute=id_, type=type, name=self._free_name(name))
        self.decide(decision, why, by)
        return self.state.attributes[id_]

    def rename(
        self, attribute: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Call an attribute something else."""
        found = self.find.attribute(attribute)
        decision = AttributeRenamed(attribute=found.id, name=self._free_name(name))
        return self.decide(decision, why, by)

    def give(
        self,
        about: str,
        attribute: str,
        value: str | None,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Note a value of a participant or a document (a name or id); None takes it away.

        Raises:
            NotFound, Ambiguous: no such thing or attribute, or several.
            BadInput: the value is not of the attribute's type.
            NotAllowed: the participant withdrew.
        """
        found = self.find.attribute(attribute)
        owner, subjects = self._owner(about)
        try:
            written = None if value is None else found.written(require_text(value, "value"))
        except BadInput as error:
            raise BadInput(
                "The attribute “{attribute}” of {about} cannot have this value: {reason}",
                attribute=found.name,
                about=about,
                reason=error.message,
            ) from None
        decision = AttributeGiven(attribute=found.id, about=owner, value=written)
        return self.decide(decision, why, by, subjects=subjects)

    def _owner(self, about: str) -> tuple[str, set[str]]:
        """Find whose value it is, and whom it tells about."""
        found = []
        try:
            participant = self.active_participant(about)
            found.append((participant.id, {participant.id}))
        except NotFound:
            pass
        try:
            document = self.find.document(about)
            found.append((document.id, document.subjects_in(0, document.length)))
        except NotFound:
            pass
        if not found:
            raise NotFound(f"There is no participant or document '{about}'.")
        if len(found) > 1:
            ids = " or ".join(id_[:8] for id_, _ in found)
            raise Ambiguous(f"'{about}' is a participant and a document. Give the id: {ids}.")
        return found[0]

    def _free_name(self, name: str) -> str:
        name = require_text(name, "attribute's name")
        if any(each.name.casefold() == name.casefold() for each in self.state.attributes.values()):
            raise NotAllowed(f"There is an attribute '{name}' already.")
        return name
