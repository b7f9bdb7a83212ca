"""Imports Word documents (.docx): their text in turns, and their comments as codings.

A comment becomes a coding of exactly the words that it is on, by its author, with its date. A
comment at a point is on its paragraph, and so is one whose words are not in the text. A reply is a
memo on the passage of the comment that it answers. A comment on no words of the text (in a
footnote, or on an empty paragraph) becomes a memo on the document, and that is said. Which codes a
comment names is in `comments.rules`, what counts as text in `word.walk`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.comments.margin import CommentOptions, material_with_comments
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.paragraphs import layout_of
from qualog_plugins.importers.transcripts.turns import turns_in
from qualog_plugins.importers.word.margin import read_comments
from qualog_plugins.importers.word.package import WordPackage
from qualog_plugins.importers.word.walk import heading_styles, read_body, text_of


class Word:
    """The importer of Word documents."""

    name = "word"
    summary = "Word documents (.docx), with comments as codings by their authors"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1.

        It is a little sure of old and locked documents: it cannot read them, but it can say what to
        do with them.
        """
        suffix = path.suffix.lower()
        if head.startswith(b"PK\x03\x04"):
            if suffix in (".docx", ".docm", ".dotx"):
                return 0.9
            return 0.6 if b"word/" in head else 0.0
        return 0.1 if suffix in (".docx", ".doc") and head.startswith(b"\xd0\xcf\x11\xe0") else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, with its comments as codings and memos.

        Raises:
            BadInput: it is not a Word document, or a damaged, locked or harmful one.
        """
        data = read_bytes(path)
        package = WordPackage(data, path)
        styles = heading_styles(package.part(package.beside("styles.xml")))
        body = read_body(package.part(package.main), styles)
        if not body.text.strip():
            raise BadInput(
                "{file} holds no text (text boxes, headers and notes are not read). "
                "Check that it is the right file.",
                file=path.name,
            )
        cut = turns_in(body.text, options, layout_of(body.paragraphs))
        turns = tuple(with_f4_times(body.text, cut.turns))
        return material_with_comments(
            ImportedDocument(path.stem, body.text, turns, data),
            read_comments(package, body),
            options,
            left_behind=(*body.left_behind.messages(), *_headers_and_footers(package)),
            doubtful=cut.doubtful,
        )


def _headers_and_footers(package: WordPackage) -> Iterator[Sayable]:
    """Return how many headers and footers of pages have text, which is left behind."""
    left_behind = LeftBehind()
    left_behind.add(message("page headers with text"), _count_with_text(package, "header"))
    left_behind.add(message("page footers with text"), _count_with_text(package, "footer"))
    return left_behind.messages()


def _count_with_text(package: WordPackage, prefix: str) -> int:
    parts = [package.part(name) for name in package.names(prefix) if name.endswith(".xml")]
    return sum(part is not None and bool(text_of(part).strip()) for part in parts)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Word()]
