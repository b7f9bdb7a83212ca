"""Imports OpenDocument texts (.odt): their text in turns, and their comments as codings.

A comment becomes a coding of the words that it is on, by its author, with its date; one at a point
is on its paragraph; a reply is a memo on the passage of the comment that it answers. Which codes a
comment names is in `comments.rules`, what counts as text in `open_document.walk`.

Why not a library: odfpy (2020) does not know positions.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.comments.margin import CommentOptions, material_with_comments
from qualog_plugins.importers.reading.characters import repair_text
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.reading.xml_package import XmlPackage
from qualog_plugins.importers.texts.open_document.walk import OpenDocumentText
from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.paragraphs import layout_of
from qualog_plugins.importers.transcripts.turns import turns_in

_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_SUFFIXES = (".odt", ".ott")
_ADVICE = message("Copy or download it again, or open it in LibreOffice and save it again.")


class OpenDocument:
    """The importer of OpenDocument texts."""

    name = "odt"
    summary = "OpenDocument texts (.odt), with comments as codings by their authors"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if _MIME in head[:200]:
            return 0.95
        return 0.9 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, with its comments as codings and memos.

        Raises:
            BadInput: it is not an OpenDocument text, or a damaged, locked or harmful one.
        """
        data = read_bytes(path)
        if not data.startswith(b"PK"):
            kind = kind_of(data[:16])
            raise BadInput(
                "{file} is {kind}. Check that it is the right file.",
                file=path.name,
                kind=kind.name if kind else message("not an OpenDocument text (.odt)"),
            )
        root = XmlPackage(data, path.name, advice=_ADVICE).part("content.xml")
        content = next(root.iter("{*}text"), None) if root is not None else None
        if content is None:
            raise BadInput(
                "{file} is not an OpenDocument text, or is locked with a password. "
                "Save it as .odt or .docx, without one.",
                file=path.name,
            )
        body = OpenDocumentText().read(content)
        text = repair_text(body.text).text
        if not text.strip():
            raise BadInput(
                "{file} holds no text (text boxes and notes are not read). "
                "Check that it is the right file.",
                file=path.name,
            )
        cut = turns_in(text, options, layout_of(body.paragraphs))
        return material_with_comments(
            ImportedDocument(path.stem, text, tuple(with_f4_times(text, cut.turns)), data),
            body.comments(),
            options,
            left_behind=body.left_behind.messages(),
            doubtful=cut.doubtful,
        )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [OpenDocument()]
