"""One file out of a zip archive in which a whole project was packed."""

from collections.abc import Iterable
from pathlib import Path

from qualog.errors import BadInput
from qualog.language import message
from qualog_plugins.importers.reading.zipped import Zipped, names_in

_MOST = 500 * 1024 * 1024


def archive_holds(path: Path, head: bytes, name: str) -> bool:
    """Return whether a file is an archive that holds a file of a name, in whatever folder."""
    return _find(names_in(path, head), name) is not None


def read_from_archive(data: bytes, file: str, name: str) -> bytes:
    """Return the content of a file in an archive.

    Args:
        data: the archive.
        file: its name, for messages.
        name: the name of the file in it, without folders.

    Raises:
        BadInput: it is not in it, damaged, locked, or unpacks to more than it should.
    """
    archive = Zipped(
        data,
        file,
        most=_MOST,
        advice=message("Copy it again, or pack the project again."),
        too_large=message("Unpack it yourself and import the file in it."),
    )
    found = _find(archive.names, name)
    if found is None:
        raise BadInput(
            "{file} does not hold a file {name}. Import the file that you mean.",
            file=file,
            name=name,
        )
    return archive.read(found)


def _find(paths: Iterable[str], name: str) -> str | None:
    """Return the path of a file of a name: the one with the fewest folders above it."""
    found = [path for path in paths if path.rpartition("/")[2].lower() == name]
    return min(found, key=lambda path: (path.count("/"), path), default=None)
