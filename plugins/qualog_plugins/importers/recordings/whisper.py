"""Imports what speech recognition wrote as JSON, of Whisper and those like it.

They are whisper-timestamped, WhisperX, faster-whisper, whisper.cpp. Each segment is an
utterance, with its times and, where the program tells speakers apart, its speaker.

The words are the recogniser's: who imports them has read them, or has not. Times and
probabilities of single words are left behind. The format is plain JSON and needs no library.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import Mended, mended
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_file import encoding_of, read_json
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    end_after,
    in_recording,
    milliseconds,
    write_down,
)


@frozen
class Options:
    """How a recognised recording is read."""

    join: bool = option(True, help="one turn of a speaker's neighbouring segments; if not, each")


class Whisper:
    """The importer of Whisper's JSON."""

    name = "whisper"
    summary = "Speech recognition as JSON (Whisper, WhisperX, whisper.cpp), with times"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: Whisper's own begins with the whole text, then the segments."""
        begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not begin.startswith(b"{") or b"data-timestamp" in head:
            return 0.0
        if b'"segments"' in head or (b'"transcription"' in head and b'"model"' in head):
            return 0.9 if path.suffix.lower() == ".json" else 0.6
        first = begin[1:].lstrip()
        return 0.6 if path.suffix.lower() == ".json" and first.startswith(b'"text"') else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the words as one document, each turn with its time.

        Raises:
            BadInput: it is damaged, or holds no segments.
        """
        data = read_bytes(path)
        told = read_json(data, path)
        told = told if isinstance(told, dict) else {}
        segments = _rows(told.get("segments")) or _rows(told.get("transcription"))
        whole = [mended(str(each.get("text") or "")) for each in segments]
        script = write_down(
            [
                _utterance(segment, words.text)
                for segment, words in zip(segments, whole, strict=True)
            ],
            join=options.join,
        )
        if not script.turns:
            raise BadInput(
                f"{path.name} holds no segments with words, as Whisper's JSON does. "
                "Check that it is the right file."
            )
        lost = Mended("", sum(each.lost for each in whole))
        return Material(
            documents=(
                ImportedDocument(path.stem, script.text, script.turns, data, encoding_of(data)),
            ),
            dropped=(*_left_out(told, segments), *lost.told()),
        )


def _rows(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _utterance(segment: dict[str, Any], words: str) -> Utterance:
    speaker = segment.get("speaker")
    name = " ".join(mended(speaker).text.split()) if isinstance(speaker, str) else ""
    time, until = _times(segment)
    return Utterance(" ".join(words.split()), name or None, time, end_after(time, until))


def _times(segment: dict[str, Any]) -> tuple[int | None, int | None]:
    """Give when a segment begins and ends: in seconds, or as whisper.cpp has it."""
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        begin, end = offsets.get("from"), offsets.get("to")
        return (
            in_recording(begin) if isinstance(begin, int) else None,
            in_recording(end) if isinstance(end, int) else None,
        )
    return milliseconds(segment.get("start")), milliseconds(segment.get("end"))


def _left_out(told: dict[str, Any], segments: list[dict[str, Any]]) -> Iterator[str]:
    words = sum(len(each["words"]) for each in segments if isinstance(each.get("words"), list))
    if words:
        yield f"times of single words: {words}"
    if isinstance(language := told.get("language"), str):
        yield f"the language that the program heard, '{mended(language).text[:40]}'"


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Whisper()]
