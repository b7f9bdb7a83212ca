"""What came of an import."""

from attrs import frozen

from qualog.language import Sayable


@frozen
class ImportResult:
    """What a file brought.

    Attributes:
        importer: the name of the importer that read it.
        documents: the ids of new documents.
        joined: the ids of documents that were there already with the same text.
        revised: the ids of documents whose text was corrected.
        codes: how many codes are new.
        codings: how many codings are new.
        repeated: how many codings were there already.
        memos: how many memos are new.
        authors: the names of new authors.
        participants: the pseudonyms of new participants.
        values: how many values of attributes are new.
        themes: how many themes are new.
        dropped: what was left behind.
        how: how the file was read, where that was a choice.
        samples: passages that show whether the choice was right.
        twins: the names of documents that were there with the very text of a new one.
        warnings: which broken plugins may have been surer of the file than its importer, in
            sentences.
    """

    importer: str
    documents: tuple[str, ...]
    joined: tuple[str, ...]
    revised: tuple[str, ...]
    codes: int
    codings: int
    repeated: int
    memos: int
    authors: tuple[str, ...]
    participants: tuple[str, ...]
    values: int
    themes: int
    dropped: tuple[Sayable, ...]
    how: Sayable = ""
    samples: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    warnings: tuple[Sayable, ...] = ()
