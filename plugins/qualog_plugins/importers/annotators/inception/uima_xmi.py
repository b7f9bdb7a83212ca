r"""Imports annotations from UIMA (`.xmi`, `.json`), as INCEpTION, WebAnno and others export them.

The file holds the text itself, so that each annotation is on exactly its characters; UIMA counts
them in UTF-16, with `\r\n` as two. The code of an annotation is the value of its features, where
it has one that names something (`value`, `label`, …) or a person names some (`code`), under the
code of its type; else it is its type. UIMA's own types, tokens, sentences, the markup of the
text's source and what spans the whole text are not codings, unless a person names them (`types`).

Who annotated is not in the format: name them with `--coder` or `--coder-from folder`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.inception.uima import Structure, is_json, structures
from qualog_plugins.importers.placing.layers import TECHNICAL, codes_under
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, stored_text
from qualog_plugins.importers.placing.passages import no_such_passage
from qualog_plugins.importers.reading.files import document_name, read_bytes
from qualog_plugins.importers.tables.table import split_list, whole_number
from qualog_plugins.importers.transcripts.turns import TurnOptions, labels_left_behind, turns_in

_NAMING = ("value", "label", "code", "PosValue", "category", "identifier", "DependencyType")
_POSITION = {"sofa", "begin", "end"}


@frozen
class Options(TurnOptions):
    """Which annotations are codings, and what their codes are."""

    types: str = option(
        "", help="types of annotations to import as codings, separated by ;, else the usual ones"
    )
    code: str = option("", help="features that name the code, separated by ;")
    memo: str = option("", help="features to keep as a memo, separated by ;")


class UimaXmi:
    """The importer of UIMA's XMI and JSON."""

    name = "uima-xmi"
    summary = "Text and annotations from UIMA (.xmi, .json): INCEpTION, WebAnno, DKPro"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of XML whose outermost element is XMI, or UIMA's JSON."""
        return 0.9 if b"<xmi:XMI" in head or b"omg.org/XMI" in head or is_json(head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the text as one document, with its annotations as codings.

        Raises:
            BadInput: it is damaged, or holds no text, or a type that a person named is not there.
        """
        return material_of(read_bytes(path), path, options)


def material_of(data: bytes, path: Path, options: Any) -> Material:
    """Return what an analysis holds; `path` says what it is called.

    Raises:
        BadInput: it is damaged, or holds no text, or a type that a person named is not there.
    """
    found, encoding = structures(data, path.name)
    views = [
        structure
        for structure in found
        if structure.type == "Sofa" and structure.get("sofaString") is not None
    ]
    as_found = str(views[0].get("sofaString")) if views else ""
    text = stored_text(as_found)
    if not text.strip():
        raise BadInput("{file} holds no text. Export it with its text.", file=path.name)
    cut = turns_in(text, options)
    annotations = [
        structure
        for structure in found
        if structure.get("sofa") == views[0].id and structure.get("begin")
    ]
    name = document_name(path)
    reader = _AnnotationReader(name, offsets_in(as_found, utf16=True), len(text), options)
    reader.check(annotations, path)
    codings = tuple(reader.codings(annotations))
    return Material(
        documents=(ImportedDocument(name, text, cut.turns, data, encoding),),
        codes=tuple(codes_under(reader.layers)),
        codings=codings,
        dropped=(*_further(views), *reader.left_behind(), *labels_left_behind(cut.doubtful)),
    )


def _further(views: list[Structure]) -> Iterator[Sayable]:
    """Yield the views of the text beyond the first, which are left behind."""
    if more := len(views) - 1:
        yield plural("one further view of the text", "{n} further views of the text", more)


@frozen
class _AnnotationReader:
    """Makes codings of annotations.

    Attributes:
        document: the name of the document.
        offsets: the way from UIMA's positions to those in the stored text.
        length: the length of the stored text.
        options: which annotations are codings.
        layers: the type that a code was first met with, by code.
        others: how many annotations of each type are not codings.
        features: the features, by type, that are neither in a code nor in a memo.
        unplaced: the annotations that have no place in the text.
    """

    document: str
    offsets: Offsets
    length: int
    options: Options
    layers: dict[str, str] = field(factory=dict)
    others: Counter[str] = field(factory=Counter)
    features: dict[str, set[str]] = field(factory=dict)
    unplaced: list[Sayable] = field(factory=list)

    def check(self, annotations: list[Structure], path: Path) -> None:
        """Raise BadInput if a type that a person named is not there."""
        there = sorted({annotation.type for annotation in annotations})
        for name in split_list(self.options.types):
            if not there:
                raise BadInput(
                    "{file} has no annotations of the type “{type}”, nor of any other.",
                    file=path.name,
                    type=name,
                )
            if name not in there:
                raise BadInput(
                    "{file} has no annotations of the type “{type}”. Its types are: {types}.",
                    file=path.name,
                    type=name,
                    types=listing(there),
                )

    def codings(self, annotations: list[Structure]) -> Iterator[ImportedCoding]:
        """Yield the codings, in the file's order."""
        for annotation in annotations:
            begin, end = annotation.get("begin"), annotation.get("end")
            span = self._span(begin, end)
            if not self._is_coding(annotation.type, span):
                self.others[annotation.type] += 1
            elif span is None:
                self.unplaced.append(
                    message(
                        "an annotation of the type {type}: {reason}",
                        type=annotation.type,
                        reason=no_such_passage(begin, end),
                    )
                )
            else:
                features = _naming_features(annotation)
                code = self._code(annotation.type, features)
                yield ImportedCoding(self.document, *span, code, memo=self._memo(features))

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        for type_, count in sorted(self.others.items()):
            yield plural(
                "one annotation of the type {type}",
                "{n} annotations of the type {type}",
                count,
                type=type_,
            )
        for type_, names in sorted(self.features.items()):
            yield message(
                "features of {type}: {features} (to keep them: -o code=… or -o memo=…)",
                type=type_,
                features=listing(sorted(names)),
            )
        yield from self.unplaced

    def _span(self, begin: str | None, end: str | None) -> tuple[int, int] | None:
        first, last = whole_number(begin or ""), whole_number(end or "")
        return None if first is None or last is None else self.offsets.span(first, last)

    def _is_coding(self, type_: str, span: tuple[int, int] | None) -> bool:
        if self.options.types:
            return type_ in split_list(self.options.types)
        is_whole = span is not None and span[1] - span[0] == self.length
        return type_ not in TECHNICAL and type_ != "Annotation" and not is_whole

    def _code(self, type_: str, features: dict[str, str]) -> str:
        wanted = split_list(self.options.code)
        names = [name for name in wanted if name in features]
        if not wanted:
            names = [name for name in _NAMING if name in features][:1]
        unread = features.keys() - set(names) - set(split_list(self.options.memo))
        if unread:
            self.features.setdefault(type_, set()).update(unread)
        if not names:
            return type_
        code = ".".join(features[name] for name in names)
        if code.casefold() != type_.casefold():
            self.layers.setdefault(code, type_)
        return code

    def _memo(self, features: dict[str, str]) -> str:
        names = [name for name in split_list(self.options.memo) if name in features]
        return "; ".join(f"{name}: {features[name]}" for name in names)


def _naming_features(annotation: Structure) -> dict[str, str]:
    """Return the features of an annotation that say more than where it is."""
    return {
        name: tidy(value)
        for name, value in annotation.features.items()
        if name not in _POSITION and value.strip()
    }


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [UimaXmi()]
