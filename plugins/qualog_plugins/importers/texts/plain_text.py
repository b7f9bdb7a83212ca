"""Imports plain text and Markdown transcripts, cut into turns.

Markdown is read as plain text: its marks stay in the text, so that positions are the same in the
file; only turns leave them out.
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
from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    labels_left_behind,
    turns_in,
)

_MARKDOWN = {".md", ".markdown"}
_TEXT = {".txt", ".text"} | _MARKDOWN
_DATA = {".csv", ".tsv", ".json", ".jsonl", ".xml"}  # nobody reads these as a text


@frozen
class Options(TurnOptions):
    """How a text is read."""

    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class PlainText:
    """The importer of plain text and Markdown."""

    name = "plain-text"
    summary = "Plain text and Markdown transcripts, in any usual encoding"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1: less than others, as it can read any text."""
        suffix = path.suffix.lower()
        if suffix in _DATA or kind_of(head) or not looks_like_text(head):
            return 0.0
        return 0.8 if suffix in _TEXT else 0.3

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, cut into turns.

        Raises:
            BadInput: it is empty, not a text, or not in the encoding that was named.
        """
        data = read_bytes(path)
        if kind := kind_of(data[:16]):
            raise BadInput(
                "{file} is {kind}, not plain text. {advice}",
                file=path.name,
                kind=kind.name,
                advice=kind.advice,
            )
        text, encoding = decode(data, path, options.encoding)
        cut = turns_in(text, options, Layout(markdown=path.suffix.lower() in _MARKDOWN))
        turns = tuple(with_f4_times(text, cut.turns))
        return Material(
            documents=(ImportedDocument(path.stem, text, turns, data, encoding),),
            dropped=labels_left_behind(cut.doubtful),
        )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [PlainText()]
