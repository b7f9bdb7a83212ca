"""Imports one annotator's annotations from a CATMA project (version 7, as it lies in git).

The file is `collections/C_…/annotations/….json`; the text, the names of the tags and the
document's title are read from the project's folders around it. An annotation is a coding by
its author, at its date, one for each of its passages; a tag under another is a code under
another; properties that a person set are the coding's memo. CATMA counts in UTF-16.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.offsets import Offsets, kept, offsets_in
from qualog_plugins.importers.reading.encoding import decode_as_found
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_values import read_json, text_at, value_at
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    labels_left_behind,
    split_names,
)

_MARK = b"https://www.catma.de/tag"
_ID = re.compile(r"[\w-]{1,100}")
_AUTHOR = "catma_markupauthor"
_TIME = "catma_markuptimestamp"


class Catma:
    """The importer of CATMA's annotations."""

    name = "catma"
    summary = "One annotator's annotations from a CATMA 7 project (its folder, as in git)"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: annotations that speak of CATMA's tags."""
        return 0.95 if path.suffix.lower() == ".json" and _MARK in head else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Give the files of the project that are read along with the annotations."""
        root = _root(path)
        folders = [root / each for each in ("documents", "tagsets")] if root else []
        beside = list(root.glob("collections/*/header.json")) if root else []
        return [*(each for folder in folders for each in folder.rglob("*.*")), *beside]

    def read(self, path: Path, options: Any) -> Material:
        """Give the documents that are annotated, with the annotations as codings.

        Raises:
            BadInput: it is damaged, or not in its project's folder.
        """
        annotations = read_json(path)
        root = _root(path)
        if root is None or not isinstance(annotations, list):
            raise BadInput(
                f"{path.name} is not in the folder of a CATMA project: it lies in "
                "collections/C_…/annotations. Copy the whole project, and name the file in it."
            )
        project = _Project(root, options)
        codings = tuple(
            coding
            for number, each in enumerate(annotations, start=1)
            for coding in project.codings(each, f"annotation {number}")
        )
        return Material(
            documents=tuple(each.document for each in project.texts.values()),
            codes=tuple(project.codes()),
            codings=codings,
            dropped=tuple(project.told()),
        )


@frozen
class _Text:
    """A document, and the way from CATMA's positions to those in it."""

    document: ImportedDocument
    offsets: Offsets


@frozen
class _Tag:
    """A tag: its name, the id of the tag above it, and what its properties are called."""

    name: str
    parent: str
    properties: dict[str, str]


