"""The texts of a project, as documents with turns; what looked like a speaker is reported once."""

from collections.abc import Iterator

from attrs import define, field, frozen

from qualog.language import Sayable, message
from qualog.material import ImportedDocument
from qualog_plugins.importers.placing.names import quoted
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, stored_text
from qualog_plugins.importers.transcripts.turns import TurnOptions, turns_in

_MOST_NAMED = 8


@frozen
class TextSource:
    """A document, and the way from a program's positions to those in it."""

    document: ImportedDocument
    offsets: Offsets


@define
class ProjectTexts:
    """Cuts the texts of one project into turns.

    Attributes:
        options: whether to look for speakers' labels, and which labels are certain.
        doubtful: what looked like a label but was not taken for a speaker's, in order.
    """

    options: TurnOptions
    doubtful: dict[str, None] = field(factory=dict)

    def source(self, name: str, found: str, media: str | None = None) -> TextSource:
        """Return a text as a document; positions in it count code points of what was found."""
        return TextSource(self.document(name, stored_text(found), media), offsets_in(found))

    def document(self, name: str, text: str, media: str | None = None) -> ImportedDocument:
        """Return a text that is as Qualog stores it as a document."""
        cut = turns_in(text, self.options)
        self.doubtful.update(dict.fromkeys(cut.doubtful))
        return ImportedDocument(name, text, cut.turns, media=media)

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what looked like a label, and was left in the text of another's turn."""
        if not self.doubtful:
            return
        labels = list(self.doubtful)
        yield message(
            "labels that begin only one line of a text and were not taken for speakers: {labels}; "
            "if they are speakers, import with -o 'names={option}'",
            labels=quoted((f"{label}:" for label in labels), _MOST_NAMED),
            option=";".join(labels[:_MOST_NAMED]),
        )
