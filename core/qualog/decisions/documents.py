"""Material: the texts that are read, who speaks in them, and where they come from.

Positions are spans `[start, end)` in Unicode code points of the document's text: of the
`revision` (an id) that a decision names, of the text as it was imported where it names none.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from qualog.decisions.base import LATER, Decision, Work, decision, later, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import ContentHash, Day, Id, Number, Offset, Span
from qualog.language import Message, message, plural

Block = tuple[int, int, int]
"""A stretch that two texts share: where it begins in the one, where in the other, its length."""


def changed_places(blocks: Iterable[Block]) -> int:
    """Return in how many places two texts differ."""
    places, here, there = 0, 0, 0
    for begin, start, length in blocks:
        places += (begin, start) != (here, there)
        here, there = begin + length, start + length
    return places


@frozen
class Content:
    """Words kept apart from the entry because they are long, under a commitment of their own.

    `length` is code points for text, bytes for a file; `commitment` is hexadecimal.
    """

    content: Id
    length: Offset
    commitment: ContentHash


@frozen
class Turn:
    """One stretch that one speaker says: an index into the document's speakers, -1 for nobody.

    `time` is the time mark of the transcript in milliseconds, `until` where the turn ends in
    the recording, or None.
    """

    start: Offset
    end: Offset
    speaker: Number = -1
    time: Number | None = None
    until: Number | None = field(default=None, metadata=LATER)


@decision("document-imported")
class DocumentImported(Decision):
    """A text is imported, as found: from here on it can be read and coded.

    The text lies in `parts`, one after the other, so that one person's stretch can be erased
    alone; `original` is the file as it was. `importer` and `encoding` say how it was read.
    `layout` holds where its lines stand on paper, `media` is the type of what is not text.
    """

    shown_in_blind_rounds = True
    work = Work.MATERIAL

    document: Id
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...] = ()
    original: Content | None = None
    importer: str | None = None
    encoding: str | None = None
    layout: Content | None = later(default=None)
    media: str | None = later(default=None)
    name: str = words()
    speakers: tuple[str, ...] = words(default=(), erased=())

    def sentence(self, names: Names) -> Message:
        if self.importer is None:
            return message("imported the document “{name}”", name=self.name)
        return message(
            "imported the document “{name}” with {importer}", name=self.name, importer=self.importer
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.document)


@decision("document-revised")
class DocumentRevised(Decision):
    """The text of a document is corrected: a new `revision` (an id) of its `base`.

    `base` is None where the text is corrected as it was imported. `blocks` are the stretches that
    both have, each as where it begins in the base, where in the revision, and its length; the
    last one, of no length, says where they end. By them, whatever is marked in another revision
    moves with its words. The speakers begin with those of the base, in their order.
    """

    shown_in_blind_rounds = True

    document: Id
    revision: Id
    base: Id | None
    blocks: tuple[tuple[Offset, Offset, Offset], ...]
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...] = ()
    original: Content | None = None
    importer: str | None = None
    encoding: str | None = None
    layout: Content | None = None
    speakers: tuple[str, ...] = words(default=(), erased=())

    def sentence(self, names: Names) -> Message:
        return plural(
            "corrected the text of {document} in one place",
            "corrected the text of {document} in {n} places",
            changed_places(self.blocks),
            document=names.document(self.document),
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.document)


@decision("document-renamed")
class DocumentRenamed(Decision):
    """A document gets another name."""

    shown_in_blind_rounds = True

    document: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "renamed {document} to “{name}”", document=names.document(self.document), name=self.name
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has_all(self.document)


@decision("document-removed")
class DocumentRemoved(Decision):
    """A document leaves the study: it was imported by mistake, or is not material after all.

    Its codings leave with it. Nothing is erased: that takes a withdrawal or a redaction.
    """

    shown_in_blind_rounds = True

    document: Id

    def sentence(self, names: Names) -> Message:
        return message("removed {document} from the study", document=names.document(self.document))

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("document-conducted")
class DocumentConducted(Decision):
    """Who conducted the interview, and on which day (ISO date)."""

    shown_in_blind_rounds = True

    document: Id
    interviewers: tuple[Id, ...]
    day: Day | None = None

    def sentence(self, names: Names) -> Message:
        document, who = names.document(self.document), names.authors(self.interviewers)
        if self.day is None:
            return message(
                "noted that {who} conducted the interview in {document}", who=who, document=document
            )
        return message(
            "noted that {who} conducted the interview in {document} on {day}",
            who=who,
            document=document,
            day=self.day,
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("document-transcribed")
class DocumentTranscribed(Decision):
    """Who transcribed the recording, and on which day (ISO date) they finished."""

    shown_in_blind_rounds = True

    document: Id
    transcribers: tuple[Id, ...]
    day: Day | None = None

    def sentence(self, names: Names) -> Message:
        document, who = names.document(self.document), names.authors(self.transcribers)
        if self.day is None:
            return message("noted that {who} transcribed {document}", who=who, document=document)
        return message(
            "noted that {who} finished transcribing {document} on {day}",
            who=who,
            document=document,
            day=self.day,
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("document-read")
class DocumentRead(Decision):
    """The authors read a text in full to get to know it, before or without coding it."""

    shown_in_blind_rounds = True
    work = Work.READING

    document: Id

    def sentence(self, names: Names) -> Message:
        return message("read {document} in full", document=names.document(self.document))

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("document-coded")
class DocumentCoded(Decision):
    """The authors coded a document in full: where they gave no code, none applies.

    With `passages` (`[start, end)` in code points), they coded just these, and what they marked.
    """

    shown_in_blind_rounds = True

    document: Id
    passages: tuple[Span, ...] = ()
    revision: Id | None = later(default=None)

    def sentence(self, names: Names) -> Message:
        document = names.document(self.document)
        if not self.passages:
            return message("coded {document} in full", document=document)
        return plural(
            "coded one passage of {document}, and no more",
            "coded {n} passages of {document}, and no more",
            len(self.passages),
            document=document,
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False


@decision("speaker-identified")
class SpeakerIdentified(Decision):
    """A speaker of a transcript is this participant, or this author as the interviewer."""

    shown_in_blind_rounds = True

    document: Id
    speaker: Offset
    participant: Id | None = None
    author: Id | None = None
    revision: Id | None = later(default=None)

    def sentence(self, names: Names) -> Message:
        person = (
            names.participant(self.participant)
            if self.participant is not None
            else names.author(self.author or "")
        )
        return message(
            "identified {speaker} in {document} as {person}",
            speaker=names.speaker(self.document, self.speaker),
            document=names.document(self.document),
            person=person,
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.participant)


@decision("passage-attributed")
class PassageAttributed(Decision):
    """A passage is a participant's words, though the text has no turn that says so.

    Where it cuts through a part of the text, `parts` are finer parts that take the place of
    the parts from index `first` to before `last`, so that it can be erased alone.
    """

    shown_in_blind_rounds = True

    document: Id
    start: Offset
    end: Offset
    participant: Id
    first: Offset = 0
    last: Offset = 0
    parts: tuple[Content, ...] = ()
    revision: Id | None = later(default=None)

    def sentence(self, names: Names) -> Message:
        return message(
            "noted that {passage} is the words of {participant}",
            passage=names.passage(self.document, self.start, self.end, self.revision),
            participant=names.participant(self.participant),
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.participant)

    def where_cut(self) -> Iterator[int]:
        """Yield where the finer parts may begin: the passage is the first or the second of them."""
        before = 0
        for part in self.parts[:2]:
            if part.length == self.end - self.start:
                yield self.start - before
            before += part.length
