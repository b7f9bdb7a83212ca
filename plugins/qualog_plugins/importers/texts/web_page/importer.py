"""Imports web pages (.html): the text that a reader sees, cut into turns.

What counts as text is in `web_page.walk`. The encoding is that of the page's byte order mark or
that which the page names itself, else it is detected.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.texts.web_page.walk import read_page
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    labels_left_behind,
    turns_in,
)

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@frozen
class Options(TurnOptions):
    """How a web page is read."""

    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class WebPage:
    """The importer of web pages."""

    name = "html"
    summary = "Web pages (.html): the text that a reader sees"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        if not looks_like_text(head):
            return 0.0
        if path.suffix.lower() in (".html", ".htm", ".xhtml"):
            return 0.9
        return 0.85 if _BEGINS.match(head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the page as one document.

        Raises:
            BadInput: it is empty, not a text, or holds nothing that a reader sees.
        """
        data = read_bytes(path)
        markup, encoding = decode(data, path, options.encoding or _declared(data))
        page = read_page(markup)
        if page is None or not page.text.strip():
            raise BadInput(
                "{file} holds no text that a reader sees. Check that it is the right file.",
                file=path.name,
            )
        cut = turns_in(page.text, options, Layout(page.paragraphs, page.headings))
        left_behind = LeftBehind()
        left_behind.add(message("pictures"), page.pictures)
        return Material(
            documents=(ImportedDocument(path.stem, page.text, cut.turns, data, encoding),),
            dropped=(*left_behind.messages(), *labels_left_behind(cut.doubtful)),
        )


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page says it is in, if it can be read in it; else None."""
    found = None if data.startswith(_MARKS) else _CHARSET.search(data[:4_096])
    if found is None:
        return None
    name = found[1].decode("ascii", "replace")
    try:
        # Some encodings, such as rot13, are not of text, and some can give halves of characters.
        data.decode(codecs.lookup(name).name).encode("utf-8")
    except (LookupError, ValueError):
        return None
    return name


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [WebPage()]
