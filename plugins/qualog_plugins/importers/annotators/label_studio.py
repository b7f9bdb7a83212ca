"""Imports texts with labels from Label Studio (JSON, JSON_MIN): a document for each task.

Each annotation is by who completed it, so that several annotators of a task stay apart. A label
repeats its words, and must have them; positions count as a browser does (UTF-16) or in code
points, whichever fits more words. Choices are codings of the whole text, comments
and free answers memos on it. What is marked in pictures and recordings is left behind, counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.labelled import LabelledTexts
from qualog_plugins.importers.placing.offsets import offsets_in
from qualog_plugins.importers.placing.passages import (
    MarkedPassage,
    NotPlaced,
    best_offsets,
    place_passage,
)
from qualog_plugins.importers.placing.texts import ProjectTexts, TextSource
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
_TELLING = (b'"annotations"', b'"completions"', b'"annotator"')


@frozen
class Options(TurnOptions):
    """Which text is read, and how it is cut."""

    text: str | None = option(None, help="key of the text in a task's data; found if not given")


class LabelStudio:
    """The importer of Label Studio's JSON."""

    name = "label-studio"
    summary = "Texts with labels from Label Studio (.json), each annotator's own"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a list of tasks with annotations."""
        begin = head.lstrip(b"\xef\xbb\xbf \n\r\t")
        if path.suffix.lower() != ".json" or not begin.startswith(b"["):
            return 0.0
        return 0.85 if any(key in head for key in _TELLING) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return a document for each task with a text, and its labels as codings.

        Raises:
            BadInput: it is not JSON, or no task has a text.
        """
        tasks = read_json(path)
        texts = _LabelStudioTexts(path.stem, ProjectTexts(options))
        for number, task in enumerate(tasks if isinstance(tasks, list) else [], start=1):
            texts.add(number, task, options.text)
        if not texts.documents:
            raise BadInput(
                "{file} holds no texts with labels: {reason}. Export the project from Label "
                "Studio as JSON, and name the key of the text with -o text=…",
                file=path.name,
                reason=next(iter(texts.dropped), message("it has no tasks")),
            )
        return texts.material()


@frozen
class _Result:
    """One thing that an annotator said: what kind, what it is, and by whom."""

    kind: str
    value: Any
    author: str | None
    dated: int | None

    @property
    def passage(self) -> MarkedPassage:
        """The passage, if it is one."""
        return MarkedPassage(
            integer_at(self.value, "start"),
            integer_at(self.value, "end"),
            text_at(self.value, "text"),
        )

    @property
    def codes(self) -> list[str]:
        """The labels or choices."""
        named_codes = (name_of(label, "label") for label in list_at(self.value, self.kind))
        return [code for code in named_codes if code]


