"""Imports the JSON that speech recognition writes: Whisper and programs like it.

These are whisper-timestamped, WhisperX, faster-whisper and whisper.cpp. Each segment is an
utterance, with its times and, where the program tells speakers apart, its speaker.

The words are those that the program heard; nobody may have compared them with the recording.
Times and probabilities of single words are left behind. The format is plain JSON and needs no
library.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, number
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.characters import RepairedText, repair_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_values import parse_json_unchecked, value_at
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    end_after,
    in_recording,
    milliseconds,
    write_down,
)

_LONGEST_NAME = 40


@frozen
class Options:
    """How the JSON of a recording is read."""

    join: bool = option(True, help="join consecutive segments of a speaker into one turn")


class Whisper:
    """The importer of Whisper's JSON."""

    name = "whisper"
    summary = "Speech recognition in JSON (Whisper, WhisperX, whisper.cpp), with times"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1.

        Whisper's own files begin with the whole text; their segments may come later than `head`.
        """
        begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not begin.startswith(b"{") or b"data-timestamp" in head:
            return 0.0
        if b'"segments"' in head or (b'"transcription"' in head and b'"model"' in head):
            return 0.9 if path.suffix.lower() == ".json" else 0.6
        first = begin[1:].lstrip()
        return 0.6 if path.suffix.lower() == ".json" and first.startswith(b'"text"') else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the words as one document, each turn with its time.

        Raises:
            BadInput: it is damaged, or holds no segments.
        """
        data = read_bytes(path)
        content, encoding = parse_json_unchecked(data, path.name)
        segments = _objects(value_at(content, "segments"))
        segments = segments or _objects(value_at(content, "transcription"))
        texts = [repair_text(str(segment.get("text") or "")) for segment in segments]
        script = write_down(
            [
                _utterance(segment, words.text)
                for segment, words in zip(segments, texts, strict=True)
            ],
            join=options.join,
        )
        if not script.turns:
            raise BadInput(
                "{file} holds no segments with words, as Whisper's JSON does. "
                "Check that it is the right file.",
                file=path.name,
            )
        lost = RepairedText("", sum(words.lost for words in texts))
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            dropped=(*_left_behind(content, segments), *lost.left_behind()),
        )


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _utterance(segment: dict[str, Any], words: str) -> Utterance:
    speaker = segment.get("speaker")
    name = tidy(repair_text(speaker).text) if isinstance(speaker, str) else ""
    time, until = _times(segment)
    return Utterance(tidy(words), name or None, time, end_after(time, until))


def _times(segment: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return when a segment begins and ends, in milliseconds.

    Whisper writes seconds; whisper.cpp writes milliseconds, as `offsets`.
    """
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        begin, end = offsets.get("from"), offsets.get("to")
        return (
            in_recording(begin) if isinstance(begin, int) else None,
            in_recording(end) if isinstance(end, int) else None,
        )
    return milliseconds(segment.get("start")), milliseconds(segment.get("end"))


def _left_behind(content: Any, segments: list[dict[str, Any]]) -> Iterator[Sayable]:
    words = sum(
        len(segment["words"]) for segment in segments if isinstance(segment.get("words"), list)
    )
    if words:
        yield message("times of single words: {n}", n=number(words))
    if isinstance(language := value_at(content, "language"), str):
        yield message(
            "the language that the program heard, “{language}”",
            language=repair_text(language).text[:_LONGEST_NAME],
        )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Whisper()]
