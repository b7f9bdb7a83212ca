"""Imports plain text and Markdown transcripts, with their speakers' turns.

Markdown is read as the text that it is: its marks stay in the text, so that every position
holds in the file too; only the turns leave them out.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.transcripts.f4 import timed
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    not_taken,
    split_names,
)

_MARKDOWN = {".md", ".markdown"}
_TEXT = {".txt", ".text"} | _MARKDOWN
_DATA = {".csv", ".tsv", ".json", ".jsonl", ".xml"}  # texts that no person reads as such


@frozen
class Options(TurnOptions):
    """How a text is read."""

    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class PlainText:
    """The importer of plain text and Markdown."""

    name = "plain-text"
    summary = "Plain text and Markdown transcripts, in any usual encoding"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: it can read any text, so that others are asked first."""
        suffix = path.suffix.lower()
        if suffix in _DATA or kind_of(head) or not looks_like_text(head):
            return 0.0
        return 0.8 if suffix in _TEXT else 0.3

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, cut into turns.

        Raises:
            BadInput: it is empty, no text, or not in the encoding that was named.
        """
        data = read_bytes(path)
        if kind := kind_of(data[:16]):
            raise BadInput(f"{path.name} is {kind[0]}, not plain text. {kind[1]}")
        text, encoding = decode(data, path, options.encoding)
        cut = find_turns(
            text,
            Layout(markdown=path.suffix.lower() in _MARKDOWN),
            speakers=options.speakers,
            names=split_names(options.names),
        )
        document = ImportedDocument(path.stem, text, tuple(timed(text, cut.turns)), data, encoding)
        return Material(documents=(document,), dropped=not_taken(cut))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [PlainText()]
