"""Imports a project that INCEpTION or WebAnno exported (`.zip`): all annotators at once.

In it each document is a folder with a file for each annotator, `annotation/talk.txt/ann.xmi`, in
the format that was chosen for the export: WebAnno TSV 3, UIMA's XMI (in a zip of its own) or
JSON. Each becomes that annotator's codings of one document; what was curated is coded by
`CURATION_USER`, as INCEpTION calls whoever curates. What of a file is kept depends on its format:
see `webanno_tsv` and `uima_xmi`.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, evolve, field

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, Material
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.inception import uima_xmi, webanno_tsv
from qualog_plugins.importers.reading.encoding import decode
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.zipped import Zipped, names_in
from qualog_plugins.importers.transcripts.turns import turns_in

_FILE = re.compile(r"(?:^|/)(?:annotation|curation)/([^/]+)/([^/]+)\.(tsv|xmi|xml|json|zip|txt)$")
_MOST_BYTES = 400 * 1024 * 1024
_NOBODY = "INITIAL_CAS"  # the document as it was before anybody annotated


class Inception:
    """The importer of INCEpTION's projects."""

    name = "inception"
    summary = "A project exported from INCEpTION or WebAnno (.zip), with all its annotators"
    options = uima_xmi.Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of an archive with a folder of annotations for each document."""
        names = names_in(path, head)
        is_project = any("exportedproject" in name for name in names)
        return 0.95 if is_project and any(map(_FILE.search, names)) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return each document once, with the codings of all its annotators.

        Raises:
            BadInput: it is damaged, or not such a project, or no document's annotations can be
                read.
        """
        archive = _opened(read_bytes(path), path.name)
        found = sorted((match for match in map(_FILE.search, archive.names) if match), key=_order)
        if not found:
            raise BadInput(
                "{file} is not a project of INCEpTION: it has no folder “annotation” with a folder "
                "for each document. Export the whole project, with WebAnno TSV or XMI.",
                file=path.name,
            )
        project = _InceptionProject(options)
        for match in found:
            document, annotator, kind = match.groups()
            if annotator != _NOBODY:
                inside = path / match.string
                project.add(archive.read(match.string), inside, document, annotator, kind)
        return project.material(path)


def _order(match: re.Match[str]) -> tuple[str, str, bool, str]:
    """Sort by document and annotator; of one's files, that with annotations first."""
    return match[1], match[2], match[3] == "txt", match[0]


def _opened(data: bytes, file: str) -> Zipped:
    return Zipped(
        data,
        file,
        most=_MOST_BYTES,
        advice=message("Copy it or export it again."),
        too_large=message("It may have been made to do harm; ask whoever sent it."),
    )


@define
class _InceptionProject:
    """Puts together what the annotators of one project did.

    Attributes:
        options: how UIMA's files are read.
        documents: the documents by name.
        codes: the codes by name, in lower case.
        codings: everybody's codings.
        dropped: what was left behind of each annotator's files.
    """

    options: Any
    documents: dict[str, ImportedDocument] = field(factory=dict)
    codes: dict[str, ImportedCode] = field(factory=dict)
    codings: list[ImportedCoding] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)

    def add(self, data: bytes, path: Path, folder: str, annotator: str, kind: str) -> None:
        """Add one annotator's file of one document.

        Args:
            data: the file's bytes.
            path: where it lies in the archive, for messages.
            folder: the folder that it lies in, which is called as the document.
            annotator: who annotated.
            kind: the file's ending.
        """
        name = PurePosixPath(folder).stem
        try:
            material = self._read(data, path, name, kind)
        except BadInput as error:
            self.dropped.append(
                message(
                    "what {annotator} annotated in “{document}”: {reason}",
                    annotator=annotator,
                    document=name,
                    reason=error.message,
                )
            )
            return
        [document] = material.documents
        there = self.documents.setdefault(name, evolve(document, name=name))
        if there.text != document.text:
            self.dropped.append(
                message(
                    "what {annotator} annotated in “{document}”: their copy has another text",
                    annotator=annotator,
                    document=name,
                )
            )
            return
        for code in material.codes:
            self.codes.setdefault(code.name.casefold(), code)
        self.codings += (
            evolve(coding, document=name, author=annotator) for coding in material.codings
        )
        self.dropped += (
            message(
                "of {annotator} in “{document}”: {loss}",
                annotator=annotator,
                document=name,
                loss=loss,
            )
            for loss in material.dropped
        )

    def material(self, path: Path) -> Material:
        """Return all of it.

        Raises:
            BadInput: nothing could be read.
        """
        if self.dropped and not self.documents:
            raise BadInput(
                "{file} holds nothing that can be imported. The first thing left behind is "
                "{reason}",
                file=path.name,
                reason=self.dropped[0],
            )
        if not self.documents:
            raise BadInput(
                "{file} holds no annotations: nobody annotated anything. "
                "Export the project when somebody has.",
                file=path.name,
            )
        return Material(
            documents=tuple(self.documents.values()),
            codes=tuple(self.codes.values()),
            codings=tuple(self.codings),
            dropped=tuple(self.dropped),
        )

    def _read(self, data: bytes, path: Path, name: str, kind: str) -> Material:
        match kind:
            case "tsv":
                return webanno_tsv.material_of(data, path, self.options.types)
            case "txt":
                return self._text_alone(data, path, name)
            case "zip":
                return self._packed(data, path)
            case _:
                return uima_xmi.material_of(data, path, self.options)

    def _packed(self, data: bytes, path: Path) -> Material:
        """Return what the first UIMA file in an archive within the archive holds."""
        inner = _opened(data, path.name)
        for name in inner.names:
            if name.lower().endswith((".xmi", ".json")):
                return uima_xmi.material_of(inner.read(name), path, self.options)
        raise BadInput("{file} holds no .xmi. Copy it or export it again.", file=path.name)

    def _text_alone(self, data: bytes, path: Path, name: str) -> Material:
        """Return a document without annotations, as an export of texts alone has it."""
        text, encoding = decode(data, path)
        document = ImportedDocument(name, text, turns_in(text, self.options).turns, data, encoding)
        loss = message(
            "annotations, which the export does not hold: export it with WebAnno TSV or XMI"
        )
        return Material((document,), dropped=(loss,))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Inception()]
