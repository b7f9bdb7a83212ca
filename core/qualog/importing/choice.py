"""Which importer reads a file: the one that is surest of it, from its name and first bytes."""

from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from attrs import frozen

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registration

HEAD: Final = 4096
"""How many bytes of a file importers are shown. It is read once, whoever is asked."""


@frozen
class Choice:
    """An importer that may read a file, and how sure it is that it can: above 0, at most 1."""

    importer: Registration[Importer]
    confidence: float


def surest(path: Path, importers: Iterable[Registration[Importer]]) -> Choice | None:
    """Return the importer that is surest of a file; of equals, the first by name.

    None knows it where None is returned. One that raises is noted as broken, and passed over.

    Raises:
        BadInput: the file cannot be read, or is empty.
    """
    head = _head(path)
    best: Choice | None = None
    for importer in importers:
        confidence = importer.ask(lambda plugin: plugin.sniff(path, head)) or 0.0
        if confidence > (best.confidence if best else 0.0):
            best = Choice(importer, confidence)
    return best


def importer_for(path: Path, importers: Iterable[Registration[Importer]]) -> Registration[Importer]:
    """Return the importer that is surest of a file.

    Raises:
        BadInput: the file cannot be read, is empty, or no importer knows it.
    """
    choice = surest(path, importers)
    if choice is None:
        raise BadInput(
            "{path} was not recognised. To choose the importer: --with NAME (list: qualog plugins)",
            path=path,
        )
    return choice.importer


def require_content(path: Path) -> None:
    """Refuse what is not a file with something in it; it is not opened for that.

    Raises:
        BadInput: it does not exist, is a folder, or is empty.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise BadInput("The file {path} does not exist.", path=path) from None
    except OSError as error:
        raise cannot_be_read(path, error) from None
    if S_ISDIR(status.st_mode):
        raise BadInput("{path} is a folder. Name the files in it.", path=path)
    if S_ISREG(status.st_mode) and not status.st_size:
        raise BadInput("{path} is empty; there is nothing to import.", path=path)


def cannot_be_read(path: Path, error: OSError) -> BadInput:
    """Return what is said of a file that the system does not let be read."""
    return BadInput("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error)


def _head(path: Path) -> bytes:
    require_content(path)
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise cannot_be_read(path, error) from None
