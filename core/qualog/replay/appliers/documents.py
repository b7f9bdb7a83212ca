"""What decisions do to documents."""

from itertools import accumulate
from typing import TypeVar

from attrs import evolve

from qualog.decisions.documents import (
    DocumentCoded,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentRevised,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.replay.appliers.applier import NoEffect, applies, present
from qualog.replay.appliers.registers import write
from qualog.replay.appliers.revisions import (
    identify,
    moved_coded,
    reached,
    revision_there,
    with_one_more,
    with_revision,
)
from qualog.state.codings import Marked
from qualog.state.documents import Attribution, Coded, Document
from qualog.state.packed import pack_parts, pack_turns, plain_parts
from qualog.state.provenance import Provenance
from qualog.state.registers import DOCUMENT_NAME, DOCUMENT_TEXT, INTERVIEW, TRANSCRIPTION
from qualog.state.revisions import Anchor
from qualog.state.state import State


@applies(DocumentImported)
def _document_imported(state: State, decision: DocumentImported, made: Provenance) -> None:
    state.documents[decision.document] = imported(decision, made)


def imported(decision: DocumentImported, made: Provenance) -> Document:
    """Return the document that an imported text makes."""
    return Document(
        id=decision.document,
        name=decision.name,
        length=sum(part.length for part in decision.parts),
        packed_parts=pack_parts(plain_parts(decision.parts)),
        packed_turns=pack_turns(decision.turns),
        speakers=decision.speakers,
        importer=decision.importer,
        encoding=decision.encoding,
        original=decision.original,
        layout=decision.layout,
        media=decision.media,
        made=made,
    )


@applies(DocumentRevised)
def _document_revised(state: State, decision: DocumentRevised, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = with_one_more(document, decision, made)
    write(state, made, DOCUMENT_TEXT, document.id, revision=decision.revision)


@applies(DocumentRenamed)
def _document_renamed(state: State, decision: DocumentRenamed, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    write(state, made, DOCUMENT_NAME, document.id, name=decision.name)


@applies(DocumentRemoved)
def _document_removed(state: State, decision: DocumentRemoved, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    for coding in _in_document(state.every_coding, document.id):
        del state.every_coding[coding.id]
    for discussion in _in_document(state.every_discussion, document.id):
        del state.every_discussion[discussion.id]
    del state.documents[document.id]


@applies(DocumentConducted)
def _document_conducted(state: State, decision: DocumentConducted, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    who, day = decision.interviewers, decision.day
    write(state, made, INTERVIEW, document.id, interviewers=who, held_on=day)


@applies(DocumentTranscribed)
def _document_transcribed(state: State, decision: DocumentTranscribed, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    who, day = decision.transcribers, decision.day
    write(state, made, TRANSCRIPTION, document.id, transcribers=who, transcribed_on=day)


@applies(DocumentRead)
def _document_read(state: State, decision: DocumentRead, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    state.documents[document.id] = evolve(document, readings=(*document.readings, made))


@applies(DocumentCoded)
def _document_coded(state: State, decision: DocumentCoded, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    revision_there(document, decision.revision)
    origins = tuple(Anchor(decision.revision, start, end) for start, end in decision.passages)
    coded = moved_coded(document, Coded(made, decision.passages, origins))
    state.documents[document.id] = evolve(document, coded=(*document.coded, coded))


@applies(SpeakerIdentified)
def _speaker_identified(state: State, decision: SpeakerIdentified, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    who = decision.participant or decision.author
    if who is None:
        raise NoEffect("it names nobody")
    revision = revision_there(document, decision.revision)
    state.documents[document.id] = identify(document, revision, decision.speaker, who)


@applies(PassageAttributed)
def _passage_attributed(state: State, decision: PassageAttributed, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    present(state.participants, decision.participant, "participant")
    start, end, origin = reached(document, decision.revision, decision.start, decision.end)
    if decision.parts:
        document = _cut(document, decision)
    attribution = Attribution(start, end, decision.participant, origin)
    attributions = (*document.attributions, attribution)
    state.documents[document.id] = evolve(document, attributions=attributions)


def _cut(document: Document, decision: PassageAttributed) -> Document:
    """Return a document with finer parts in the place of coarser ones.

    Where these are is seen from the passage: their index is another one, if the attribution that
    some parts before them were cut for was taken back since.
    """
    revision = document.revision_called(decision.revision)
    parts = revision.parts if revision is not None else document.parts
    lengths = [part.length for part in parts]
    begins = list(accumulate(lengths, initial=0))
    possible, count = tuple(decision.where_cut()), decision.last - decision.first
    length = sum(part.length for part in decision.parts)
    found = [
        first
        for first in range(len(parts))
        if begins[first] in possible and sum(lengths[first : first + count]) == length
    ]
    if not found:
        raise NoEffect("the text was cut into other parts meanwhile")
    first = decision.first if decision.first in found else found[0]
    finer = plain_parts(decision.parts)
    packed = pack_parts((*parts[:first], *finer, *parts[first + count :]))
    if revision is not None:
        document = with_revision(document, evolve(revision, packed_parts=packed))
    is_shown = decision.revision == document.revision
    return evolve(document, packed_parts=packed) if is_shown else document


_M = TypeVar("_M", bound=Marked)


def _in_document(things: dict[str, _M], document: str) -> list[_M]:
    """Return what is marked in a document, as a list of its own: the things may be deleted."""
    return [thing for thing in things.values() if thing.document == document]
