"""A REFI-QDA project as the zip that it is, opened without trusting it.

Nothing is unpacked to disk; names are looked up without regard to case, and only the last
part of a path counts, as the folder of sources is flat; no file may unpack to more than it
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
_MOST_TEXT = 100 * 1024 * 1024  # bytes of the project and of each text
MOST_KEPT = 64 * 1024 * 1024
"""How many bytes a picture, a PDF or a recording may have, as the log keeps it."""
_MOST_BYTES = 400 * 1024 * 1024
_ADVICE = message("Export it again from the program that it comes from.")
_TOO_LARGE = message("It may have been made to do harm; ask whoever sent it.")


class Archive:
    """The project's XML and the sources beside it; a bare .qde or .qdc has no sources.

    Raises:
        BadInput: it is damaged, harmful, or not such a file.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.name
        self._zip: Zipped | None = None
        self._sources: dict[str, str] = {}
        data = read_bytes(path)
        if not data:
            raise BadInput(
                "{file} is empty. Check that it was saved or copied whole.", file=self._file
            )
        if data.startswith(b"PK"):
            data = self._unzipped(data)
        elif kind := kind_of(data[:16]):
            raise BadInput(
                "{file} is {kind}, not a REFI-QDA project. {advice}",
                file=self._file,
                kind=kind.name,
                advice=_ADVICE,
            )
        if data.count(b"<") + data.count(b"=") > _MOST_MARKUP:
            raise BadInput(
                "{file} has far more in it than any project. Export it in parts.", file=self._file
            )
        self.root: Any = read_xml(data, self._file, advice=_ADVICE)

    def source(self, path: str, most: int = _MOST_TEXT) -> bytes | None:
        """Return the bytes of a source by the path that the project names it with.

        None where the archive does not hold it, or where it is larger than `most` bytes.

        Raises:
            BadInput: it is damaged.
        """
        stored = self._sources.get(_last(path))
        if self._zip is None or stored is None or self._zip.size(stored) > most:
            return None
        return self._zip.read(stored)

    def _unzipped(self, data: bytes) -> bytes:
        """Return the project's XML; remember where the sources are."""
        self._zip = Zipped(
            data,
            self._file,
            most=_MOST_BYTES,
            advice=message("Copy or download it again."),
            too_large=_TOO_LARGE,
        )
        project = None
        for name in self._zip.names:
            if _last(name).endswith(".qde"):
                project = project or name
            else:
                self._sources.setdefault(_last(name), name)
        if project is None:
            raise BadInput(
                "{file} is a zip archive but not a REFI-QDA project: it has no .qde file. "
                "Unpack it and import the files in it.",
                file=self._file,
            )
        if self._zip.size(project) > _MOST_TEXT:
            raise too_large_error(self._file, _TOO_LARGE)
        return self._zip.read(project)


def _last(path: str) -> str:
    """Return the last part of a path, as it is compared."""
    return PurePosixPath(path.replace("\\", "/")).name.casefold()
