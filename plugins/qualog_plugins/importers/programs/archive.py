"""One file out of a zip archive that nobody vouches for; nothing is unpacked to disk."""

import io
import zipfile
import zlib
from pathlib import Path

from qualog.errors import BadInput

_MOST = 500 * 1024 * 1024


def is_archive(path: Path, head: bytes, name: str) -> bool:
    """Say whether a file is an archive that holds a file of a name, in whatever folder."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _in(archive, name) is not None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return False


def from_archive(data: bytes, file: str, name: str) -> bytes:
    """Give the content of a file in an archive.

    Raises:
        BadInput: it is not in it, damaged, locked, or unpacks to more than it should.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _in(archive, name)
            if found is None:
                raise BadInput(f"{file} has no {name} in it. Name the file that you mean.")
            with archive.open(found) as part:
                content = part.read(_MOST + 1)
    except RuntimeError as error:  # what zipfile raises where a password is needed
        if isinstance(error, NotImplementedError):
            raise BadInput(
                f"{file} is packed in a way that cannot be read. Pack it anew."
            ) from None
        raise BadInput(f"{file} is locked with a password. Save it without one.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise BadInput(f"{file} is damaged or cut off. Copy or pack it anew.") from None
    if len(content) > _MOST:
        raise BadInput(f"{file} unpacks to far more than any project holds. Unpack it yourself.")
    return content


def _in(archive: zipfile.ZipFile, name: str) -> str | None:
    """Find a file by its name, the one that lies highest."""
    found = [each for each in archive.namelist() if each.rpartition("/")[2].lower() == name]
    return min(found, key=lambda each: (each.count("/"), each), default=None)
