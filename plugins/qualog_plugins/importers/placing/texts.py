"""The texts of a project, as documents with turns; what looked like a speaker is told once."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from qualog.material import ImportedDocument
from qualog_plugins.importers.placing.offsets import Offsets, kept, offsets_in
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, split_names

_MOST_TOLD = 8


@frozen
class TextSource:
    """A document, and the way from a program's positions to those in it."""

    document: ImportedDocument
    offsets: Offsets


@define
class Texts:
    """Cuts the texts of one project at speakers' labels.

    `options` are an importer's: `speakers` says whether to, `names` which labels are certain.
    """

    options: Any
    doubtful: dict[str, None] = field(factory=dict)

    def source(self, name: str, found: str, media: str | None = None) -> TextSource:
        """Give a text as a document; positions in it count code points of what was found."""
        return TextSource(self.document(name, kept(found), media), offsets_in(found))

    def document(self, name: str, text: str, media: str | None = None) -> ImportedDocument:
        """Give a text that is as Qualog keeps it as a document."""
        cut = find_turns(
            text,
            Layout(),
            speakers=self.options.speakers,
            names=split_names(self.options.names),
        )
        self.doubtful.update(dict.fromkeys(cut.doubtful))
        return ImportedDocument(name, text, cut.turns, media=media)

    def told(self) -> Iterator[str]:
        """Say what looked like a label, and was left in the text of another's turn."""
        if self.doubtful:
            named = list(self.doubtful)
            more = ", …" if len(named) > _MOST_TOLD else ""
            shown = ", ".join(f"'{each}:'" for each in named[:_MOST_TOLD])
            yield (
                f"labels that begin one line of a text only, and were not taken for speakers: "
                f"{shown}{more}; if they are, import with -o 'names={';'.join(named[:2])}'"
            )
