"""A REFI-QDA project as the zip that it is, opened without trusting it.

Nothing is unpacked to disk; names are looked up without regard to case, and only the last
piece of a path counts, as the folder of sources is flat; no file may unpack to more than it
should.
"""

from pathlib import Path, PurePosixPath
from typing import Any

from qualog.errors import BadInput
from qualog.language import message
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.reading.xml import read_xml
from qualog_plugins.importers.reading.zipped import Zipped, too_large_error

_MOST_MARKUP = 4_000_000  # tags and attributes: each takes a hundred times its size in memory
_MOST_TEXT = 100 * 1024 * 1024  # of the project and of each text
MOST_KEPT = 64 * 1024 * 1024  # of a picture, a PDF or a recording, which the log keeps
_MOST = 400 * 1024 * 1024
_TOO_LARGE = message("It may have been made to do harm; ask whoever sent it.")
_ADVICE = "Export it anew from the program that it comes from."


class Archive:
    """The project's XML and the sources beside it; a bare .qde or .qdc has no sources."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip: Zipped | None = None
        self._sources: dict[str, str] = {}
        data = read_bytes(path)
        if not data:
            raise BadInput(f"{path.name} is empty. Check that it was saved or copied whole.")
        if data.startswith(b"PK"):
            data = self._unzipped(data)
        elif kind := kind_of(data[:16]):
            raise BadInput(f"{path.name} is {kind[0]}, no REFI-QDA project. {_ADVICE}")
        if data.count(b"<") + data.count(b"=") > _MOST_MARKUP:
            raise BadInput(f"{path.name} holds far more than any project does. Split it.")
        self.root: Any = read_xml(data, path.name, advice=_ADVICE)

    def source(self, path: str, most: int = _MOST_TEXT) -> bytes | None:
        """Give the bytes of a source by the path that the project names it with.

        None where the archive does not hold it, or where it is larger than `most` bytes.

        Raises:
            BadInput: it is damaged.
        """
        stored = self._sources.get(_last(path))
        if self._zip is None or stored is None or self._zip.size(stored) > most:
            return None
        return self._zip.read(stored)

    def _unzipped(self, data: bytes) -> bytes:
        """Give the project's XML; remember where the sources are."""
        self._zip = Zipped(
            data,
            self._path.name,
            most=_MOST,
            advice=message("Copy or download it again."),
            too_large=_TOO_LARGE,
        )
        project = None
        for each in self._zip.names:
            if _last(each).endswith(".qde"):
                project = project or each
            else:
                self._sources.setdefault(_last(each), each)
        if project is None:
            raise BadInput(
                f"{self._path.name} is a zip archive but no REFI-QDA project: it has no .qde file. "
                "Unpack an archive and import its files."
            )
        if self._zip.size(project) > _MOST_TEXT:
            raise too_large_error(self._path.name, _TOO_LARGE)
        return self._zip.read(project)


def _last(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name.casefold()
