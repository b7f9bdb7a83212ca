"""What an import says of people and groups: participants, whose words, attributes, themes."""

from collections.abc import Callable, Iterator

from attrs import define, field

from qualog.decisions import Decision
from qualog.decisions.attributes import AttributeDefined, AttributeGiven
from qualog.decisions.documents import PassageAttributed
from qualog.decisions.people import ParticipantAdded
from qualog.decisions.themes import CodesAssigned, ThemeCreated
from qualog.errors import BadInput, NotFound
from qualog.ids import new_id
from qualog.log.log import Draft
from qualog.material import ImportedAttribution, ImportedTheme, ImportedValue, Material
from qualog.operations.base import require_text
from qualog.state import Attribute, Provenance, State

_NOBODY = Provenance(0, "", 0, ())


@define
class Descriptions:
    """Makes the drafts of what a material says of people and groups.

    What is there already stays as it is; `dropped` says in words what found no place.
    """

    state: State
    by: tuple[str, ...]
    dropped: list[str] = field(factory=list)
    new_participants: list[str] = field(factory=list)
    values: int = 0
    themes: int = 0
    _participants: dict[str, str] = field(factory=dict)
    _attributes: dict[str, Attribute] = field(factory=dict)
    _formed: dict[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for participant in self.state.participants.values():
            self._participants[participant.pseudonym.casefold()] = participant.id
        for attribute in self.state.attributes.values():
            self._attributes[attribute.name.casefold()] = attribute

    def people(self, material: Material) -> Iterator[Draft]:
        """Add the participants whom the material names and the project does not have."""
        named = [
            *material.participants,
            *(each.participant for each in material.attributions),
            *(each.about for each in material.values if each.of == "participant"),
            *(each.about for each in material.memos_on if each.on == "participant"),
        ]
        for pseudonym in named:
            told = require_text(pseudonym, "pseudonym")
            if told.casefold() in self._participants:
                continue
            id_ = self._participants[told.casefold()] = new_id()
            self.new_participants.append(told)
            yield self._draft(ParticipantAdded(participant=id_, pseudonym=told), id_)

    def participant(self, pseudonym: str) -> str:
        """Give the id of a participant whom `people` has met."""
        return self._participants[pseudonym.strip().casefold()]

    def theme(self, name: str) -> str:
        """Give the id of a theme that `grouped` has met; "" if there is none."""
        return self._formed.get(name.casefold(), "")

    def attribution(
        self, attribution: ImportedAttribution, document: str, length: int
    ) -> Iterator[Draft]:
        """Say that a passage of a new document is a participant's words."""
        who = self.participant(attribution.participant)
        start = 0 if attribution.start is None else attribution.start
        end = length if attribution.end is None else attribution.end
        decision = PassageAttributed(document=document, start=start, end=end, participant=who)
        yield self._draft(decision, who)

    def attributes(
        self, material: Material, document: Callable[[str], tuple[str, set[str]]]
    ) -> Iterator[Draft]:
        """Define attributes and give values.

        Args:
            material: what came in.
            document: gives the id of a document by name, and whom it tells about.

        Raises:
            BadInput: a value is not of its attribute's type.
        """
        types = {each.name.casefold(): each.type for each in material.attributes}
        named = [each.name for each in material.attributes]
        for name in [*named, *(each.attribute for each in material.values)]:
            told = require_text(name, "attribute's name")
            if told.casefold() not in self._attributes:
                made = AttributeDefined(
                    attribute=new_id(), name=told, type=types.get(told.casefold(), "text")
                )
                attribute = Attribute(made.attribute, told, made.type, _NOBODY)
                self._attributes[told.casefold()] = attribute
                yield Draft(made, self.by)
        for value in material.values:
            yield from self._value(value, document)

    def grouped(
        self, themes: tuple[ImportedTheme, ...], code: Callable[[str], str]
    ) -> Iterator[Draft]:
        """Form the themes, each after the one above it, and gather their codes.

        Raises:
            BadInput: themes lie under each other, or under one that is not there.
        """
        self._formed = {
            each.name.casefold(): each.id for each in self.state.themes.values() if not each.retired
        }
        waiting = list(themes)
        while waiting:
            coming = {each.name.casefold() for each in waiting}
            ready = [each for each in waiting if (each.parent or "").casefold() not in coming]
            if not ready:
                raise BadInput(f"The themes {', '.join(sorted(coming))} lie under each other.")
            for theme in ready:
                yield from self._theme(theme, code)
            waiting = [each for each in waiting if each not in ready]

    def _theme(self, theme: ImportedTheme, code: Callable[[str], str]) -> Iterator[Draft]:
        there = self._formed
        name = require_text(theme.name, "theme's name")
        if theme.parent and theme.parent.casefold() not in there:
            raise BadInput(f"'{name}' lies under '{theme.parent}', which is not there.")
        id_ = there.get(name.casefold())
        if id_ is None:
            id_ = there[name.casefold()] = new_id()
            self.themes += 1
            parent = there[theme.parent.casefold()] if theme.parent else None
            decision = ThemeCreated(
                theme=id_, name=name, definition=theme.definition, parent=parent
            )
            yield Draft(decision, self.by)
        codes = tuple(dict.fromkeys(map(code, theme.codes)))
        known = self.state.themes[id_].codes if id_ in self.state.themes else ()
        if set(codes) - set(known):
            yield Draft(CodesAssigned(theme=id_, codes=codes), self.by)

    def _value(
        self, value: ImportedValue, document: Callable[[str], tuple[str, set[str]]]
    ) -> Iterator[Draft]:
        attribute = self._attributes[value.attribute.strip().casefold()]
        try:
            about, subjects = (
                self._about(value.about) if value.of == "participant" else document(value.about)
            )
        except NotFound as error:
            self.dropped.append(f"{attribute.name} of {value.about}: {str(error).rstrip('.')}")
            return
        try:
            written = attribute.written(require_text(value.value, "value"))
        except BadInput as error:
            raise BadInput(
                "The attribute “{attribute}” of {about} cannot have this value: {reason}",
                attribute=attribute.name,
                about=value.about,
                reason=error.message,
            ) from None
        if self.state.value(about, attribute.id) == written:
            return
        self.values += 1
        decision = AttributeGiven(attribute=attribute.id, about=about, value=written)
        yield self._draft(decision, *subjects)

    def _about(self, pseudonym: str) -> tuple[str, set[str]]:
        id_ = self.participant(pseudonym)
        return id_, {id_}

    def _draft(self, decision: Decision, *subjects: str) -> Draft:
        return Draft(decision, self.by, None, sorted(subjects))
