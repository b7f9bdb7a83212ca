"""Operations on documents: where they come from, who speaks in them, who read them."""

from collections.abc import Sequence

from qualog.decisions.documents import (
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
from qualog.language import listing, message
from qualog.log.store import StoredContent
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_day, require_text
from qualog.state import Document
from qualog.text.chunks import covering, seal_text
from qualog.views.find import in_a_list


class Documents(Operations):
    """The material of the study."""

    def rename(
        self, document: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Rename a document."""
        found = self.find.document(document)
        name = require_text(name, message("A document needs a name."))
        if is_taken(name, (other.name for other in self.state.documents.values())):
            raise NotAllowed("There is already a document “{document}”.", document=name)
        return self.decide(DocumentRenamed(document=found.id, name=name), why, by)

    def remove(
        self, document: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Remove a document and its codings from the study; nothing is erased."""
        return self.decide(DocumentRemoved(document=self.find.document(document).id), why, by)

    def held(
        self,
        document: str,
        interviewers: Sequence[str],
        *,
        day: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record who conducted an interview, and on which day (ISO date)."""
        decision = DocumentConducted(
            document=self.find.document(document).id,
            interviewers=tuple(self.find.author(name).id for name in in_a_list(interviewers)),
            day=require_day(day),
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
            transcribers=tuple(self.find.author(name).id for name in in_a_list(transcribers)),
            day=require_day(day),
        )
        return self.decide(decision, why, by)

    def mark_read(
        self, document: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Record that the authors read a document in full, to get to know it."""
        return self.decide(DocumentRead(document=self.find.document(document).id), why, by)

    def coded(
        self,
        document: str,
        *,
        passages: Sequence[tuple[int, int]] = (),
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record that the authors coded a document in full, or just some passages of it.

        It is what tells "no code applies", where they gave none, from "not coded by them".

        Raises:
            NotFound: no such document.
            BadInput: a passage that it does not have.
        """
        found = self.find.document(document)
        spans = tuple(self.find.passage(found, span=passage) for passage in passages)
        return self.decide(
            DocumentCoded(document=found.id, passages=spans, revision=found.revision), why, by
        )

    def speaker(
        self,
        document: str,
        speaker: str,
        *,
        participant: str | None = None,
        author: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record which participant, or which author, a speaker of a transcript is."""
        found = self.find.document(document)
        index = _speaker_index(found, speaker)
        if (participant is None) == (author is None):
            raise BadInput("Who is this speaker? Name one participant or one author.")
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
        """Record that a passage, or the whole document, is a participant's words."""
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
        """Return the span that is meant by offsets, by a quotation, or by a turn's number (from 1).

        Raises:
            BadInput: a span or turn that the document does not have.
            NotFound, Ambiguous: words that are not there, or there more than once.
            NotAllowed: a participant withdrew whose words are in it.
        """
        start, end = self.find.passage(document, span=span, quote=quote, turn=turn)
        if self.state.is_withdrawn(document.id, start, end):
            raise NotAllowed(
                "{start}:{end} of {document} has words of a participant who withdrew: nothing more "
                "is kept about them.",
                start=start,
                end=end,
                document=document.name,
            )
        return start, end

    def _attribution(
        self, document: Document, start: int, end: int, participant: str
    ) -> tuple[PassageAttributed, tuple[StoredContent, ...]]:
        """Attribute a passage, and cut the parts that the text is kept in at its boundaries.

        A part is erased whole or not at all, so a person's words must not share one with others'.
        """
        first, last, begins = covering(document.parts, start, end)
        ends = begins + sum(part.length for part in document.parts[first:last])
        if (begins, ends) == (start, end):
            decision = PassageAttributed(
                document=document.id,
                start=start,
                end=end,
                participant=participant,
                revision=document.revision,
            )
            return decision, ()
        text = self.state.text(document.id)
        pieces = (text[begins:start], text[start:end], text[end:ends])
        sealed = [seal_text(piece) for piece in pieces if piece]
        decision = PassageAttributed(
            document=document.id,
            start=start,
            end=end,
            participant=participant,
            first=first,
            last=last,
            parts=tuple(content for content, _ in sealed),
            revision=document.revision,
        )
        return decision, tuple(stored for _, stored in sealed)


def _speaker_index(document: Document, speaker: str) -> int:
    labels = [label.casefold() for label in document.speakers]
    if speaker.casefold() in labels:
        return labels.index(speaker.casefold())
    if not labels:
        raise BadInput("{document} has no speakers.", document=document.name)
    raise BadInput(
        "{document} has no speaker “{speaker}”. Its speakers are: {speakers}.",
        document=document.name,
        speaker=speaker,
        speakers=listing(label for label in document.speakers if label),
    )
