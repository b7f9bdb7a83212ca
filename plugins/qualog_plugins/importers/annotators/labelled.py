"""Texts with labels, as programs for annotating export them: documents, and who gave which."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.language import Sayable
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog_plugins.importers.placing.names import DocumentNames
from qualog_plugins.importers.placing.texts import ProjectTexts, TextSource
from qualog_plugins.importers.reading.json_values import integer_at


@define
class LabelledTexts:
    """Gathers the texts of one file, with their labels as codings.

    Attributes:
        stem: what the file is called: a text is named by it and its `id`, or its number.
        texts: cuts the texts into turns.
        dropped: what could not be read.
    """

    stem: str
    texts: ProjectTexts
    names: DocumentNames = field(factory=DocumentNames)
    documents: list[ImportedDocument] = field(factory=list)
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)

    def add_text(self, value: Any, number: int, found: str) -> TextSource:
        """Add a text and return it; it has what `value`, the JSON around it, has as its id."""
        id_ = integer_at(value, "id")
        name = f"{self.stem} {number if id_ is None else str(id_)[:20]}"
        source = self.texts.source(self.names.free(name, name), found)
        self.documents.append(source.document)
        return source

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from self.texts.left_behind()
        yield from self.names.dropped
        yield from self.dropped

    def material(self) -> Material:
        """Return all that was gathered."""
        return Material(
            documents=tuple(self.documents),
            codings=tuple(self.codings),
            memos=tuple(self.memos),
            dropped=tuple(self.left_behind()),
        )
