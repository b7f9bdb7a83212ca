"""Verbs for documents: where they come from, who speaks in them, who read them."""

from collections.abc import Sequence

from qualog.decisions.documents import (
    Content,
    DocumentCoded,
    DocumentConducted,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.errors import BadInput, NotAllowed
from qualog.log.store import StoredContent
from qualog.operations.base import Operations, calendar_day, require_text
from qualog.state import Document
from qualog.text.chunks import covering, seal_text


class Documents(Operations):
    """The material of the study."""

    def rename(
        self, document: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Call a document something else."""
        found = self.find.document(document)
        name = require_text(name, "document's name")
        if any(each.name.casefold() == name.casefold() for each in self.state.documents.values()):
            raise NotAllowed(f"There is a document '{name}' already.")
        return self.decide(DocumentRenamed(document=found.id, name=name), why, by)

    def remove(
        self, document: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Take a document and its codings out of the study; nothing is erased."""
        return self.decide(DocumentRemoved(document=self.find.document(document).id), why, by)

    def conducted(
        self,
        document: str,
        interviewers: Sequence[str],
        *,
        day: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record who led an interview, and on which day (ISO date)."""
        decision = DocumentConducted(
            document=self.find.document(document).id,
            interviewers=tuple(self.find.author(each).id for each in interviewers),
            day=calendar_day(day),
        )
        return self.decide(decision, why, by)

    def transcribed(
        self,
        document: str,
        transcribers: Sequence[str],
        *,
        day: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record who transcribed a recording, and on which day (ISO date) they had finished."""
        decision = DocumentTranscribed(
            document=self.find.document(document).id,
            transcribers=tuple(self.find.author(each).id for each in transcribers),
            day=calendar_day(day),
        )
        return self.decide(decision, why, by)

    def mark_read(
        self, document: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Record that the authors read a document through, to get to know it."""
        return self.decide(DocumentRead(document=self.find.document(document).id), why, by)

    def coded(
        self,
        document: str,
        *,
        passages: Sequence[tuple[int, int]] = (),
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record that the authors coded a document to its end, or just some passages of it.

        So "none applies", where they gave no code, is told from "not coded by them".

        Raises:
            NotFound: no such document.
            BadInput: a passage that it does not have.
        """
        found = self.find.document(document)
        spans = tuple(
            self.find.passage(found, span=each, quote=None, turn=None) for each in passages
        )
        return self.decide(
            DocumentCoded(document=found.id, passages=spans, revision=found.revision), why, by
        )

    def identify(
        self,
        document: str,
        speaker: str,
        *,
        participant: str | None = None,
        author: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Say which participant, or which author, a speaker of a transcript is."""
        found = self.find.document(document)
        index = _speaker_index(found, speaker)
        if (participant is None) == (author is None):
            raise BadInput("A speaker is one participant or one author: name one of them.")
        who = self.active_participant(participant).id if participant is not None else None
        decision = SpeakerIdentified(
            document=found.id,
            speaker=index,
            participant=who,
            author=self.find.author(author).id if author is not None else None,
            revision=found.revision,
        )
        return self.decide(decision, why, by, subjects=[who] if who else [])

    def attribute(
        self,
        document: str,
        participant: str,
        *,
        span: tuple[int, int] | None = None,
        quote: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Say that a passage, or the whole document, is a participant's words."""
        found = self.find.document(document)
        who = self.active_participant(participant)
        whole = span is None and quote is None
        start, end = (0, found.length) if whole else self.passage(found, span=span, quote=quote)
        decision, contents = self._attribution(found, start, end, who.id)
        return self.decide(decision, why, by, subjects=[who.id], contents=contents)

    def passage(
        self,
        document: Document,
        *,
        span: tuple[int, int] | None = None,
        quote: str | None = None,
        turn: int | None = None,
    ) -> tuple[int, int]:
        """Give the span that a person means by offsets, by a quotation, by a turn's number.

        Raises:
            BadInput: a span or turn that the document does not have.
            NotFound, Ambiguous: words that are not there, or there more than once.
            NotAllowed: a participant withdrew whose words are in it.
        """
        start, end = self.find.passage(document, span=span, quote=quote, turn=turn)
        if self.state.is_withdrawn(document.id, start, end):
            raise NotAllowed(
                f"{start}:{end} of {document.name} holds the words of a participant who "
                "withdrew: nothing more is kept about them."
            )
        return start, end

    def _attribution(
        self, document: Document, start: int, end: int, participant: str
    ) -> tuple[PassageAttributed, tuple[StoredContent, ...]]:
        """Attribute a passage, and cut the parts at its edges, so that it can be erased alone."""
        first, last, begins = covering(document.parts, start, end)
        ends = begins + sum(part.length for part in document.parts[first:last])
        if (begins, ends) == (start, end):
            told = PassageAttributed(
                document=document.id,
                start=start,
                end=end,
                participant=participant,
                revision=document.revision,
            )
            return told, ()
        text = self.state.text(document.id)
        pieces = (text[begins:start], text[start:end], text[end:ends])
        sealed = [seal_text(piece) for piece in pieces if piece]
        parts: tuple[Content, ...] = tuple(content for content, _ in sealed)
        return (
            PassageAttributed(
                document=document.id,
                start=start,
                end=end,
                participant=participant,
                first=first,
                last=last,
                parts=parts,
                revision=document.revision,
            ),
            tuple(stored for _, stored in sealed),
        )


def _speaker_index(document: Document, speaker: str) -> int:
    labels = [label.casefold() for label in document.speakers]
    if speaker.casefold() not in labels:
        there = ", ".join(document.speakers) or "none"
        raise BadInput(f"{document.name} has no speaker '{speaker}'. Its speakers: {there}.")
    return labels.index(speaker.casefold())
