"""What an importer gives: material from outside, before any decision is made of it.

All positions are half-open spans `[start, end)` in Unicode code points of the document's
text; all times of a recording are milliseconds from its beginning; all dates are
milliseconds of UTC since 1970.
"""

from attrs import frozen


@frozen
class ImportedTurn:
    """One stretch of a transcript that one speaker says.

    The span holds what was said, without the speaker's label and the time mark.
    `speaker` is the label as found ("Anna", "I", "Researcher 1"), or None for text that
    nobody speaks, such as a heading; `time` is the time mark in milliseconds, or None.
    """

    start: int
    end: int
    speaker: str | None = None
    time: int | None = None


@frozen
class ImportedDocument:
    r"""One text: line ends are `\n`, there is no byte order mark, nothing is normalised.

    `original` are the bytes of the file as found, `encoding` is how they were read.
    `turns` do not overlap and are in order.
    """

    name: str
    text: str
    turns: tuple[ImportedTurn, ...] = ()
    original: bytes | None = None
    encoding: str | None = None


@frozen
class ImportedCode:
    """One entry of a codebook; `parent` is the name of another code."""

    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    parent: str | None = None


@frozen
class ImportedCoding:
    """One passage that a coder gave a code.

    `document` and `code` are names; the document is one that comes in with it or one that the
    project has, a code that no `ImportedCode` describes is created by its name. `author` is the
    coder's name as found, None where the file does not say. Where `start` and `end` are None,
    the passage is the one that reads as `quote`; where both are given, they must fit. `place`
    says where in the file it is ("row 12"), for messages.
    """

    document: str
    start: int | None
    end: int | None
    code: str
    author: str | None = None
    dated: int | None = None
    memo: str = ""
    quote: str | None = None
    place: str = ""


@frozen
class ImportedMemo:
    """A note on a passage of a document; on all of it where `start` is None."""

    document: str
    text: str
    start: int | None = None
    end: int | None = None
    author: str | None = None
    dated: int | None = None


@frozen
class Material:
    """All that one file brings, and in words what of it was left behind."""

    documents: tuple[ImportedDocument, ...] = ()
    codes: tuple[ImportedCode, ...] = ()
    codings: tuple[ImportedCoding, ...] = ()
    memos: tuple[ImportedMemo, ...] = ()
    dropped: tuple[str, ...] = ()
