"""Material: the texts that are read, who speaks in them, and where they come from.

Positions are spans `[start, end)` in Unicode code points of the document's text: of the
`revision` (an id) that a decision names, of the text as it was taken in where it names none.
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

    `time` is the time mark of the transcript in milliseconds, `until` where the turn ends in
    the recording, or None.
    """

    start: int
    end: int
    speaker: int = -1
    time: int | None = None
    until: int | None = None


@decision("document-imported")
class DocumentImported(Decision):
    """A text comes into the study, as found: from here on it can be read and coded.

    The text lies in `parts`, one after the other, so that one person's stretch can be erased
    alone; `original` is the file as it was. `importer` and `encoding` say how it was read.
    `layout` holds where its lines stand on paper, `media` is the type of what is no text.
    """

    document: str
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...] = ()
    original: Content | None = None
    importer: str | None = None
    encoding: str | None = None
    layout: Content | None = None
    media: str | None = None
    name: str = words()
    speakers: tuple[str, ...] = words(default=(), erased=())


@decision("document-revised")
class DocumentRevised(Decision):
    """The text of a document is corrected: a new `revision` (an id) of its `base`.

    `base` is None where the text is corrected as it was taken in. `blocks` are the stretches that
    both have, each as where it begins in the base, where in the revision, and its length; the
    last one, of no length, says where they end. By them, whatever is marked in another revision
    moves with its words. The speakers begin with those of the base, in their order.
    """

    document: str
    revision: str
    base: str | None
    blocks: tuple[tuple[int, int, int], ...]
    parts: tuple[Content, ...]
    turns: tuple[Turn, ...] = ()
    original: Content | None = None
    importer: str | None = None
    encoding: str | None = None
    layout: Content | None = None
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
    """The authors coded a document to its end: where they gave no code, none applies.

    With `passages` (`[start, end)` in code points), they coded just these, and what they marked.
    """

    document: str
    passages: tuple[tuple[int, int], ...] = ()
    revision: str | None = None


@decision("speaker-identified")
class SpeakerIdentified(Decision):
    """A speaker of a transcript is this participant, or this author as the interviewer."""

    document: str
    speaker: int
    participant: str | None = None
    author: str | None = None
    revision: str | None = None


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
    revision: str | None = None
