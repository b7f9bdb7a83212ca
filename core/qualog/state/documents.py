"""Documents: texts with their turns, and who speaks in them, as a replay yields them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from qualog.decisions import (
    Content,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
    Turn,
)
from qualog.state.effects import Made, NoEffect, effect_of, present

if TYPE_CHECKING:
    from qualog.state.state import State


@frozen
class Attribution:
    """A passage `[start, end)` that is a participant's words."""

    start: int
    end: int
    participant: str


@frozen
class Document:
    """One text of the study, without the text itself: `State.text` reads that.

    `length` and all positions are in Unicode code points. `identified` says which participant
    or author (an id) a speaker is, by the speaker's index.
    """

    id: str
    name: str
    length: int
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...]
    speakers: tuple[str, ...]
    importer: str | None
    encoding: str | None
    made: Made
    original: Content | None = None
    identified: dict[int, str] = field(factory=dict)
    attributions: tuple[Attribution, ...] = ()
    interviewers: tuple[str, ...] = ()
    held_on: str | None = None
    transcribers: tuple[str, ...] = ()
    transcribed_on: str | None = None
    readings: tuple[Made, ...] = ()

    def turns_in(self, start: int, end: int) -> Iterator[tuple[int, Turn]]:
        """Give the turns that share a character with `[start, end)`, with their numbers from 1."""
        for number, turn in enumerate(self.turns, start=1):
            if turn.start < end and start < turn.end:
                yield number, turn

    def speakers_in(self, start: int, end: int) -> list[str]:
        """Give who speaks in a passage (ids of participants or authors), in order, each once.

        What a turn says of its speaker goes before what was attributed to a passage.
        """
        found = [
            self.identified[turn.speaker]
            for _, turn in self.turns_in(start, end)
            if turn.speaker in self.identified
        ]
        return list(dict.fromkeys(found or self._attributed_in(start, end)))

    def subjects_in(self, start: int, end: int) -> set[str]:
        """Give everyone (ids) whom a passage may tell about, so that it can go with them."""
        return {*self.speakers_in(start, end), *self._attributed_in(start, end)}

    def _attributed_in(self, start: int, end: int) -> list[str]:
        return [
            each.participant for each in self.attributions if each.start < end and start < each.end
        ]


@effect_of(DocumentImported)
def _document_imported(state: "State", decision: DocumentImported, made: Made) -> None:
    state.documents[decision.document] = Document(
        id=decision.document,
        name=decision.name,
        length=sum(part.length for part in decision.parts),
        parts=decision.parts,
        turns=decision.turns,
        speakers=decision.speakers,
        importer=decision.importer,
        encoding=decision.encoding,
        original=decision.original,
        made=made,
    )


@effect_of(DocumentRenamed)
def _document_renamed(state: "State", decision: DocumentRenamed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(document, name=decision.name)


@effect_of(DocumentRemoved)
def _document_removed(state: "State", decision: DocumentRemoved, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    for coding in state.codings_in(document.id):
        del state.codings[coding.id]
    del state.documents[document.id]


@effect_of(DocumentConducted)
def _document_conducted(state: "State", decision: DocumentConducted, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(
        document, interviewers=decision.interviewers, held_on=decision.day
    )


@effect_of(DocumentTranscribed)
def _document_transcribed(state: "State", decision: DocumentTranscribed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(
        document, transcribers=decision.transcribers, transcribed_on=decision.day
    )


@effect_of(DocumentRead)
def _document_read(state: "State", decision: DocumentRead, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(document, readings=(*document.readings, made))


@effect_of(SpeakerIdentified)
def _speaker_identified(state: "State", decision: SpeakerIdentified, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    who = decision.participant or decision.author
    if who is None:
        raise NoEffect("it names nobody")
    state.documents[document.id] = evolve(
        document, identified={**document.identified, decision.speaker: who}
    )


@effect_of(PassageAttributed)
def _passage_attributed(state: "State", decision: PassageAttributed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    present(state.participants, decision.participant, "participant")
    parts = document.parts
    if decision.parts:
        replaced = parts[decision.first : decision.last]
        if sum(p.length for p in replaced) != sum(p.length for p in decision.parts):
            raise NoEffect("the text was cut into other parts meanwhile")
        parts = (*parts[: decision.first], *decision.parts, *parts[decision.last :])
    attribution = Attribution(decision.start, decision.end, decision.participant)
    state.documents[document.id] = evolve(
        document, parts=parts, attributions=(*document.attributions, attribution)
    )
