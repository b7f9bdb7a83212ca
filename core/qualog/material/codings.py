"""What coders did with the texts: codings, memos, and what they judged."""

from typing import Literal

from attrs import frozen

from qualog.decisions.codings import Region


@frozen
class ImportedCoding:
    """One passage that a coder coded.

    `document` and `code` are names; the document is one that comes in with it or one that the
    project has, a code that no `ImportedCode` describes is created by its name. `author` is the
    coder's name as found, None where the file does not say. Where `start` and `end` are None,
    the passage is the one that reads as `quote`; where both are given, they must fit. `before`
    and `after` are words right around the quotation, and tell it from the same words elsewhere.
    `place` says where in the file it is ("row 12"), for messages. A `region` marks what is not
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
    """A memo on a passage of a document; on all of it where `start` and `quote` are None.

    The passage is known by its place or, as a coding's, by its words and those around them.
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
    """That a coder coded a document in full; or, with `passages`, just these of it.

    It is what tells "no code applies", where they gave none, from "not coded by them".
    """

    document: str
    author: str | None = None
    passages: tuple[tuple[int, int], ...] = ()


@frozen
class ImportedMemoOn:
    """A memo on what is not a document: `about` is its name, a coding's key, "" for the study."""

    on: Literal["study", "code", "coding", "theme", "participant"]
    about: str
    text: str
    author: str | None = None
    dated: int | None = None
