"""Sample files for importers, and what all material must be, whatever file it came from."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import evolve, field, frozen

from qualog.errors import QualogError
from qualog.importing.choice import HEAD
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.planner import ImportPlanner
from qualog.material import ImportedDocument, Material
from qualog.options import read_options
from qualog.plugins.protocols import Importer
from qualog.state import State

_LATEST: Final = 1 << 53
"""Milliseconds that any program can hold: a double is exact up to here."""


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@frozen
class Sample:
    """A file of the kind that an importer reads, and what is to come of it.

    Attributes:
        name: the file's name; with folders, where they matter (`annotation/talk.txt/ann.tsv`).
        content: what it holds; a text is written as UTF-8.
        coded: all codings that come of it, as (code, words), in the order of their documents.
        turns: all turns, as (speaker, words); None where they are not compared.
        beside: files that are read along with it, by their names.
        texts: documents that the study has already, by name, for a file that brings codings alone.
        options: as they are typed after `-o`.
        asked_for: that such a file is another importer's where it is not named with `--with`.
        coders: who made each of `coded`, None for whoever imports; None where nobody is compared.
        times: when each turn begins and ends, in milliseconds; None where they are not compared.
        dropped: all that is said to be left behind, as a person reads it; None where it is not
            compared.
        longer: a function that returns what the file holds if it is so many times as long, with so
            many times the turns and codings. A text of lines needs none.
    """

    name: str
    content: bytes = field(converter=_as_bytes)
    coded: tuple[tuple[str, str], ...] = ()
    turns: tuple[tuple[str | None, str], ...] | None = None
    beside: Mapping[str, bytes | str] = field(factory=dict)
    texts: Mapping[str, str] = field(factory=dict)
    options: Mapping[str, str] = field(factory=dict)
    asked_for: bool = False
    coders: tuple[str | None, ...] | None = None
    times: tuple[tuple[int | None, int | None], ...] | None = None
    dropped: tuple[str, ...] | None = None
    longer: Callable[[int], str | bytes] | None = None

    @property
    def files(self) -> dict[str, bytes]:
        """All files, by name; the sample itself is the first."""
        return {self.name: self.content} | {
            name: _as_bytes(content) for name, content in self.beside.items()
        }

    def with_file(self, name: str, content: str | bytes) -> "Sample":
        """Return the sample with another content of one of its files, or with one more file."""
        if name == self.name:
            return evolve(self, content=content)
        return evolve(self, beside={**self.beside, name: content})

    def write(self, folder: Path) -> Path:
        """Write the files into a folder; return the sample's path."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder / self.name


def outcome(importer: Importer, sample: Sample, folder: Path, state: State) -> Material | str:
    """Let a sample that may be anything be read, and all be decided that comes of it.

    Nothing is written but the sample.

    Returns:
        Sound material, or the words with which it is refused.
    """
    path = sample.write(folder)
    with path.open("rb") as file:
        assert 0 <= importer.sniff(path, file.read(HEAD)) <= 1
    try:
        options = read_options(importer.options, dict(sample.options), owner=importer.name)
        material = importer.read(path, options)
        check_material(material)
        there = tuple(ImportedDocument(name, text) for name, text in sample.texts.items())
        every = evolve(material, documents=(*there, *material.documents))
        ImportPlanner(ImportPlan(state, ("me",)), importer.name).add(every)
    except QualogError as error:
        assert str(error).strip(), "an error without a word"
        return str(error)
    return material


def check_material(material: Material) -> None:
    """Check that all of a material can be decided.

    Texts are as texts are here, positions lie in them, turns and lines are in order, what was
    left behind is said in words, and all words can be written.
    """
    lengths = {document.name: len(document.text) for document in material.documents}
    for document in material.documents:
        _check_text(document)
        _check_turns(document)
        end = 0
        for line in document.lines:
            assert 0 <= line.start <= line.end <= len(document.text), f"{line} lies outside"
            assert end <= line.start, f"{line} begins before the one above it ends"
            end = line.end
    for what, marked, start, end_ in _marked(material):
        assert (start is None) == (end_ is None), f"{what} has only one boundary"
        if start is None or end_ is None or marked not in lengths:
            continue
        assert 0 <= start < end_ <= lengths[marked], f"{what} lies outside “{marked}”"
    for sentence in (*material.dropped, *material.samples):
        assert str(sentence).strip(), "what was left behind is said in no words"
    for words in all_words(material):
        words.encode("utf-8")  # raises at half of a character


def all_words(value: Any) -> Iterator[str]:
    """Yield all words that are in a material, or in a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from all_words(part)
    elif attrs.has(type(value)):
        for field_ in attrs.fields(type(value)):
            yield from all_words(getattr(value, field_.name))


def _check_text(document: ImportedDocument) -> None:
    assert "\r" not in document.text, f"“{document.name}” has line ends other than \\n"
    assert "\x00" not in document.text, f"“{document.name}” has a NUL character"


def _check_turns(document: ImportedDocument) -> None:
    end = 0
    for turn in document.turns:
        assert end <= turn.start < turn.end <= len(document.text), (
            f"“{document.name}”: {turn} overlaps the one before it, is empty, or lies outside"
        )
        end = turn.end
        for time in (turn.time, turn.until):
            assert time is None or 0 <= time < _LATEST, f"{turn} is at no time of a recording"
        if turn.time is not None and turn.until is not None:
            assert turn.time <= turn.until, f"{turn} ends before it begins"


def _marked(material: Material) -> Iterator[tuple[str, str, int | None, int | None]]:
    for coding in material.codings:
        if coding.region is None:
            yield f"the coding “{coding.code}”", coding.document, coding.start, coding.end
    for memo in material.memos:
        yield f"the memo “{memo.text[:30]}”", memo.document, memo.start, memo.end
    for words in material.attributions:
        yield f"a passage of {words.participant}", words.document, words.start, words.end
    for judged in material.judged:
        for start, end in judged.passages:
            yield "a passage that was judged", judged.document, start, end
