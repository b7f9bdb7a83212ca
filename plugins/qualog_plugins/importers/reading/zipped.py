"""A zip archive that is not trusted: nothing is unpacked to disk, nor more of it than it should.

Its files are bytes under a name: a path that leads out of the archive leads nowhere, and a
symbolic link is the text of where it points.
"""

import io
import stat
import zipfile
import zlib
from pathlib import Path

from qualog.errors import BadInput
from qualog.language import Sayable

_DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError)


class Zipped:
    """The files in an archive, and how many bytes of them may still be unpacked.

    Args:
        data: the archive.
        file: its name, for messages.
        most: how many bytes may be unpacked in all.
        advice: what a person can do when it is damaged.
        too_large: what a person can do when it unpacks to more than that.

    Raises:
        BadInput: it is damaged, or holds a link.
    """

    def __init__(
        self, data: bytes, file: str, *, most: int, advice: Sayable, too_large: Sayable
    ) -> None:
        self._file = file
        self._left = most
        self._advice = advice
        self._too_large = too_large
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise BadInput(
                "{file} is damaged or cut off. {advice}", file=file, advice=advice
            ) from None
        for info in self._zip.infolist():
            if stat.S_ISLNK(info.external_attr >> 16):  # the upper half holds the mode of Unix
                raise BadInput(
                    "{file} holds a link to another file ({link}), which no file of its kind does. "
                    "It may have been made to do harm; ask whoever sent it.",
                    file=file,
                    link=info.filename,
                )
        self.names = tuple(info.filename for info in self._zip.infolist() if not info.is_dir())

    def size(self, name: str) -> int:
        """Return how many bytes the archive says a file unpacks to; no more are ever unpacked."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Return the content of a file.

        Raises:
            BadInput: it is damaged, locked, or more than may still be unpacked.
        """
        size = self.size(name)
        self._left -= size
        if self._left < 0:
            raise too_large_error(self._file, self._too_large)
        try:
            with self._zip.open(name) as file:
                return file.read(size + 1)
        except NotImplementedError:
            raise BadInput(
                "{file} is packed in a way that cannot be read. Pack it again as an ordinary zip "
                "archive.",
                file=self._file,
            ) from None
        except RuntimeError:  # what zipfile raises where a password is needed
            raise BadInput(
                "{file} is locked with a password. Save it without one.", file=self._file
            ) from None
        except (*_DAMAGED, zlib.error):
            raise BadInput(
                "{file} is damaged: {name} in it cannot be unpacked. {advice}",
                file=self._file,
                name=name,
                advice=self._advice,
            ) from None


def too_large_error(file: str, advice: Sayable) -> BadInput:
    """Return the error that an archive unpacks to more than it should."""
    return BadInput(
        "{file} unpacks to far more than a file of its kind holds. {advice}",
        file=file,
        advice=advice,
    )


def names_in(path: Path, head: bytes) -> list[str]:
    """Return the names of the files in an archive; none where the first bytes are not a zip's."""
    if not head.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except _DAMAGED:
        return []
