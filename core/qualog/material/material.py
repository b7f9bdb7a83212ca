"""All that one file brings."""

from attrs import frozen

from qualog.language import Sayable
from qualog.material.codebook import ImportedCode, ImportedTheme
from qualog.material.codings import ImportedCoding, ImportedJudgement, ImportedMemo, ImportedMemoOn
from qualog.material.documents import ImportedDocument
from qualog.material.people import ImportedAttribute, ImportedAttribution, ImportedValue


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
    how: Sayable = ""
    samples: tuple[str, ...] = ()
    dropped: tuple[Sayable, ...] = ()