@define
class _LabelStudioTexts(LabelledTexts):
    """Reads tasks.

    Attributes:
        skipped: how many annotations were skipped.
        predictions: how many are a model's.
        others: how many results there are of other types.
    """

    skipped: int = 0
    predictions: int = 0
    others: Counter[str] = field(factory=Counter)

    def add(self, number: int, task: Any, key: str | None) -> None:
        """Add the text of one task, with what annotators said of it."""
        results = list(self._results(task))
        passages = [result.passage for result in results if result.kind in _SPANS]
        found = _text(task, key, passages)
        for result in results:
            if result.kind not in (*_SPANS, "choices", "textarea"):
                self.others[result.kind] += 1
        place = message("task {number}", number=number)
        if not found.strip():
            self.dropped.append(message("{place}, which has no text", place=place))
            return
        source = self.add_text(task, number, found)
        ways = [offsets_in(found, utf16=True), source.offsets]
        source = evolve(source, offsets=best_offsets(ways, source.document.text, passages))
        for result in results:
            if result.kind == "textarea":
                self._add_memo(result, source)
            elif result.kind in (*_SPANS, "choices"):
                self._add_codings(result, source, place)

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from super().left_behind()
        if self.predictions:
            yield plural(
                "one prediction by a model", "{n} predictions by a model", self.predictions
            )
        if self.skipped:
            yield plural("one skipped annotation", "{n} skipped annotations", self.skipped)
        for kind, count in sorted(self.others.items()):
            if kind:
                yield plural(
                    "one result of the type “{type}”",
                    "{n} results of the type “{type}”",
                    count,
                    type=kind,
                )
            else:
                yield plural("one result of no type", "{n} results of no type", count)

    def _results(self, task: Any) -> Iterator[_Result]:
        """Yield all that annotators said of a task."""
        annotations = list_at(task, "annotations") or list_at(task, "completions")
        if not annotations and not isinstance(value_at(task, "data"), dict):
            yield from _minimal(task)
        for annotation in annotations:
            if value_at(annotation, "was_cancelled") is True:
                self.skipped += 1
                continue
            author = _author(value_at(annotation, "completed_by"))
            dated = milliseconds_of(text_at(annotation, "created_at"))
            for result in list_at(annotation, "result"):
                kind = text_at(result, "type").lower()
                yield _Result(kind[:40], value_at(result, "value"), author, dated)
        self.predictions += len(list_at(task, "predictions"))

    def _add_memo(self, result: _Result, source: TextSource) -> None:
        lines = [line for line in list_at(result.value, "text") if isinstance(line, str)]
        text = "\n".join(lines).strip()
        if text:
            name = source.document.name
            memo = ImportedMemo(name, text, author=result.author, dated=result.dated)
            self.memos.append(memo)

    def _add_codings(self, result: _Result, source: TextSource, place: Sayable) -> None:
        if not result.codes:
            self.dropped.append(message("{place}: an annotation that has no label", place=place))
            return
        text = source.document.text
        span: tuple[int, int] | NotPlaced = (0, len(text))
        if result.kind in _SPANS:
            span = place_passage(result.passage, source.offsets, text)
        if isinstance(span, NotPlaced):
            self.dropped.append(
                message(
                    "{place} ({codes}): {reason}",
                    place=place,
                    codes=listing(result.codes),
                    reason=span.reason,
                )
            )
            return
        for code in result.codes:
            self.codings.append(
                ImportedCoding(
                    source.document.name,
                    *span,
                    code,
                    author=result.author,
                    dated=result.dated,
                    place=str(place),
                )
            )


def _minimal(task: Any) -> Iterator[_Result]:
    """Yield what JSON_MIN keeps of an annotation: the labels beside the data."""
    author = _author(value_at(task, "annotator"))
    for values in task.values() if isinstance(task, dict) else ():
        for value in values if isinstance(values, list) else ():
            kind = next((kind for kind in _SPANS if list_at(value, kind)), None)
            if kind is not None:
                yield _Result(kind, value, author, milliseconds_of(text_at(task, "created_at")))


def _text(task: Any, key: str | None, passages: list[MarkedPassage]) -> str:
    """Return the text of a task: by its key, or the one that has the words of most labels."""
    data = value_at(task, "data") if isinstance(value_at(task, "data"), dict) else task
    if key is not None:
        return text_at(data, key) and str(data[key])
    texts = {
        name: value
        for name, value in (data.items() if isinstance(data, dict) else ())
        if isinstance(value, str) and value.strip() and not _is_address(value)
    }
    if data is task:  # JSON_MIN has the data among what Label Studio adds
        texts = {name: value for name, value in texts.items() if not name.endswith("_at")}

    def merit(name: str) -> tuple[int, bool, int]:
        fitting = sum(marked.words in texts[name] for marked in passages if marked.words)
        return fitting, name == "text", len(texts[name])

    return texts[max(texts, key=merit)] if texts else ""


def _is_address(value: str) -> bool:
    """Return whether a value is the address of a picture or a recording."""
    return value.startswith(("http://", "https://", "/data/", "s3://", "gs://", "data:"))


def _author(user: Any) -> str | None:
    """Return who annotated, from a user or just their number."""
    if isinstance(user, dict):
        names = " ".join(filter(None, (text_at(user, "first_name"), text_at(user, "last_name"))))
        return names or text_at(user, "email") or name_of(value_at(user, "id"), "annotator") or None
    return name_of(user, "annotator") or None


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [LabelStudio()]
