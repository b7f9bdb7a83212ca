"""Imports oTranscribe files (.otr): the transcript in turns, each with its time.

The text is what oTranscribe shows, with its time marks, and turns are found in it as in any text;
their times are the exact ones that the file has for the marks. A mark within a turn stays in the
text. No library reads the format.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import repair_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_values import parse_json_unchecked, value_at
from qualog_plugins.importers.recordings.utterances import milliseconds
from qualog_plugins.importers.texts.web_page.walk import Page, read_page
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    labels_left_behind,
    turns_in,
)


class OTranscribe:
    """The importer of oTranscribe files."""

    name = "otranscribe"
    summary = "Transcripts from oTranscribe (.otr), with times"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0.0
        if path.suffix.lower() == ".otr":
            return 0.95
        return 0.9 if b'"text"' in head and b"data-timestamp" in head else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the transcript as one document.

        Raises:
            BadInput: it is damaged, or not an oTranscribe file.
        """
        data = read_bytes(path)
        content, encoding = parse_json_unchecked(data, path.name)
        markup = value_at(content, "text")
        if not isinstance(markup, str):
            raise BadInput(
                "{file} is not an oTranscribe file: it holds no transcript. "
                "Check that it is the right file.",
                file=path.name,
            )
        repaired = repair_text(markup)
        page = read_page(repaired.text)
        if page is None or not page.text.strip():
            raise BadInput(
                "The transcript in {file} is empty. Check that it is the right file.",
                file=path.name,
            )
        cut = turns_in(page.text, options, Layout(page.paragraphs, page.headings))
        turns = tuple(_with_exact_times(cut.turns, page))
        return Material(
            documents=(ImportedDocument(path.stem, page.text, turns, data, encoding),),
            dropped=(
                *_recording(content),
                *repaired.left_behind(),
                *labels_left_behind(cut.doubtful),
            ),
        )


def _recording(content: Any) -> Iterator[Sayable]:
    """Yield that the name of the recording is left behind, if the file has one."""
    name = value_at(content, "media")
    if isinstance(name, str) and name:
        yield message("the name of the recording, {name}", name=repair_text(name).text)


def _with_exact_times(turns: Sequence[ImportedTurn], page: Page) -> Iterator[ImportedTurn]:
    """Yield turns with the exact times of the marks that stand before their words."""
    end = 0
    marks = list(page.marks)
    for turn in turns:
        while marks and marks[0][0] < end:
            marks.pop(0)
        before = [seconds for position, seconds in marks if end <= position <= turn.start]
        time = milliseconds(before[-1]) if before else None
        yield turn if time is None else evolve(turn, time=time)
        end = turn.end


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [OTranscribe()]
