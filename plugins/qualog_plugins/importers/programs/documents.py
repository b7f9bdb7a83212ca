"""The documents of a project that a program keeps in a database, and passages marked in them."""

from attrs import define, field

from qualog.language import Sayable, message
from qualog.material import ImportedDocument
from qualog_plugins.importers.placing.names import DocumentNames
from qualog_plugins.importers.placing.offsets import offsets_in, stored_text
from qualog_plugins.importers.placing.passages import MarkedPassage, NotPlaced, place_passage
from qualog_plugins.importers.placing.texts import ProjectTexts, TextSource
from qualog_plugins.importers.transcripts.turns import TurnOptions


@define
class ProjectDocuments:
    """The documents of a project, by the numbers that the program gives them.

    Attributes:
        options: how their texts are cut into turns.
        dropped: what was left behind; the project that reads them may add to it.
        sources: the documents by number; a journal entry has one below 0, which no program gives.
    """

    options: TurnOptions
    dropped: list[Sayable] = field(factory=list)
    sources: dict[int | None, TextSource] = field(factory=dict)
    _names: DocumentNames = field(init=False)
    _texts: ProjectTexts = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._names = DocumentNames(self.dropped)
        self._texts = ProjectTexts(self.options)

    @property
    def documents(self) -> tuple[ImportedDocument, ...]:
        """The documents, in the order in which they were added."""
        return tuple(source.document for source in self.sources.values())

    def add(
        self, number: int | None, name: str, found: str, media: str | None = None
    ) -> TextSource | None:
        """Add a document and return it; leave it behind if it has neither text nor media.

        Args:
            number: what the program knows it by.
            name: what the program calls it.
            found: its text as the program stores it.
            media: the type of what is not a text.
        """
        free = self._names.free(name, f"file {number}")
        if not found.strip() and media is None:
            self.dropped.append(message("the file “{name}”, which has no text", name=free))
            return None
        self.sources[number] = self._texts.source(free, found, media)
        return self.sources[number]

    def add_journal(self, name: str, found: str) -> None:
        """Add a journal entry as a document, if it has any text; nobody speaks in it."""
        text = stored_text(found)
        if text.strip():
            document = ImportedDocument(self._names.free(name, name), text)
            self.sources[-1 - len(self.sources)] = TextSource(document, offsets_in(text))

    def span(
        self, source: TextSource, passage: MarkedPassage, place: Sayable
    ) -> tuple[int, int] | None:
        """Return the span of a passage; None, and leave it behind, if it has no place.

        Args:
            source: the document that it is in.
            passage: the passage as the program marked it.
            place: where in the project it is, for the reason why it was left behind.
        """
        span = place_passage(passage, source.offsets, source.document.text)
        if isinstance(span, NotPlaced):
            self.dropped.append(message("{place}: {reason}", place=place, reason=span.reason))
            return None
        return span

    def left_behind(self) -> tuple[Sayable, ...]:
        """Return what was left behind."""
        return (*self._texts.left_behind(), *self.dropped)
