"""A zip archive that nobody vouches for: nothing is unpacked to disk, nor more than it should.

Its files are bytes under a name: a path that leads out of the archive leads nowhere, and a
symbolic link is the text of where it points.
"""

import io
import stat
import zipfile
import zlib
from pathlib import Path

from qualog.errors import BadInput


class Zipped:
    """The files in an archive, and how many bytes of them may still be unpacked.

    Args:
        data: the archive.
        file: its name, for messages.
        most: how many bytes may be unpacked in all.
        advice: what a person can do when it is damaged.
        limit: what it holds more than where it unpacks to more, and what to do then.

    Raises:
        BadInput: it is damaged.
    """

    def __init__(self, data: bytes, file: str, *, most: int, advice: str, limit: str) -> None:
        self._file = file
        self._left = most
        self._advice = advice
        self._limit = limit
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raise BadInput(f"{file} is damaged or cut off. {advice}") from None
        for each in self._zip.infolist():
            if stat.S_ISLNK(each.external_attr >> 16):
                raise BadInput(
                    f"{file} holds a link to another file ({each.filename}), which no file of its "
                    "kind does. It may be made to do harm; ask whoever sent it."
                )
        self.names = tuple(each.filename for each in self._zip.infolist() if not each.is_dir())

    def size(self, name: str) -> int:
        """Give how many bytes a file says that it unpacks to; no more are ever unpacked."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Give the content of a file.

        Raises:
            BadInput: it is damaged, locked, or more than may still be unpacked.
        """
        size = self.size(name)
        self._left -= size
        if self._left < 0:
            raise BadInput(f"{self._file} unpacks to far more than {self._limit}")
        try:
            with self._zip.open(name) as file:
                return file.read(size + 1)
        except NotImplementedError:
            raise BadInput(
                f"{self._file} is packed in a way that cannot be read. Pack it anew."
            ) from None
        except RuntimeError:  # what zipfile raises where a password is needed
            raise BadInput(
                f"{self._file} is locked with a password. Save it without one."
            ) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise BadInput(
                f"{self._file} is damaged: {name} in it cannot be unpacked. {self._advice}"
            ) from None


def names_in(path: Path, head: bytes) -> list[str]:
    """Give the names of the files in what may be an archive, by its first bytes; else none."""
    if not head.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return []