@define
class _Project:
    """The folders of a project, read as they are needed."""

    root: Path
    options: TurnOptions
    texts: dict[str, _Text] = field(factory=dict)
    tags: dict[str, _Tag] = field(factory=dict)
    dropped: list[str] = field(factory=list)
    parted: int = 0

    def codings(self, annotation: Any, place: str) -> Iterator[ImportedCoding]:
        """Give the codings of one annotation."""
        tag = self._tag(text_at(annotation, "body", "tag"))
        items = value_at(annotation, "target", "items")
        if tag is None or not isinstance(items, list):
            self.dropped.append(f"{place}, which has no tag of the project or no passage")
            return
        author, dated, memo = self._properties(annotation, tag)
        parts = 0
        for item in items:
            text = self._text(text_at(item, "source"))
            start, end = value_at(item, "selector", "start"), value_at(item, "selector", "end")
            span = text.offsets.span(start, end) if text and _are_whole(start, end) else None
            if text is None or span is None:
                self.dropped.append(
                    f"{place} ({tag.name}): {start}:{end} is no passage of its text"
                )
                continue
            parts += 1
            yield ImportedCoding(
                text.document.name,
                *span,
                tag.name,
                author=author,
                dated=dated,
                memo=memo if parts == 1 else "",
                place=place,
            )
        self.parted += parts > 1

    def codes(self) -> Iterator[ImportedCode]:
        """Give the tags that are used as codes, with those above them."""
        waiting = list(self.tags.values())
        given: set[str] = set()
        for tag in waiting:
            above = self._tag_of(tag.parent)
            if above is not None and above.name not in {each.name for each in waiting}:
                waiting.append(above)
            if tag.name.casefold() not in given:
                given.add(tag.name.casefold())
                yield ImportedCode(tag.name, parent=above.name if above else None)

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        yield from self.dropped
        if self.parted:
            yield f"that the passages of an annotation belong together: {self.parted}"

    def _properties(self, annotation: Any, tag: _Tag) -> tuple[str | None, int | None, str]:
        """Give who annotated, when, and what else they said."""
        system = self._named(value_at(annotation, "body", "properties", "system"), tag)
        told = self._named(value_at(annotation, "body", "properties", "user"), tag)
        memo = "; ".join(f"{name}: {value}" for name, value in told.items())
        return system.get(_AUTHOR), milliseconds_of(system.get(_TIME)), memo

    def _named(self, values: Any, tag: _Tag) -> dict[str, str]:
        given = values.items() if isinstance(values, dict) else ()
        return {
            tag.properties.get(str(id_), str(id_)): ", ".join(map(str, told))
            for id_, told in given
            if isinstance(told, list) and any(str(each).strip() for each in told)
        }

    def _tag(self, path: str) -> _Tag | None:
        """Find a tag by its path, `tagsets/T_…/CATMA_…`."""
        id_ = path.rpartition("/")[2]
        if id_ not in self.tags and (found := self._tag_of(id_)):
            self.tags[id_] = found
        return self.tags.get(id_)

    def _tag_of(self, id_: str) -> _Tag | None:
        found = next(iter(self._files("tagsets/*", id_, "propertydefs.json")), None)
        if found is None:
            return None
        told = read_json(found)
        name = text_at(told, "name").strip()
        kinds = ("systemPropertyDefinitions", "userDefinedPropertyDefinitions")
        properties = {
            str(key): text_at(each, "name")
            for kind in kinds
            if isinstance(found_properties := value_at(told, kind), dict)
            for key, each in found_properties.items()
        }
        return _Tag(name, text_at(told, "parentUuid"), properties) if name else None

    def _text(self, id_: str) -> _Text | None:
        if id_ not in self.texts:
            found = next(iter(self._files("documents", id_, f"{id_}.txt")), None)
            if found is None:
                return None
            self.texts[id_] = self._read(found)
        return self.texts[id_]

    def _read(self, path: Path) -> _Text:
        header = path.with_name("header.json")
        told = read_json(header) if header.is_file() else {}
        title = text_at(told, "gitContentInfoSet", "title").strip()
        file = Path(text_at(told, "gitTechInfoSet", "fileName")).stem
        data = read_bytes(path)
        found, encoding = decode_as_found(data, path)
        text = kept(found)
        cut = find_turns(
            text, Layout(), speakers=self.options.speakers, names=split_names(self.options.names)
        )
        self.dropped += map(str, labels_left_behind(cut.doubtful))
        name = title or file or path.stem
        return _Text(
            ImportedDocument(name, text, cut.turns, data, encoding), offsets_in(found, utf16=True)
        )

    def _files(self, folder: str, id_: str, name: str) -> list[Path]:
        return sorted(self.root.glob(f"{folder}/{id_}/{name}")) if _ID.fullmatch(id_) else []


def _root(path: Path) -> Path | None:
    """Give the project's folder, if the file lies where annotations do."""
    folders = path.resolve().parents
    if len(folders) > 3 and (folders[0].name, folders[2].name) == ("annotations", "collections"):
        return folders[3] if path.is_absolute() else path.parent.parent.parent.parent
    return None


def _are_whole(*values: Any) -> bool:
    return all(isinstance(each, int) and not isinstance(each, bool) for each in values)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Catma()]
