"""Imports a project that INCEpTION or WebAnno exported (`.zip`): all annotators at once.

In it each document is a folder with a file for each annotator, `annotation/talk.txt/ann.xmi`, in
the format that was chosen for the export: WebAnno TSV 3, UIMA's XMI (in a zip of its own) or
JSON. Each becomes that annotator's codings of one document; what was curated is coded by
`CURATION_USER`, as INCEpTION calls who curates. The format says what of a file is kept: see
`webanno_tsv` and `uima_xmi`.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, evolve, field

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.inception import uima_xmi, webanno_tsv
from qualog_plugins.importers.reading.encoding import decode
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.zipped import Zipped, names_in
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, split_names

_FILE = re.compile(r"(?:^|/)(?:annotation|curation)/([^/]+)/([^/]+)\.(tsv|xmi|xml|json|zip|txt)$")
_MOST = 400 * 1024 * 1024
_ADVICE = "Copy it or export it again."
_TOO_LARGE = message("It may have been made to do harm; ask whoever sent it.")
_NOBODY = "INITIAL_CAS"  # the document as it was before anybody annotated


class Inception:
    """The importer of INCEpTION's projects."""

    name = "inception"
    summary = "A project exported from INCEpTION or WebAnno (.zip), with all its annotators"
    options = uima_xmi.Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: an archive with a folder of annotations for each document."""
        names = names_in(path, head)
        told = any("exportedproject" in each for each in names)
        return 0.95 if told and any(map(_FILE.search, names)) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give each document once, with the codings of all its annotators.

        Raises:
            BadInput: it is damaged, or no such project, or no document's annotations can be read.
        """
        archive = _opened(read_bytes(path), path.name)
        found = sorted((match for match in map(_FILE.search, archive.names) if match), key=_order)
        if not found:
            raise BadInput(
                f"{path.name} is no project of INCEpTION: it has no folder 'annotation' with a "
                "folder for each document. Export the whole project, with WebAnno TSV or XMI."
            )
        project = _Project(options)
        for match in found:
            document, annotator, kind = match.groups()
            if annotator != _NOBODY:
                inside = path / match.string
                project.take(archive.read(match.string), inside, document, annotator, kind)
        return project.material()


def _order(match: re.Match[str]) -> tuple[str, str, bool, str]:
    """Sort by document and annotator; of one's files, that with annotations first."""
    return match[1], match[2], match[3] == "txt", match[0]


def _opened(data: bytes, file: str) -> Zipped:
    return Zipped(data, file, most=_MOST, advice=_ADVICE, too_large=_TOO_LARGE)


@define
class _Project:
    """Puts together what the annotators of one project did."""

    options: Any
    documents: dict[str, ImportedDocument] = field(factory=dict)
    codes: dict[str, ImportedCode] = field(factory=dict)
    codings: list[ImportedCoding] = field(factory=list)
    dropped: list[str] = field(factory=list)

    def take(self, data: bytes, path: Path, folder: str, annotator: str, kind: str) -> None:
        """Take in one annotator's file of one document."""
        name = PurePosixPath(folder).stem
        told = f"{annotator} in “{name}”"
        try:
            material = self._read(data, path, name, kind)
        except BadInput as error:
            self.dropped.append(f"what {told} annotated: {error}")
            return
        [document] = material.documents
        there = self.documents.setdefault(name, evolve(document, name=name))
        if there.text != document.text:
            self.dropped.append(f"what {told} annotated: their copy of the text is another")
            return
        for code in material.codes:
            self.codes.setdefault(code.name.casefold(), code)
        self.codings += (evolve(each, document=name, author=annotator) for each in material.codings)
        self.dropped += (f"of {told}: {each}" for each in material.dropped)

    def material(self) -> Material:
        """Give all of it.

        Raises:
            BadInput: nothing could be read.
        """
        if not self.documents:
            raise BadInput(f"Nothing in the project can be read: {'; '.join(self.dropped[:3])}")
        return Material(
            documents=tuple(self.documents.values()),
            codes=tuple(self.codes.values()),
            codings=tuple(self.codings),
            dropped=tuple(self.dropped),
        )

    def _read(self, data: bytes, path: Path, name: str, kind: str) -> Material:
        if kind == "tsv":
            return webanno_tsv.material_of(data, path, self.options.types)
        if kind == "txt":
            return self._text_alone(data, path, name)
        if kind == "zip":
            inner = _opened(data, path.name)
            for each in inner.names:
                if each.lower().endswith((".xmi", ".json")):
                    return uima_xmi.material_of(inner.read(each), path, self.options)
            raise BadInput(f"{path.name} holds no .xmi. {_ADVICE}")
        return uima_xmi.material_of(data, path, self.options)

    def _text_alone(self, data: bytes, path: Path, name: str) -> Material:
        text, encoding = decode(data, path)
        cut = find_turns(
            text,
            Layout(),
            speakers=self.options.speakers,
            names=split_names(self.options.names),
        )
        told = "annotations, which the export does not hold: export it with WebAnno TSV or XMI"
        return Material((ImportedDocument(name, text, cut.turns, data, encoding),), dropped=(told,))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Inception()]
