"""Imports texts with labels from doccano (JSON lines): each line becomes a document.

Labels are read in all the forms in which doccano has exported them: `label`, `labels` or
`entities` as `[start, end, name]`, and `annotations` that say by their `user` who gave them.
Labels of a whole text (`["spam"]`, `cats`) are codings of all of it. Positions count code points.
Where there is a file for each annotator, `--coder-from file` names them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog.material import ImportedCoding, ImportedMemo, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.labelled import LabelledTexts
from qualog_plugins.importers.placing.passages import MarkedPassage, NotPlaced, place_passage
from qualog_plugins.importers.placing.texts import ProjectTexts, TextSource
from qualog_plugins.importers.reading.json_values import (
    list_at,
    name_of,
    read_lines,
    text_at,
    value_at,
)
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions

_KEYS = ("label", "labels", "entities", "annotations", "cats")  # under which labels are


class Doccano:
    """The importer of doccano's JSON lines."""

    name = "doccano"
    summary = "Texts with labels from doccano (.jsonl): a document for each line"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of lines of JSON with a text and labels."""
        begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if path.suffix.lower() not in (".jsonl", ".json") or not begin.startswith(b"{"):
            return 0.0
        line = head.split(b"\n", 1)[0]
        labelled = any(f'"{key}"'.encode() in line for key in _KEYS)
        return 0.85 if (b'"text"' in line or b'"data"' in line) and labelled else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return a document for each line, and its labels as codings.

        Raises:
            BadInput: a line is not JSON, or none has a text.
        """
        texts = _DoccanoTexts(path.stem, ProjectTexts(options))
        for number, value in read_lines(path):
            texts.add(number, value)
        if not texts.documents:
            raise BadInput(
                "{file} holds no texts: no line has a “text” or “data”. Export the dataset from "
                "doccano as JSONL.",
                file=path.name,
            )
        return texts.material()


@frozen
class _Label:
    """A label as it was given: of a passage, or of all the text where there is no place.

    A place that is not a number is -1, which no text has.
    """

    name: str
    start: int | None
    end: int | None
    user: str | None = None
    dated: int | None = None


@define
class _DoccanoTexts(LabelledTexts):
    """Reads lines; `relations` counts those between labels."""

    relations: int = 0

    def add(self, number: int, value: Any) -> None:
        """Add the text of one line, with its labels."""
        found = (
            value_at(value, "text")
            if isinstance(value_at(value, "text"), str)
            else value_at(value, "data")
        )
        place = message("line {line}", line=number)
        if not isinstance(found, str) or not found.strip():
            self.dropped.append(message("{place}, which has no text", place=place))
            return
        source = self.add_text(value, number, found)
        for label in _labels(value):
            self._add_coding(label, source, place)
        for comment in list_at(value, "Comments") + list_at(value, "comments"):
            if isinstance(comment, str) and comment.strip():
                self.memos.append(ImportedMemo(source.document.name, comment.strip()))
        self.relations += len(list_at(value, "relations"))

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from super().left_behind()
        if self.relations:
            yield plural("one relation", "{n} relations", self.relations)

    def _add_coding(self, label: _Label, source: TextSource, place: Sayable) -> None:
        if not label.name:
            self.dropped.append(
                message("{place}: a label that has no name, or is not a label", place=place)
            )
            return
        span = _span(label, source)
        if isinstance(span, NotPlaced):
            self.dropped.append(
                message(
                    "{place}, the label “{label}”: {reason}",
                    place=place,
                    label=label.name,
                    reason=span.reason,
                )
            )
            return
        self.codings.append(
            ImportedCoding(
                source.document.name,
                *span,
                label.name,
                author=label.user,
                dated=label.dated,
                place=str(place),
            )
        )


def _span(label: _Label, source: TextSource) -> tuple[int, int] | NotPlaced:
    """Return the span of a label: all of the text where it has no place."""
    text = source.document.text
    if label.start is None and label.end is None:
        return 0, len(text)
    return place_passage(MarkedPassage(label.start, label.end), source.offsets, text)


def _labels(value: Any) -> Iterator[_Label]:
    """Yield the labels of a line, in whatever form they are."""
    for label in (label for key in _KEYS for label in list_at(value, key)):
        if isinstance(label, dict):
            yield _label_of(label)
        elif isinstance(label, list):
            start, end, name = (*label, None, None, None)[:3]
            yield _Label(name_of(name, "label"), _position(start), _position(end))
        else:
            yield _Label(name_of(label, "label"), None, None)


def _label_of(label: dict[str, Any]) -> _Label:
    has_place = "start_offset" in label or "end_offset" in label
    return _Label(
        name_of(value_at(label, "label"), "label"),
        _position(value_at(label, "start_offset")) if has_place else None,
        _position(value_at(label, "end_offset")) if has_place else None,
        name_of(value_at(label, "user"), "user") or None,
        milliseconds_of(text_at(label, "created_at")),
    )


def _position(value: Any) -> int:
    """Return a position; -1, which no text has, where it is not a number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Doccano()]
