"""Paragraphs of a text, as a word processor keeps them."""

from collections.abc import Iterable

from attrs import frozen

from qualog_plugins.importers.transcripts.turns import Layout


@frozen
class Paragraph:
    """The span of a paragraph, without its line end, and whether it is a heading."""

    start: int
    end: int
    heading: bool

    def words(self, text: str) -> tuple[int, int] | None:
        """Return its span without the white space around it; None if it has no words."""
        content = text[self.start : self.end]
        start = self.start + len(content) - len(content.lstrip())
        end = start + len(content.strip())
        return (start, end) if start < end else None


def layout_of(paragraphs: Iterable[Paragraph]) -> Layout:
    """Return where paragraphs and headings begin, for cutting a text into turns."""
    all_of_them = list(paragraphs)
    return Layout(
        frozenset(paragraph.start for paragraph in all_of_them),
        frozenset(paragraph.start for paragraph in all_of_them if paragraph.heading),
    )
