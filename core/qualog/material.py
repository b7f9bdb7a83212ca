"""What an importer gives: material from outside, before any decision is made of it.

All positions are half-open spans `[start, end)` in Unicode code points of the document's
text; all times of a recording are milliseconds from its beginning; all dates are
milliseconds of UTC since 1970.
"""

from typing import Literal

from attrs import frozen

from qualog.decisions import AttributeType, Region
from qualog.text.layout import PrintedLine


@frozen
class ImportedTurn:
    """One stretch of a transcript that one speaker says.

    The span holds what was said, without the speaker's label and the time mark.
    `speaker` is the label as found ("Anna", "I", "Researcher 1"), or None for text that
    nobody speaks, such as a heading; `time` and `until` are when it begins and ends in the
    recording, in milliseconds, or None.
    """

    start: int
    end: int
    speaker: str | None = None
    time: int | None = None
    until: int | None = None


@frozen
class ImportedDocument:
    r"""One text: line ends are `\n`, there is no byte order mark, nothing is normalised.

    `original` are the bytes of the file as found, `encoding` is how they were read.
    `turns` do not overlap and are in order. `lines` say where a text stands on paper. `media` is
    the type of what is no text ("image/png", "audio/mpeg"): its `text` may be empty, and its
    codings mark regions.
    """

    name: str
    text: str
    turns: tuple[ImportedTurn, ...] = ()
    original: bytes | None = None
    encoding: str | None = None
    lines: tuple[PrintedLine, ...] = ()
    media: str | None = None


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
    the passage is the one that reads as `quote`; where both are given, they must fit. `before`
    and `after` are words right around the quotation, and tell it from the same words elsewhere.
    `place` says where in the file it is ("row 12"), for messages. A `region` marks what is no
    text: `start` and `end` are 0 then. `key` is what a memo on the coding names it by.
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
    region: Region | None = None
    key: str = ""
    before: str = ""
    after: str = ""


@frozen
class ImportedMemo:
    """A note on a passage of a document; on all of it where `start` and `quote` are None.

    The passage is told by its place or, as a coding's, by its words and those around them.
    """

    document: str
    text: str
    start: int | None = None
    end: int | None = None
    author: str | None = None
    dated: int | None = None
    quote: str | None = None
    before: str = ""
    after: str = ""


@frozen
class ImportedJudgement:
    """That a coder coded a document to its end; or, with `passages`, just these of it.

    So "no code applies", where they gave none, is told from "not coded by them".
    """

    document: str
    author: str | None = None
    passages: tuple[tuple[int, int], ...] = ()


@frozen
class ImportedMemoOn:
    """A note on what is no document: `about` is its name, a coding's key, or "" for the study."""

    on: Literal["study", "code", "coding", "theme", "participant"]
    about: str
    text: str
    author: str | None = None
    dated: int | None = None


@frozen
class ImportedTheme:
    """A theme with the codes under it; `parent` is the name of another theme."""

    name: str
    definition: str = ""
    parent: str | None = None
    codes: tuple[str, ...] = ()


@frozen
class ImportedAttribution:
    """A passage of a document of the same material that is a participant's words.

    All of the document where `start` is None. A participant whom the project does not have is
    added under the pseudonym.
    """

    document: str
    participant: str
    start: int | None = None
    end: int | None = None


@frozen
class ImportedAttribute:
    """What participants or documents are told apart by, and what its values are."""

    name: str
    type: AttributeType = "text"


@frozen
class ImportedValue:
    """What one participant or document has of an attribute, as it was written.

    An attribute that no `ImportedAttribute` describes and the project does not have is a text.
    """

    of: Literal["participant", "document"]
    about: str
    attribute: str
    value: str


@frozen
class Material:
    """All that one file brings, and in words what of it was left behind.

    `participants` are pseudonyms. `how` says how the file was read where that was a choice: it is
    kept as the reason of the import. `samples` are passages by which a person sees whether the
    choice is right; they are shown and not kept.
    """

    documents: tuple[ImportedDocument, ...] = ()
    codes: tuple[ImportedCode, ...] = ()
    codings: tuple[ImportedCoding, ...] = ()
    memos: tuple[ImportedMemo, ...] = ()
    judged: tuple[ImportedJudgement, ...] = ()
    memos_on: tuple[ImportedMemoOn, ...] = ()
    themes: tuple[ImportedTheme, ...] = ()
    participants: tuple[str, ...] = ()
    attributions: tuple[ImportedAttribution, ...] = ()
    attributes: tuple[ImportedAttribute, ...] = ()
    values: tuple[ImportedValue, ...] = ()
    how: str = ""
    samples: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
