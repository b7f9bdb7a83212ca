"""One file out of a zip archive of a project."""

from collections.abc import Iterable
from pathlib import Path

from qualog.errors import BadInput
from qualog_plugins.importers.reading.zipped import Zipped, names_in

_MOST = 500 * 1024 * 1024


def is_archive(path: Path, head: bytes, name: str) -> bool:
    """Say whether a file is an archive that holds a file of a name, in whatever folder."""
    return _in(names_in(path, head), name) is not None


def from_archive(data: bytes, file: str, name: str) -> bytes:
    """Give the content of a file in an archive.

    Raises:
        BadInput: it is not in it, damaged, locked, or unpacks to more than it should.
    """
    archive = Zipped(
        data, file, most=_MOST, advice="Copy or pack it anew.",
        limit="any project holds. Unpack it yourself.",
    )  # fmt: skip
    found = _in(archive.names, name)
    if found is None:
        raise BadInput(f"{file} has no {name} in it. Name the file that you mean.")
    return archive.read(found)


def _in(names: Iterable[str], name: str) -> str | None:
    """Find a file by its name, the one that lies highest."""
    found = [each for each in names if each.rpartition("/")[2].lower() == name]
    return min(found, key=lambda each: (each.count("/"), each), default=None)
