"""Imports rich text (.rtf), as f4transkript, WordPad and old word processors write it.

Its text is what striprtf makes of it: tabs and breaks are kept, a table's cells end with `|`,
bold and fonts go; links stay without their addresses. A time mark that stands at a paragraph's
end, as f4 writes it (`#00:00:05-1#`), says when the paragraph ends: it begins at the mark
before. Comments become codings by their authors; footnotes are left behind, and counted.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import mended
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.texts.rich_text.margin import Margin
from qualog_plugins.importers.transcripts.f4 import timed
from qualog_plugins.importers.transcripts.turns import find_turns, not_taken, split_names
from qualog_plugins.importers.word.coded_comments import CodedComments, CommentOptions

_BEGIN = b"{\\rtf"
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_DATA = re.compile(r"(?:[0-9a-fA-F]{2}[\r\n]*){100,}")  # a picture
_FIELD = re.compile(r"(\\fldinst\s*\{)", re.IGNORECASE)
_MOST = 20_000_000
_MOST_FONTS = 100_000
_LEFT_OUT = {
    "foot- or endnotes": re.compile(r"\\footnote\b"),
    "pictures or objects": re.compile(r"\\(?:shppict|object)\b"),
}


class RichText:
    """The importer of rich text."""

    name = "rtf"
    summary = "Rich text (.rtf), with f4's time marks, and comments as codings"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        return 0.95 if head.startswith(_BEGIN) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, cut into turns.

        Raises:
            BadInput: it is no rich text, a damaged one, or holds no text.
        """
        data = read_bytes(path)
        if not data.startswith(_BEGIN):
            raise BadInput(f"{path.name} is no rich text (RTF). Check that it is the right file.")
        source = _source(data)
        notes = Margin.of(source)
        whole = mended(_stripped(notes.source, path))
        bare, places = notes.taken_out(whole.text.replace("\r\n", "\n").replace("\r", "\n"))
        text = bare.strip("\n") + "\n"
        before = len(bare) - len(bare.lstrip("\n"))
        if not text.strip():
            raise BadInput(f"{path.name} holds no text. Check that it is the right file.")
        cut = find_turns(text, speakers=options.speakers, names=split_names(options.names))
        turns = tuple(timed(text, cut.turns))
        head = f"{{\\rtf1\\ansi\\ansicpg{_codepage(data)} "
        margin = CodedComments(path.stem, options.codes, options.long_comments)
        for comment in notes.comments(
            text,
            [max(0, place - before) for place in places],
            lambda told: mended(_stripped(f"{head}{told}}}", path)).text,
        ):
            margin.take(comment)
        counted = {what: len(mark.findall(source)) for what, mark in _LEFT_OUT.items()}
        return Material(
            documents=(ImportedDocument(path.stem, text, turns, data),),
            codings=tuple(margin.codings),
            memos=tuple(margin.memos),
            dropped=(
                *(f"{what}: {count}" for what, count in counted.items() if count),
                *margin.dropped,
                *whole.told(),
                *not_taken(cut),
            ),
        )


def _source(data: bytes) -> str:
    """Give the marked-up text; where bytes beyond ASCII stand in it, in the file's code page."""
    return data.decode(f"cp{_codepage(data)}", "replace")


def _codepage(data: bytes) -> str:
    found = _CODEPAGE.search(data[:2_000])
    number = found[1].decode() if found else "1252"
    try:
        codecs.lookup(f"cp{number}")
    except LookupError:
        return "1252"
    return number


def _stripped(source: str, path: Path) -> str:
    from striprtf.striprtf import font_table_group, rtf_to_text

    source = _FIELD.sub(r"\1" + "\n", _DATA.sub("", source))  # no address is written after a link
    if len(source) > _MOST or len(font_table_group(source)) > _MOST_FONTS:
        raise BadInput(f"{path.name} is larger than any transcript. Split it, or save it as .docx.")
    try:
        return str(rtf_to_text(source, errors="replace"))
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        told = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise BadInput(
            f"{path.name} is damaged, or in an unusual encoding ({told}). "
            "Open it in a word processor and save it as .docx."
        ) from None


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [RichText()]
