"""Imports OpenDocument texts (.odt): their text in turns, and their annotations as codings.

An annotation is a coding of the words that it is anchored on, by its author, at its date; one
on a point stands for its paragraph; a reply is a memo on what it answers. How codes are read
out of it says `comments`, what counts as text says `writer_text`. Own code over lxml, as odfpy
(2020) knows nothing of positions.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import mended
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.texts.open_document.walk import WriterText
from qualog_plugins.importers.transcripts.f4 import timed
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, not_taken, split_names
from qualog_plugins.importers.word.coded_comments import CodedComments, CommentOptions
from qualog_plugins.importers.word.package import Package

_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_SUFFIXES = (".odt", ".ott")


class _Parts(Package):
    """The parts of an OpenDocument file."""

    def find_main(self) -> str:
        return "content.xml"


class OpenDocument:
    """The importer of OpenDocument texts."""

    name = "odt"
    summary = "OpenDocument texts (.odt), with annotations as codings by their authors"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if _MIME in head[:200]:
            return 0.95
        return 0.9 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, with what its margin says of it.

        Raises:
            BadInput: it is no OpenDocument text, or a damaged, locked or harmful one.
        """
        data = read_bytes(path)
        if not data.startswith(b"PK"):
            kind = kind_of(data[:16])
            told = kind[0] if kind else "no OpenDocument text (.odt)"
            raise BadInput(f"{path.name} is {told}. Check that it is the right file.")
        root = _Parts(data, path).part("content.xml")
        found = next(root.iter("{*}text"), None) if root is not None else None
        if found is None:
            raise BadInput(
                f"{path.name} is no OpenDocument text, or locked with a password. "
                "Save it as .odt or .docx, without one."
            )
        body = WriterText().read(found)
        text = mended(body.text).text
        if not text.strip():
            raise BadInput(f"{path.name} holds no text (text boxes and notes are not read).")
        layout = Layout(
            frozenset(each.start for each in body.paragraphs),
            frozenset(each.start for each in body.paragraphs if each.heading),
        )
        names = split_names(options.names)
        cut = find_turns(text, layout, speakers=options.speakers, names=names)
        margin = CodedComments(path.stem, options.codes, options.long_comments)
        for comment in body.comments():
            margin.take(comment)
        return Material(
            documents=(ImportedDocument(path.stem, text, tuple(timed(text, cut.turns)), data),),
            codings=tuple(margin.codings),
            memos=tuple(margin.memos),
            dropped=(
                *(f"{what}: {count}" for what, count in sorted(body.left_out.items())),
                *margin.dropped,
                *not_taken(cut),
            ),
        )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [OpenDocument()]
