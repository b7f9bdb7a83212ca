"""Imports oTranscribe's files (.otr): the transcript in turns, each with its time.

The text is what oTranscribe shows, its time marks included, and turns are found in it as in
any text; their times are then the exact ones that stand behind the marks. A mark within a
turn stays in the text and moves nothing. No library reads the format.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from qualog.errors import BadInput
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import mended
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_file import encoding_of, read_json
from qualog_plugins.importers.recordings.utterances import milliseconds
from qualog_plugins.importers.texts.web_page.walk import Page, read_page
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    not_taken,
    split_names,
)


class OTranscribe:
    """The importer of oTranscribe's files."""

    name = "otranscribe"
    summary = "Transcripts from oTranscribe (.otr), with times"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0.0
        if path.suffix.lower() == ".otr":
            return 0.95
        return 0.9 if b'"text"' in head and b"data-timestamp" in head else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the transcript as one document.

        Raises:
            BadInput: it is damaged, or no file of oTranscribe's.
        """
        data = read_bytes(path)
        told = read_json(data, path)
        markup = told.get("text") if isinstance(told, dict) else None
        if not isinstance(markup, str):
            raise BadInput(f"{path.name} is no file of oTranscribe's: it holds no transcript.")
        whole = mended(markup)
        page = read_page(whole.text)
        if page is None or not page.text.strip():
            raise BadInput(f"{path.name} is an empty transcript. Check that it is the right file.")
        layout = Layout(page.paragraphs, page.headings)
        names = split_names(options.names)
        cut = find_turns(page.text, layout, speakers=options.speakers, names=names)
        turns = tuple(_timed(cut.turns, page))
        media = told.get("media")
        name = (
            f"the name of the recording, {mended(media).text}"
            if isinstance(media, str) and media
            else ""
        )
        return Material(
            documents=(ImportedDocument(path.stem, page.text, turns, data, encoding_of(data)),),
            dropped=(*filter(None, [name]), *whole.told(), *not_taken(cut)),
        )


def _timed(turns: Sequence[ImportedTurn], page: Page) -> Iterable[ImportedTurn]:
    """Give turns the exact times of the marks that stand before their words."""
    end = 0
    marks = list(page.marks)
    for turn in turns:
        while marks and marks[0][0] < end:
            marks.pop(0)
        before = [told for position, told in marks if end <= position <= turn.start][-1:]
        time = milliseconds(before[0]) if before else None
        yield turn if time is None else evolve(turn, time=time)
        end = turn.end


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [OTranscribe()]
