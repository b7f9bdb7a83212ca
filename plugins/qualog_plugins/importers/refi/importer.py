"""Imports REFI-QDA projects and codebooks, as NVivo, ATLAS.ti, MAXQDA and others export them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.codebook import CodeReader, SetReader
from qualog_plugins.importers.refi.elements import child, local_name
from qualog_plugins.importers.refi.project import OURS, ProjectReader
from qualog_plugins.importers.transcripts.turns import TurnOptions

_NAMESPACE = b"urn:QDA-XML:"
_SUFFIXES = (".qdpx", ".qde", ".qdc")


@frozen
class Options(TurnOptions):
    """How positions are counted, and how texts are cut."""

    offsets: str = option(
        "auto", help="how positions are counted, such as utf16-crlf2-nobom-exclusive"
    )


class RefiQda:
    """The importer of what programs for qualitative analysis exchange."""

    name = "refi-qda"
    summary = "REFI-QDA projects (.qdpx) and codebooks (.qdc) of NVivo, ATLAS.ti, MAXQDA, QualCoder"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of the namespace, or a zip that has the name of a project."""
        if _NAMESPACE in head:
            return 0.95
        if head.startswith(b"PK"):
            return 0.95 if path.suffix.lower() == ".qdpx" or b".qde" in head else 0.0
        return 0.2 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return what the project or codebook holds.

        Raises:
            BadInput: it is damaged or harmful, or how it counts positions cannot be told.
        """
        archive = Archive(path)
        match local_name(archive.root):
            case "CodeBook":
                return _codebook(archive)
            case "Project":
                return ProjectReader(archive, path.name, options.offsets, options).read()
            case other:
                raise BadInput(
                    "{file} is not a REFI-QDA project or codebook: it begins with <{element}>. "
                    "Export it again from the program that it comes from.",
                    file=path.name,
                    element=other,
                )


def _codebook(archive: Archive) -> Material:
    codes = CodeReader()
    codes.read(child(archive.root, "Codes"))
    sets = SetReader(codes)
    sets.read(child(archive.root, "Sets"))
    ours = str(archive.root.get("origin") or "").startswith(OURS)
    return Material(
        codes=tuple(codes.codes.values()),
        themes=tuple(sets.themes.values()),
        dropped=(*codes.left_behind(ours=ours), *sets.dropped),
    )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [RefiQda()]
