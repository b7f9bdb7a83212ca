r"""Imports annotations from UIMA (`.xmi`, `.json`), as INCEpTION, WebAnno and others export them.

The file holds the text itself, so that each annotation stands on exactly its characters; UIMA
counts them in UTF-16, with `\r\n` as two. What an annotation is named by its type, and by its
features if it has one that says (`value`, `label`, …) or a person names some (`code`); its type
is then the code above. UIMA's own types, tokens, sentences, the markup of the text's source and
what spans the whole text are no codings, unless a person names them (`types`).

Who annotated is not in the format: name them with `--coder` or `--coder-from folder`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.inception.uima import Structure, is_json, structures
from qualog_plugins.importers.placing.layers import TECHNICAL, codes_under
from qualog_plugins.importers.placing.offsets import Offsets, kept, offsets_in
from qualog_plugins.importers.reading.files import document_name, read_bytes
from qualog_plugins.importers.tables.table import listed, numbered, tidy
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    labels_left_behind,
    split_names,
)

_SAYING = ("value", "label", "code", "PosValue", "category", "identifier", "DependencyType")
_OWN = {"sofa", "begin", "end"}


@frozen
class Options(TurnOptions):
    """Which annotations are codings, and what their codes are."""

    types: str = option("", help="the types that are codings, with ; between; else what is usual")
    code: str = option("", help="the features that name the code, with ; between")
    memo: str = option("", help="the features that are kept as a memo, with ; between")


class UimaXmi:
    """The importer of UIMA's XMI and JSON."""

    name = "uima-xmi"
    summary = "Text and annotations from UIMA (.xmi, .json): INCEpTION, WebAnno, DKPro"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: XML whose outermost element is XMI, or JSON of UIMA."""
        return 0.9 if b"<xmi:XMI" in head or b"omg.org/XMI" in head or is_json(head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the text as one document, with its annotations as codings.

        Raises:
            BadInput: it is damaged, or holds no text, or a type that a person named is not there.
        """
        return material_of(read_bytes(path), path, options)


def material_of(data: bytes, path: Path, options: Any) -> Material:
    """Give what an analysis holds; `path` says what it is called.

    Raises:
        BadInput: it is damaged, or holds no text, or a type that a person named is not there.
    """
    found_structures, encoding = structures(data, path.name)
    view, found, others = _text(found_structures, path)
    text = kept(found)
    if not text.strip():
        raise BadInput(f"{path.name} holds no text. Export it with its text.")
    cut = find_turns(text, Layout(), speakers=options.speakers, names=split_names(options.names))
    annotations = [
        each for each in found_structures if each.get("sofa") == view and each.get("begin")
    ]
    name = document_name(path)
    reader = _Reader(name, offsets_in(found, utf16=True), len(text), options)
    reader.check(annotations, path)
    codings = tuple(reader.codings(annotations))
    return Material(
        documents=(ImportedDocument(name, text, cut.turns, data, encoding),),
        codes=tuple(codes_under(reader.layers)),
        codings=codings,
        dropped=(*others, *reader.told(), *labels_left_behind(cut.doubtful)),
    )


def _text(found: list[Structure], path: Path) -> tuple[str, str, list[str]]:
    """Give the view that holds the text, the text as it was found, and what else is there."""
    views = [
        (each.id, str(each.get("sofaString")))
        for each in found
        if each.type == "Sofa" and each.get("sofaString") is not None
    ]
    if not views:
        raise BadInput(f"{path.name} holds no text. Export it with its text.")
    more = [f"further views of the text: {len(views) - 1}"] if len(views) > 1 else []
    return (*views[0], more)


@frozen
class _Reader:
    """Makes codings of annotations, and remembers what it left behind."""

    document: str
    offsets: Offsets
    length: int
    options: Options
    layers: dict[str, str] = field(factory=dict)
    left: Counter[str] = field(factory=Counter)
    features: dict[str, set[str]] = field(factory=dict)
    unplaced: list[str] = field(factory=list)

    def check(self, annotations: list[Structure], path: Path) -> None:
        """Check that the types which a person named are there."""
        there = sorted({each.type for each in annotations})
        for each in listed(self.options.types):
            if each not in there:
                raise BadInput(
                    f"{path.name} has no annotations of the type '{each}'. "
                    f"Its types are {', '.join(there) or 'none'}."
                )

    def codings(self, annotations: list[Structure]) -> Iterator[ImportedCoding]:
        """Give the codings, in the file's order."""
        for each in annotations:
            kind = each.type
            start, end = numbered(each.get("begin") or ""), numbered(each.get("end") or "")
            span = None
            if start is not None and end is not None:
                span = self.offsets.span(start, end)
            if not self._is_coding(kind, span):
                self.left[kind] += 1
            elif span is None:
                where = f"{each.get('begin')}:{each.get('end')}"
                self.unplaced.append(f"{kind} at {where}: there is no such passage in the text")
            else:
                told = self._said(each)
                code = self._code(kind, told)
                yield ImportedCoding(self.document, *span, code, memo=self._memo(told))

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        for kind, count in sorted(self.left.items()):
            yield f"annotations of the type {kind}: {count}"
        for kind, names in sorted(self.features.items()):
            yield f"features of {kind}: {', '.join(sorted(names))} (kept with -o code= or -o memo=)"
        yield from self.unplaced

    def _is_coding(self, kind: str, span: tuple[int, int] | None) -> bool:
        if self.options.types:
            return kind in listed(self.options.types)
        whole = span is not None and span[1] - span[0] == self.length
        return kind not in TECHNICAL and kind != "Annotation" and not whole

    def _said(self, annotation: Structure) -> dict[str, str]:
        """Give the features that say anything."""
        return {
            name: tidy(value)
            for name, value in annotation.features.items()
            if name not in _OWN and value.strip()
        }

    def _code(self, kind: str, told: dict[str, str]) -> str:
        wanted = listed(self.options.code)
        names = [each for each in wanted if each in told]
        if not wanted:
            names = [each for each in _SAYING if each in told][:1]
        kept_as_memo = set(listed(self.options.memo))
        left = told.keys() - set(names) - kept_as_memo
        if left:
            self.features.setdefault(kind, set()).update(left)
        if not names:
            return kind
        code = ".".join(told[each] for each in names)
        if code.casefold() != kind.casefold():
            self.layers.setdefault(code, kind)
        return code

    def _memo(self, told: dict[str, str]) -> str:
        names = [each for each in listed(self.options.memo) if each in told]
        return "; ".join(f"{each}: {told[each]}" for each in names)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [UimaXmi()]
