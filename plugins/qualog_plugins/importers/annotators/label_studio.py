"""Imports texts with labels from Label Studio (JSON, JSON_MIN): a document for each task.

Each annotation is by who completed it, so that several annotators of a task stay apart. A label
repeats its words, and must have them; positions count as a browser does (UTF-16) or in code
points, told by which of them fits more words. Choices are codings of the whole text, comments
and free answers memos on it. What is marked in pictures and recordings is left behind, counted.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.labelled import LabelledTexts
from qualog_plugins.importers.placing.offsets import offsets_in
from qualog_plugins.importers.placing.passages import Marked, best_fitting, placed
from qualog_plugins.importers.placing.texts import Texts, TextSource
from qualog_plugins.importers.reading.json_values import (
    integer_at,
    list_at,
    name_of,
    read_json,
    text_at,
    value_at,
)
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions

_SPANS = ("labels", "hypertextlabels")
_HEAD = (b'"annotations"', b'"completions"', b'"annotator"')


@frozen
class Options(TurnOptions):
    """Which text is read, and how it is cut."""

    text: str | None = option(None, help="the key of the text in a task's data; found if not given")


class LabelStudio:
    """The importer of Label Studio's JSON."""

    name = "label-studio"
    summary = "Texts with labels from Label Studio (.json), each annotator's own"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a list of tasks with annotations."""
        if path.suffix.lower() != ".json" or not head.lstrip(b"\xef\xbb\xbf \n\r\t").startswith(
            b"["
        ):
            return 0.0
        return 0.85 if any(each in head for each in _HEAD) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give a document for each task with a text, and its labels as codings.

        Raises:
            BadInput: it is no JSON, or no task has a text.
        """
        tasks = read_json(path)
        reading = _Reading(path.stem, Texts(options))
        for number, task in enumerate(tasks if isinstance(tasks, list) else [], start=1):
            reading.take(number, task, options.text)
        if not reading.documents:
            told = "; ".join(list(reading.told())[:4]) or "it is no list of tasks"
            raise BadInput(
                f"{path.name} holds no texts with labels: {told}. Export the project from Label "
                "Studio as JSON, and say which key has the text with -o text=…"
            )
        return reading.material()


@frozen
class _Result:
    """One thing that an annotator said: what kind, what it is, and by whom."""

    kind: str
    value: Any
    author: str | None
    dated: int | None

    @property
    def marked(self) -> Marked:
        """The passage, if it is one."""
        return Marked(
            integer_at(self.value, "start"),
            integer_at(self.value, "end"),
            text_at(self.value, "text"),
        )


class _Reading(LabelledTexts):
    """Reads tasks."""

    def take(self, number: int, task: Any, key: str | None) -> None:
        """Take in one task."""
        results = list(self._results(task))
        spans = [each.marked for each in results if each.kind in _SPANS]
        found = _text(task, key, spans)
        for each in results:
            if each.kind not in (*_SPANS, "choices", "textarea"):
                self.others[each.kind] += 1
        if not found.strip():
            self.dropped.append(f"task {number}, which has no text")
            return
        source = self.source(task, number, found)
        ways = [offsets_in(found, utf16=True), source.offsets]
        source = evolve(source, offsets=best_fitting(ways, source.document.text, spans))
        for each in results:
            self._said(each, source, f"task {number}")

    def _results(self, task: Any) -> Iterator[_Result]:
        """Give all that annotators said of a task."""
        annotations = list_at(task, "annotations") or list_at(task, "completions")
        if not annotations and not isinstance(value_at(task, "data"), dict):
            yield from _minimal(task)
        for annotation in annotations:
            if value_at(annotation, "was_cancelled") is True:
                self.others["skipped annotations"] += 1
                continue
            author = _author(value_at(annotation, "completed_by"))
            dated = milliseconds_of(text_at(annotation, "created_at"))
            for each in list_at(annotation, "result"):
                kind = text_at(each, "type").lower() or "results of no kind"
                yield _Result(kind[:40], value_at(each, "value"), author, dated)
        if predictions := len(list_at(task, "predictions")):
            self.others["predictions by a model"] += predictions

    def _said(self, result: _Result, source: TextSource, place: str) -> None:
        document = source.document
        if result.kind == "textarea":
            told = "\n".join(
                each for each in list_at(result.value, "text") if isinstance(each, str)
            )
            if told.strip():
                memo = ImportedMemo(
                    document.name, told.strip(), author=result.author, dated=result.dated
                )
                self.memos.append(memo)
            return
        span: tuple[int, int] | str
        if result.kind == "choices":
            span = (0, len(document.text))
        elif result.kind in _SPANS:
            span = placed(result.marked, source.offsets, document.text)
        else:
            return
        codes = [name_of(each, "label") for each in list_at(result.value, result.kind)]
        if isinstance(span, str) or not any(codes):
            why = span if isinstance(span, str) else "it has no label"
            self.dropped.append(f"{place} ({', '.join(filter(None, codes))}): {why}")
            return
        for code in filter(None, codes):
            self.codings.append(
                ImportedCoding(
                    document.name,
                    *span,
                    code,
                    author=result.author,
                    dated=result.dated,
                    place=place,
                )
            )


def _minimal(task: Any) -> Iterator[_Result]:
    """Give what JSON_MIN keeps of an annotation: the labels beside the data."""
    author = _author(value_at(task, "annotator"))
    for value in task.values() if isinstance(task, dict) else ():
        for each in value if isinstance(value, list) else ():
            kind = next((one for one in _SPANS if list_at(each, one)), None)
            if kind is not None:
                yield _Result(kind, each, author, milliseconds_of(text_at(task, "created_at")))


def _text(task: Any, key: str | None, spans: list[Marked]) -> str:
    """Find the text of a task: by its key, or the one that has the words of most labels."""
    data = value_at(task, "data") if isinstance(value_at(task, "data"), dict) else task
    if key is not None:
        return text_at(data, key) and str(data[key])
    texts = {
        name: value
        for name, value in (data.items() if isinstance(data, dict) else ())
        if isinstance(value, str) and value.strip() and not _leads(value)
    }
    if data is task:  # JSON_MIN has the data among what Label Studio adds
        texts = {name: value for name, value in texts.items() if not name.endswith("_at")}

    def merit(name: str) -> tuple[int, bool, int]:
        fitting = sum(each.words in texts[name] for each in spans if each.words)
        return fitting, name == "text", len(texts[name])

    return texts[max(texts, key=merit)] if texts else ""


def _leads(value: str) -> bool:
    """Say whether a value is the address of a picture or a recording."""
    return value.startswith(("http://", "https://", "/data/", "s3://", "gs://", "data:"))


def _author(by: Any) -> str | None:
    if isinstance(by, dict):
        names = " ".join(filter(None, (text_at(by, "first_name"), text_at(by, "last_name"))))
        return names or text_at(by, "email") or name_of(value_at(by, "id"), "annotator") or None
    return name_of(by, "annotator") or None


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [LabelStudio()]
