"""Which importer reads a file: the one that is surest of it, from its name and first bytes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_ISDIR
from typing import Final

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.files import require_regular
from qualog.language import Sayable, message, paragraph
from qualog.plugins.answers import confidence
from qualog.plugins.failures import PluginFailure
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registration, Registrations

_SECONDS: Final = 5.0
"""How long an importer of somebody else's may look at a file's name and first bytes."""

HEAD: Final = 4096
"""How many bytes of a file importers are shown. It is read once, whoever is asked."""


@frozen
class Choice:
    """Who may read a file.

    Attributes:
        importer: the importer that is surest of it; None if none knows it.
        confidence: how sure it is that it can: at most 1; 0 if none knows the file.
        broken: what is wrong with plugins that may have been surer, had they worked.
    """

    importer: Registration[Importer] | None
    confidence: float
    broken: tuple[PluginFailure, ...] = ()


def about_broken(failures: Iterable[PluginFailure]) -> tuple[Sayable, ...]:
    """Return what is said of plugins that may have been surer of a file, had they worked."""
    return tuple(
        message(
            "The plugin {plugin} is broken and may have been the one to read it: {cause}. Mend or "
            "uninstall it; to choose the importer: --with NAME",
            plugin=failure.origin,
            cause=failure.cause,
        )
        for failure in failures
    )


def surest(path: Path, importers: Sequence[Registration[Importer]]) -> Choice:
    """Return which importer is surest of a file; of equals, the first by name.

    Raises:
        BadInput: the file cannot be read, or is empty.
    """
    head = _head(path)
    best, broken = Choice(None, 0.0), []
    for importer in importers:
        answer = importer.answer(
            lambda plugin: confidence(plugin.sniff(path, head)), seconds=_SECONDS
        )
        if isinstance(answer, PluginFailure):
            broken.append(answer)
        elif answer > best.confidence:
            best = Choice(importer, answer)
    if isinstance(importers, Registrations):
        broken += importers.broken
    # Nobody can be surer than sure.
    return evolve(best, broken=tuple(dict.fromkeys(broken)) if best.confidence < 1 else ())


def importer_for(path: Path, importers: Sequence[Registration[Importer]]) -> Registration[Importer]:
    """Return the importer that is surest of a file.

    Raises:
        BadInput: the file cannot be read, is empty, or no importer knows it.
    """
    return require_known(path, surest(path, importers))


def require_known(path: Path, choice: Choice) -> Registration[Importer]:
    """Return the importer that was chosen for a file.

    Raises:
        BadInput: no importer knows it.
    """
    if choice.importer is None:
        unknown = message(
            "{path} was not recognised. To choose the importer: --with NAME (list: qualog plugins)",
            path=path,
        )
        raise BadInput(paragraph(unknown, *about_broken(choice.broken)))
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
    require_regular(path)
    if S_ISDIR(status.st_mode):
        raise BadInput("{path} is a folder. Name the files in it.", path=path)
    if not status.st_size:
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
