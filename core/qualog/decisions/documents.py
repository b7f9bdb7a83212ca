"""Material: the texts that are read, who speaks in them, and where they come from.

Positions are spans `[start, end)` in Unicode code points of the document's text.
"""

from attrs import frozen

from qualog.decisions.base import Decision, decision, words


@frozen
class Content:
    """Words kept apart from the line because they are long, under a commitment of their own.

    `length` is code points for text, bytes for a file; `commitment` is hexadecimal.
    """

    content: str
    length: int
    commitment: str


@frozen
class Turn:
    """One stretch that one speaker says: an index into the document's speakers, -1 for nobody.

    `time` is the time mark of the transcript in milliseconds, or None.
    """

    start: int
    end: int
    speaker: int = -1
    time: int | None = None


@decision("document-imported")
class DocumentImported(Decision):
    """A text comes into the study, as found: from here on it can be read and coded.

    The text lies in `parts`, one after the other, so that one person's stretch can be erased
    alone; `original` is the file as it was. `importer` and `encoding` say how it was read.
    """

    document: str
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...] = ()
    original: Content | None = None
    importer: str | None = None
    encoding: str | None = None
    name: str = words()
    speakers: tuple[str, ...] = words(default=(), erased=())


@decision("document-renamed")
class DocumentRenamed(Decision):
    """A document is called something else from now on."""

    document: str
    name: str = words()


@decision("document-removed")
class DocumentRemoved(Decision):
    """A document leaves the study: it was taken in by mistake, or is not material after all.

    Its codings leave with it. Nothing is erased: that takes a withdrawal or a redaction.
    """

    document: str


@decision("document-conducted")
class DocumentConducted(Decision):
    """Who led the interview, and on which day (ISO date) it was held."""

    document: str
    interviewers: tuple[str, ...]
    day: str | None = None


@decision("document-transcribed")
class DocumentTranscribed(Decision):
    """Who transcribed the recording, and on which day (ISO date) they had finished."""

    document: str
    transcribers: tuple[str, ...]
    day: str | None = None


@decision("document-read")
class DocumentRead(Decision):
    """The authors read a text through to get to know it, before or without coding it."""

    document: str


@decision("document-coded")
class DocumentCoded(Decision):
    """The authors coded a document to its end: where they gave no code, none applies."""

    document: str


@decision("speaker-identified")
class SpeakerIdentified(Decision):
    """A speaker of a transcript is this participant, or this author as the interviewer."""

    document: str
    speaker: int
    participant: str | None = None
    author: str | None = None


@decision("passage-attributed")
class PassageAttributed(Decision):
    """A passage is a participant's words, though the text has no turn that says so.

    Where it cuts through a part of the text, `parts` are finer parts that take the place of
    the parts from index `first` to before `last`, so that it can be erased alone.
    """

    document: str
    start: int
    end: int
    participant: str
    first: int = 0
    last: int = 0
    parts: tuple[Content, ...] = ()
