"""Imports texts with labels from doccano (JSON lines): each line becomes a document.

Labels are read in all the forms in which doccano has exported them: `label`, `labels` or
`entities` as `[start, end, name]`, and `annotations` that say by their `user` who gave them.
Labels of a whole text (`["spam"]`, `cats`) are codings of all of it. Positions count code points.
Where there is a file for each annotator, `--coder-from file` says who.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedMemo, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.labelled import LabelledTexts
from qualog_plugins.importers.placing.passages import Marked, placed
from qualog_plugins.importers.placing.texts import Texts, TextSource
from qualog_plugins.importers.reading.json_values import (
    list_at,
    name_of,
    read_lines,
    text_at,
    value_at,
)
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions

_LABELS = ("label", "labels", "entities", "annotations")


class Doccano:
    """The importer of doccano's JSON lines."""

    name = "doccano"
    summary = "Texts with labels from doccano (.jsonl): a document for each line"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: lines of JSON with a text and labels."""
        begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if path.suffix.lower() not in (".jsonl", ".json") or not begin.startswith(b"{"):
            return 0.0
        line = head.split(b"\n", 1)[0]
        marked = any(f'"{each}"'.encode() in line for each in (*_LABELS, "cats"))
        return 0.85 if (b'"text"' in line or b'"data"' in line) and marked else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give a document for each line, and its labels as codings.

        Raises:
            BadInput: a line is no JSON, or none has a text.
        """
        reading = _Reading(path.stem, Texts(options))
        for number, value in read_lines(path):
            reading.take(number, value)
        if not reading.documents:
            raise BadInput(f"{path.name} holds no texts: no line has a 'text' or 'data'.")
        return reading.material()


@frozen
class _Label:
    """A label as it was given: of a passage, or of all the text where there is no place."""

    name: str
    start: int | None
    end: int | None
    user: str | None = None
    dated: int | None = None


class _Reading(LabelledTexts):
    """Reads lines."""

    def take(self, number: int, value: Any) -> None:
        """Take in one line."""
        found = (
            value_at(value, "text")
            if isinstance(value_at(value, "text"), str)
            else value_at(value, "data")
        )
        if not isinstance(found, str) or not found.strip():
            self.dropped.append(f"line {number}, which has no text")
            return
        source = self.source(value, number, found)
        for label in _labels(value):
            self._coding(label, source, f"line {number}")
        for comment in list_at(value, "Comments") + list_at(value, "comments"):
            if isinstance(comment, str) and comment.strip():
                self.memos.append(ImportedMemo(source.document.name, comment.strip()))
        if relations := len(list_at(value, "relations")):
            self.others["relations"] += relations

    def _coding(self, label: _Label, source: TextSource, place: str) -> None:
        text = source.document.text
        span: tuple[int, int] | str = (0, len(text))
        if label.start is not None or label.end is not None:
            span = placed(Marked(label.start, label.end), source.offsets, text)
        if not label.name or isinstance(span, str):
            told = span if isinstance(span, str) else "it has no name, or is no label"
            self.dropped.append(f"{place}, a label '{label.name}': {told}")
            return
        self.codings.append(
            ImportedCoding(
                source.document.name,
                *span,
                label.name,
                author=label.user,
                dated=label.dated,
                place=place,
            )
        )


def _labels(value: Any) -> Iterator[_Label]:
    """Give the labels of a line, in whatever form they are."""
    for each in (one for key in (*_LABELS, "cats") for one in list_at(value, key)):
        if isinstance(each, dict):
            yield _of_dict(each)
        elif isinstance(each, list):
            start, end, name = (*each, None, None, None)[:3]
            yield _Label(name_of(name, "label"), _place(start), _place(end))
        else:
            yield _Label(name_of(each, "label"), None, None)


def _of_dict(each: dict[str, Any]) -> _Label:
    start, end = value_at(each, "start_offset"), value_at(each, "end_offset")
    placed_ = "start_offset" in each or "end_offset" in each
    return _Label(
        name_of(value_at(each, "label"), "label"),
        _place(start) if placed_ else None,
        _place(end) if placed_ else None,
        name_of(value_at(each, "user"), "user") or None,
        milliseconds_of(text_at(each, "created_at")),
    )


def _place(value: Any) -> int:
    """Give a place; -1, which is none, where it is no number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Doccano()]
