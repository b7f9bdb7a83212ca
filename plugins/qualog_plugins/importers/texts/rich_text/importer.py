"""Imports rich text (.rtf), as f4transkript, WordPad and old word processors write it.

Its text is what striprtf makes of it: tabs and line breaks are kept, a table's cells end with `|`,
formatting and fonts are dropped; links stay without their addresses. A time mark at the end of a
paragraph, as f4 writes it (`#00:00:05-1#`), says when the paragraph ends; it begins at the mark
before. Comments become codings by their authors; footnotes are left behind, and counted.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.material import ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.comments.margin import CommentOptions, material_with_comments
from qualog_plugins.importers.reading.characters import plain_line_ends, repair_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.texts.rich_text.margin import Margin
from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.turns import turns_in

_BEGIN = b"{\\rtf"
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_PICTURE_DATA = re.compile(r"(?:[0-9a-fA-F]{2}[\r\n]*){100,}")
_FIELD = re.compile(r"(\\fldinst\s*\{)", re.IGNORECASE)
_MOST = 20_000_000
_MOST_FONTS = 100_000
_UNKNOWN = "\ufffd"
_FOOTNOTE = re.compile(r"\\footnote\b")
_PICTURE = re.compile(r"\\(?:shppict|object)\b")


class RichText:
    """The importer of rich text."""

    name = "rtf"
    summary = "Rich text (.rtf), with f4's time marks, and comments as codings"
    options = CommentOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        return 0.95 if head.startswith(_BEGIN) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, with its comments as codings and memos.

        Raises:
            BadInput: it is not rich text, a damaged file, or holds no text.
        """
        data = read_bytes(path)
        if not data.startswith(_BEGIN):
            raise BadInput(
                "{file} is not rich text (RTF). Check that it is the right file.", file=path.name
            )
        source = _source(data)
        margin = Margin.of(source)
        repaired = repair_text(_text_of(margin.source, path))
        found, positions = margin.without_signs(plain_line_ends(repaired.text))
        text = found.strip("\n") + "\n"
        if not text.strip():
            raise BadInput("{file} holds no text. Check that it is the right file.", file=path.name)
        stripped = len(found) - len(found.lstrip("\n"))
        head = f"{{\\rtf1\\ansi\\ansicpg{_codepage(data)} "
        comments = margin.comments(
            text,
            [max(0, position - stripped) for position in positions],
            lambda rtf: repair_text(_text_of(f"{head}{rtf}}}", path)).text,
        )
        cut = turns_in(text, options)
        return material_with_comments(
            ImportedDocument(path.stem, text, tuple(with_f4_times(text, cut.turns)), data),
            comments,
            options,
            left_behind=(*_left_behind(source, text), *repaired.left_behind()),
            doubtful=cut.doubtful,
        )


def _left_behind(source: str, text: str) -> Iterator[Sayable]:
    left_behind = LeftBehind()
    left_behind.add(message("footnotes or endnotes"), len(_FOOTNOTE.findall(source)))
    left_behind.add(message("pictures or objects"), len(_PICTURE.findall(source)))
    left_behind.add(
        message("characters that its encoding does not have, read as “{mark}”", mark=_UNKNOWN),
        text.count(_UNKNOWN),
    )
    return left_behind.messages()


def _source(data: bytes) -> str:
    """Return the RTF; bytes beyond ASCII in it are in the file's code page."""
    return data.decode(f"cp{_codepage(data)}", "replace")


def _codepage(data: bytes) -> str:
    """Return the number of the code page that a file names, if Python knows it, else 1252."""
    found = _CODEPAGE.search(data[:2_000])
    number = found[1].decode() if found else "1252"
    try:
        codecs.lookup(f"cp{number}")
    except LookupError:
        return "1252"
    return number


def _text_of(source: str, path: Path) -> str:
    """Return the text of RTF.

    Raises:
        BadInput: it is too large, or damaged.
    """
    from striprtf.striprtf import font_table_group, rtf_to_text

    # A line break there keeps striprtf from writing the address of a link after its words.
    source = _FIELD.sub(r"\1" + "\n", _PICTURE_DATA.sub("", source))
    if len(source) > _MOST or len(font_table_group(source)) > _MOST_FONTS:
        raise BadInput(
            "{file} is larger than any transcript. Split it, or save it as .docx.", file=path.name
        )
    try:
        return str(rtf_to_text(source, errors="replace"))
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise BadInput(
            "{file} is damaged, or in an unusual encoding ({reason}). "
            "Open it in a word processor and save it as .docx.",
            file=path.name,
            reason=str(error).splitlines()[0][:100] if str(error) else type(error).__name__,
        ) from None


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [RichText()]
