"""A REFI-QDA project as the zip that it is, opened without trusting it.

Nothing is unpacked to disk; names are looked up without regard to case, and only the last
piece of a path counts, as the folder of sources is flat; no file may unpack to more than it
should.
"""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from qualog.errors import BadInput
from qualog_plugins.importers.annotators.markup import read_xml
from qualog_plugins.importers.files import kind_of, read_bytes

_MOST_MARKUP = 4_000_000  # tags and attributes: each takes a hundred times its size in memory
_MOST_TEXT = 100 * 1024 * 1024  # of the project and of each text
MOST_KEPT = 64 * 1024 * 1024  # of a picture, a PDF or a recording, which the log keeps
_MOST = 400 * 1024 * 1024
_ADVICE = "Export it anew from the program that it comes from."


class Archive:
    """The project's XML and the sources beside it; a bare .qde or .qdc has no sources."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = _MOST
        self._zip: zipfile.ZipFile | None = None
        self._sources: dict[str, zipfile.ZipInfo] = {}
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
        name = PurePosixPath(path.replace("\\", "/")).name.casefold()
        stored = self._sources.get(name)
        if stored is None or stored.file_size > most:
            return None
        return self._read(stored, most)

    def _unzipped(self, data: bytes) -> bytes:
        """Give the project's XML; remember where the sources are."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raise BadInput(
                f"{self._path.name} is damaged or cut off. Copy or download it again."
            ) from None
        project = None
        for each in self._zip.infolist():
            name = PurePosixPath(each.filename.replace("\\", "/"))
            if name.suffix.lower() == ".qde":
                project = project or each
            elif not each.is_dir():
                self._sources.setdefault(name.name.casefold(), each)
        if project is None:
            raise BadInput(
                f"{self._path.name} is a zip archive but no REFI-QDA project: it has no .qde file. "
                "Unpack an archive and import its files."
            )
        return self._read(project, _MOST_TEXT)

    def _read(self, stored: zipfile.ZipInfo, most: int) -> bytes:
        assert self._zip is not None
        try:
            with self._zip.open(stored) as file:
                data = file.read(min(most, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise BadInput(
                f"{self._path.name} is damaged: {PurePosixPath(stored.filename).name} in it "
                "cannot be unpacked. Copy or download it again."
            ) from None
        except RuntimeError:  # what zipfile raises where a password is needed
            raise BadInput(
                f"{self._path.name} is locked with a password. Save it without one."
            ) from None
        self._left -= len(data)
        if len(data) > most or self._left < 0:
            raise BadInput(
                f"{self._path.name} unpacks to far more than it says it does. "
                "It may be made to do harm; ask whoever sent it."
            )
        return data
