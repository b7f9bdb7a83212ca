"""People: the participants whom a file names, and which passages of its documents are theirs."""

from collections.abc import Iterable

from attrs import define, field

from qualog.decisions.documents import PassageAttributed
from qualog.decisions.people import ParticipantAdded
from qualog.ids import new_id
from qualog.importing.planning.plan import ImportPlan
from qualog.language import message
from qualog.material import ImportedAttribution, Material
from qualog.operations.checks import require_text


@define
class PeoplePlanner:
    """Adds the participants whom the study does not have, and says whose words passages are.

    Attributes:
        plan: the import.
        added: the pseudonyms of new participants.
    """

    plan: ImportPlan
    added: list[str] = field(factory=list, init=False)
    _ids: dict[str, str] = field(init=False)
    _attributions: dict[str, list[ImportedAttribution]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        participants = self.plan.state.participants.values()
        self._ids = {found.pseudonym.casefold(): found.id for found in participants}

    def add(self, material: Material) -> None:
        """Add all whom the material names, wherever it does."""
        for attribution in material.attributions:
            self._attributions.setdefault(attribution.document, []).append(attribution)
        for pseudonym in (
            *material.participants,
            *(attribution.participant for attribution in material.attributions),
            *(value.about for value in material.values if value.of == "participant"),
            *(memo.about for memo in material.memos_on if memo.on == "participant"),
        ):
            name = require_text(pseudonym, message("A participant needs a pseudonym."))
            if name.casefold() not in self._ids:
                id_ = self._ids[name.casefold()] = new_id()
                self.added.append(name)
                decision = ParticipantAdded(participant=id_, pseudonym=name)
                self.plan.decide(decision, subjects=[id_])

    def participant(self, pseudonym: str) -> str:
        """Return the id of a participant whom the material names."""
        return self._ids[pseudonym.strip().casefold()]

    def attribute(self, document: str, id_: str, length: int) -> None:
        """Note whose words the passages of a new document are: its name, its id and its length."""
        for attribution in self._attributions.get(document, ()):
            participant = self.participant(attribution.participant)
            decision = PassageAttributed(
                document=id_,
                start=0 if attribution.start is None else attribution.start,
                end=length if attribution.end is None else attribution.end,
                participant=participant,
            )
            self.plan.decide(decision, subjects=[participant])

    def boundaries(self, document: str) -> set[int]:
        """Return where a new document is to be cut, so that each one's words can go alone."""
        return {
            place
            for attribution in self._attributions.get(document, ())
            for place in (attribution.start, attribution.end)
            if place is not None
        }

    def in_passage(self, document: str, start: int, end: int) -> list[str]:
        """Return whose words (ids) a passage of a new document is, as the file says."""
        return [
            self.participant(attribution.participant)
            for attribution in self._attributions.get(document, ())
            if attribution.start is None
            or attribution.end is None
            or (attribution.start < end and start < attribution.end)
        ]

    def is_attributed(self, documents: Iterable[str]) -> bool:
        """Return whether the file says of one of some documents whose words it has."""
        return not self._attributions.keys().isdisjoint(documents)
