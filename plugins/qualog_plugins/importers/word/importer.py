"""Imports Word documents (.docx): their text in turns, and their comments as codings.

A comment is a coding of exactly the words that it is anchored on, by its author, at its
date; how codes are read out of it says `comments`, what counts as text says `docx`. A comment
on a point stands for its paragraph, and so does one whose words are gone. Replies are memos
on the passage of the comment that they answer. What stands on no words of the text (a comment
in a footnote or on an empty paragraph) is kept as a memo on the document, and told.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.transcripts.f4 import timed
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, not_taken, split_names
from qualog_plugins.importers.word.coded_comments import CodedComments, CommentOptions
from qualog_plugins.importers.word.margin import read_comments
from qualog_plugins.importers.word.package import Package
from qualog_plugins.importers.word.walk import Body, heading_styles, read_body, text_of


class Word:
    """The importer of Word documents."""

    name = "word"
    summary = "Word documents (.docx), with comments as codings by their authors"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is.

        It is a little sure of old and locked documents, which it cannot read: it is the one
        that can say what to do with them.
        """
        suffix = path.suffix.lower()
        if head.startswith(b"PK\x03\x04"):
            if suffix in (".docx", ".docm", ".dotx"):
                return 0.9
            return 0.6 if b"word/" in head else 0.0
        return 0.1 if suffix in (".docx", ".doc") and head.startswith(b"\xd0\xcf\x11\xe0") else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, with what its margin says of it.

        Raises:
            BadInput: it is no Word document, or a damaged, locked or harmful one.
        """
        data = read_bytes(path)
        package = Package(data, path)
        styles = heading_styles(package.part(package.beside("styles.xml")))
        body = read_body(package.part(package.main), styles)
        if not body.text.strip():
            raise BadInput(
                f"{path.name} holds no text (text boxes, headers and notes are not read). "
                "Check that it is the right file."
            )
        layout = Layout(
            frozenset(each.start for each in body.paragraphs),
            frozenset(each.start for each in body.paragraphs if each.heading),
        )
        names = split_names(options.names)
        cut = find_turns(body.text, layout, speakers=options.speakers, names=names)
        document = ImportedDocument(path.stem, body.text, tuple(timed(body.text, cut.turns)), data)
        margin = CodedComments(path.stem, options.codes, options.long_comments)
        for comment in read_comments(package, body):
            margin.take(comment)
        return Material(
            documents=(document,),
            codings=tuple(margin.codings),
            memos=tuple(margin.memos),
            dropped=(*_left_out(package, body), *margin.dropped, *not_taken(cut)),
        )


def _left_out(package: Package, body: Body) -> Iterator[str]:
    for what, count in sorted(body.left_out.items()):
        yield f"{what}: {count}"
    for what in ("header", "footer"):
        parts = [package.part(name) for name in package.names(what) if name.endswith(".xml")]
        count = sum(1 for part in parts if part is not None and text_of(part).strip())
        if count:
            yield f"page {what}s with text: {count}"


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Word()]
