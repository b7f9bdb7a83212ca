"""What decisions do to documents."""

from attrs import evolve

from qualog.decisions import (
    DocumentCoded,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.replay.effects import NoEffect, effect_of, present
from qualog.replay.shared import write
from qualog.state.documents import Attribution, Coded, Document
from qualog.state.made import Made
from qualog.state.packed import Part, pack_parts, pack_turns
from qualog.state.shared import DOCUMENT_NAME, INTERVIEW, TRANSCRIPTION
from qualog.state.state import State


@effect_of(DocumentImported)
def _document_imported(state: State, decision: DocumentImported, made: Made) -> None:
    state.documents[decision.document] = Document(
        id=decision.document,
        name=decision.name,
        length=sum(part.length for part in decision.parts),
        packed_parts=pack_parts(Part(each.content, each.length) for each in decision.parts),
        packed_turns=pack_turns(decision.turns),
        speakers=decision.speakers,
        importer=decision.importer,
        encoding=decision.encoding,
        original=decision.original,
        layout=decision.layout,
        media=decision.media,
        made=made,
    )


@effect_of(DocumentRenamed)
def _document_renamed(state: State, decision: DocumentRenamed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    write(state, made, DOCUMENT_NAME, document.id, name=decision.name)


@effect_of(DocumentRemoved)
def _document_removed(state: State, decision: DocumentRemoved, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    for coding in [each for each in state.every_coding.values() if each.document == document.id]:
        del state.every_coding[coding.id]
    for found in [each for each in state.every_discussion.values() if each.document == document.id]:
        del state.every_discussion[found.id]
    del state.documents[document.id]


@effect_of(DocumentConducted)
def _document_conducted(state: State, decision: DocumentConducted, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    who, day = decision.interviewers, decision.day
    write(state, made, INTERVIEW, document.id, interviewers=who, held_on=day)


@effect_of(DocumentTranscribed)
def _document_transcribed(state: State, decision: DocumentTranscribed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    who, day = decision.transcribers, decision.day
    write(state, made, TRANSCRIPTION, document.id, transcribers=who, transcribed_on=day)


@effect_of(DocumentRead)
def _document_read(state: State, decision: DocumentRead, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(document, readings=(*document.readings, made))


@effect_of(DocumentCoded)
def _document_coded(state: State, decision: DocumentCoded, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(
        document, coded=(*document.coded, Coded(made, decision.passages))
    )


@effect_of(SpeakerIdentified)
def _speaker_identified(state: State, decision: SpeakerIdentified, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    who = decision.participant or decision.author
    if who is None:
        raise NoEffect("it names nobody")
    state.documents[document.id] = evolve(
        document, identified={**document.identified, decision.speaker: who}
    )


@effect_of(PassageAttributed)
def _passage_attributed(state: State, decision: PassageAttributed, made: Made) -> None:
    document = present(state.documents, decision.document, "document")
    present(state.participants, decision.participant, "participant")
    packed = document.packed_parts
    if decision.parts:
        parts = document.parts
        replaced = parts[decision.first : decision.last]
        if sum(p.length for p in replaced) != sum(p.length for p in decision.parts):
            raise NoEffect("the text was cut into other parts meanwhile")
        finer = (Part(each.content, each.length) for each in decision.parts)
        packed = pack_parts((*parts[: decision.first], *finer, *parts[decision.last :]))
    attribution = Attribution(decision.start, decision.end, decision.participant)
    state.documents[document.id] = evolve(
        document, packed_parts=packed, attributions=(*document.attributions, attribution)
    )
