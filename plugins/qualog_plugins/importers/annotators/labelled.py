"""Texts with labels, as programs for annotating export them: documents, and who gave which."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog_plugins.importers.placing.names import Names
from qualog_plugins.importers.placing.texts import Texts, TextSource
from qualog_plugins.importers.reading.json_values import integer_at


@define
class LabelledTexts:
    """Gathers the texts of one file; remembers in words what cannot be read, and counts the rest.

    `stem` is what the file is called: a text is named by it and its `id`, or its number.
    """

    stem: str
    texts: Texts
    names: Names = field(factory=Names)
    documents: list[ImportedDocument] = field(factory=list)
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[str] = field(factory=list)
    others: Counter[str] = field(factory=Counter)

    def source(self, value: Any, number: int, found: str) -> TextSource:
        """Take in a text as a document."""
        id_ = integer_at(value, "id")
        called = f"{self.stem} {number if id_ is None else str(id_)[:20]}"
        source = self.texts.source(self.names.free(called, called), found)
        self.documents.append(source.document)
        return source

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        yield from self.texts.told()
        yield from self.names.dropped
        yield from self.dropped
        for what, count in sorted(self.others.items()):
            yield f"{what}: {count}"

    def material(self) -> Material:
        """Give all that was gathered."""
        return Material(
            documents=tuple(self.documents),
            codings=tuple(self.codings),
            memos=tuple(self.memos),
            dropped=tuple(self.told()),
        )
