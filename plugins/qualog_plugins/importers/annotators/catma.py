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
from qualog.language import Sayable, message, plural
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.offsets import offsets_in, stored_text
from qualog_plugins.importers.placing.passages import MarkedPassage, NotPlaced, place_passage
from qualog_plugins.importers.placing.texts import TextSource
from qualog_plugins.importers.reading.encoding import decode_as_found
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.json_values import integer_at, read_json, text_at, value_at
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions, labels_left_behind, turns_in

_TELLING = b"https://www.catma.de/tag"
_ID = re.compile(r"[\w-]{1,100}")
_AUTHOR = "catma_markupauthor"
_TIME = "catma_markuptimestamp"


class Catma:
    """The importer of CATMA's annotations."""

    name = "catma"
    summary = "One annotator's annotations from a CATMA 7 project (its folder, as in git)"
    options = TurnOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of annotations that name CATMA's tags."""
        return 0.95 if path.suffix.lower() == ".json" and _TELLING in head else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Return the files of the project that are read along with the annotations."""
        root = _root(path)
        if root is None:
            return []
        return [
            *(root / "documents").rglob("*.*"),
            *(root / "tagsets").rglob("*.*"),
            *root.glob("collections/*/header.json"),
        ]

    def read(self, path: Path, options: Any) -> Material:
        """Return the documents that are annotated, with the annotations as codings.

        Raises:
            BadInput: it is damaged, or not in its project's folder.
        """
        annotations = read_json(path)
        root = _root(path)
        if root is None or not isinstance(annotations, list):
            raise BadInput(
                "{file} is not in the folder of a CATMA project, where annotations are in "
                "collections/C_…/annotations. Copy the whole project, and name the file in it.",
                file=path.name,
            )
        project = _CatmaProject(root, options)
        codings = tuple(
            coding
            for number, annotation in enumerate(annotations, start=1)
            for coding in project.codings(annotation, message("annotation {number}", number=number))
        )
        return Material(
            documents=tuple(source.document for source in project.sources.values()),
            codes=tuple(project.codes()),
            codings=codings,
            dropped=tuple(project.left_behind()),
        )


@frozen
class _Tag:
    """A tag: its name, the id of the tag above it, and what its properties are called, by id."""

    name: str
    parent: str
    properties: dict[str, str]


@define
class _CatmaProject:
    """The folders of a project, read as they are needed.

    Attributes:
        root: the project's folder.
        options: how texts are cut into turns.
        sources: the documents, by id.
        tags: the tags that are used, by id.
        dropped: what could not be read.
        parted: how many annotations have several passages.
    """

    root: Path
    options: TurnOptions
    sources: dict[str, TextSource] = field(factory=dict)
    tags: dict[str, _Tag] = field(factory=dict)
    dropped: list[Sayable] = field(factory=list)
    parted: int = 0

    def codings(self, annotation: Any, place: Sayable) -> Iterator[ImportedCoding]:
        """Yield the codings of one annotation; the memo is on the first."""
        tag = self._tag(text_at(annotation, "body", "tag"))
        items = value_at(annotation, "target", "items")
        if tag is None or not isinstance(items, list):
            self.dropped.append(
                message("{place}, which has no tag of the project or no passage", place=place)
            )
            return
        author, dated, memo = self._properties(annotation, tag)
        parts = 0
        for item in items:
            source = self._source(text_at(item, "source"))
            if source is None:
                self.dropped.append(
                    message("{place} ({code}): its text is not there", place=place, code=tag.name)
                )
                continue
            passage = MarkedPassage(
                integer_at(item, "selector", "start"), integer_at(item, "selector", "end")
            )
            span = place_passage(passage, source.offsets, source.document.text)
            if isinstance(span, NotPlaced):
                self.dropped.append(
                    message(
                        "{place} ({code}): {reason}",
                        place=place,
                        code=tag.name,
                        reason=span.reason,
                    )
                )
                continue
            parts += 1
            yield ImportedCoding(
                source.document.name,
                *span,
                tag.name,
                author=author,
                dated=dated,
                memo=memo if parts == 1 else "",
                place=str(place),
            )
        self.parted += parts > 1

    def codes(self) -> Iterator[ImportedCode]:
        """Yield the tags that are used as codes, with those above them."""
        waiting = list(self.tags.values())
        yielded: set[str] = set()
        for tag in waiting:
            above = self._read_tag(tag.parent)
            if above is not None and above.name not in {known.name for known in waiting}:
                waiting.append(above)
            if tag.name.casefold() not in yielded:
                yielded.add(tag.name.casefold())
                yield ImportedCode(tag.name, parent=above.name if above else None)

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from self.dropped
        if self.parted:
            yield plural(
                "that the passages of an annotation belong together: of one annotation",
                "that the passages of an annotation belong together: of {n} annotations",
                self.parted,
            )

    def _properties(self, annotation: Any, tag: _Tag) -> tuple[str | None, int | None, str]:
        """Return who annotated, when, and what else they said."""
        system = self._named(value_at(annotation, "body", "properties", "system"), tag)
        own = self._named(value_at(annotation, "body", "properties", "user"), tag)
        memo = "; ".join(f"{name}: {value}" for name, value in own.items())
        return system.get(_AUTHOR), milliseconds_of(system.get(_TIME)), memo

    def _named(self, values: Any, tag: _Tag) -> dict[str, str]:
        """Return the values of properties that say anything, by the property's name."""
        return {
            tag.properties.get(str(id_), str(id_)): ", ".join(map(str, parts))
            for id_, parts in (values.items() if isinstance(values, dict) else ())
            if isinstance(parts, list) and any(str(part).strip() for part in parts)
        }

    def _tag(self, path: str) -> _Tag | None:
        """Return a tag by its path, `tagsets/T_…/CATMA_…`, as one that is used."""
        id_ = path.rpartition("/")[2]
        if id_ not in self.tags and (tag := self._read_tag(id_)):
            self.tags[id_] = tag
        return self.tags.get(id_)

    def _read_tag(self, id_: str) -> _Tag | None:
        found = next(iter(self._files("tagsets/*", id_, "propertydefs.json")), None)
        if found is None:
            return None
        definition = read_json(found)
        name = text_at(definition, "name").strip()
        kinds = ("systemPropertyDefinitions", "userDefinedPropertyDefinitions")
        properties = {
            str(key): text_at(value, "name")
            for kind in kinds
            if isinstance(values := value_at(definition, kind), dict)
            for key, value in values.items()
        }
        return _Tag(name, text_at(definition, "parentUuid"), properties) if name else None

    def _source(self, id_: str) -> TextSource | None:
        """Return a document by its id; None if its text is not in the project's folder."""
        if id_ not in self.sources:
            found = next(iter(self._files("documents", id_, f"{id_}.txt")), None)
            if found is None:
                return None
            self.sources[id_] = self._read_source(found)
        return self.sources[id_]

    def _read_source(self, path: Path) -> TextSource:
        header_path = path.with_name("header.json")
        header = read_json(header_path) if header_path.is_file() else {}
        title = text_at(header, "gitContentInfoSet", "title").strip()
        file = Path(text_at(header, "gitTechInfoSet", "fileName")).stem
        data = read_bytes(path)
        found, encoding = decode_as_found(data, path)
        text = stored_text(found)
        cut = turns_in(text, self.options)
        self.dropped += labels_left_behind(cut.doubtful)
        name = title or file or path.stem
        document = ImportedDocument(name, text, cut.turns, data, encoding)
        return TextSource(document, offsets_in(found, utf16=True))

    def _files(self, folder: str, id_: str, name: str) -> list[Path]:
        """Return the files of a name in the folder of an id, which nothing leads out of."""
        return sorted(self.root.glob(f"{folder}/{id_}/{name}")) if _ID.fullmatch(id_) else []


def _root(path: Path) -> Path | None:
    """Return the project's folder; None if the file does not lie where annotations do."""
    folders = path.resolve().parents
    if len(folders) > 3 and (folders[0].name, folders[2].name) == ("annotations", "collections"):
        return folders[3] if path.is_absolute() else path.parent.parent.parent.parent
    return None


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Catma()]
