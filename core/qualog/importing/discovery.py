"""What a folder holds that can be imported: its files, without what belongs to another file."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from attrs import frozen

from qualog.errors import BadInput
from qualog.importing.choice import Choice, about_broken, surest
from qualog.language import message, paragraph
from qualog.plugins.failures import PluginFailure
from qualog.plugins.protocols import Importer, WithCompanions
from qualog.plugins.registry import Registration, installed_plugins

_SURE: Final = 0.5
"""As sure as an importer must be of a file that nobody named."""


@frozen
class FoundFile:
    """A file to import, and who reads it: an importer that is named, or that was chosen.

    Neither is known yet of a file that is to be looked at first.
    """

    path: Path
    importer: Registration[Importer] | None = None
    choice: Choice | None = None


@frozen
class Found:
    """Files to import, in order; and those in folders that no importer is sure of.

    `broken` is what is wrong with plugins that may have known these.
    """

    files: tuple[FoundFile, ...]
    unknown: tuple[Path, ...] = ()
    broken: tuple[PluginFailure, ...] = ()


def find_files(paths: Iterable[Path], *, importer: str | None = None) -> Found:
    """Find the files that paths mean: folders with all that they hold, patterns such as `*.ann`.

    A file that is named is taken as it is. Of those in a folder, the hidden ones, those that no
    importer is sure of, and those that are read along with another are left out.

    Args:
        paths: files, folders and patterns.
        importer: the name of the importer that reads them all; None for the surest of each.

    Raises:
        NotFound, Ambiguous: no importer has the name, or several have it.
        BadInput: a folder holds nothing to import, or nothing fits a pattern.
    """
    named = installed_plugins().importers().named(importer) if importer is not None else None
    files: dict[Path, FoundFile] = {}
    unknown: dict[Path, None] = {}
    broken: dict[PluginFailure, None] = {}
    for path in paths:
        if path.is_dir():
            found = _sorted_out(_all_below(path), named)
        elif not path.exists() and any(mark in str(path) for mark in "*?["):
            found = _sorted_out(_fitting(path), named)
        else:
            found = Found((FoundFile(path, named),))
        if not found.files:
            raise _nothing_in(path, named, found.broken)
        files |= {file.path: file for file in found.files}
        unknown |= dict.fromkeys(found.unknown)
        broken |= dict.fromkeys(found.broken)
    return Found(tuple(files.values()), tuple(unknown), tuple(broken))


def _all_below(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and ".qualog" not in path.name
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _fitting(pattern: Path) -> list[Path]:
    base = Path(pattern.anchor)
    try:
        found = sorted(base.glob(str(pattern.relative_to(base))))
    except (ValueError, NotImplementedError):
        raise BadInput(
            "{pattern} is not a pattern of files. Write it as in: folder/*.txt", pattern=pattern
        ) from None
    return [path for path in found if path.is_file()]


def _sorted_out(paths: Sequence[Path], named: Registration[Importer] | None) -> Found:
    importers = [named] if named is not None else installed_plugins().importers()
    known: list[FoundFile] = []
    unknown: list[Path] = []
    broken: dict[PluginFailure, None] = {}
    companions: set[Path] = set()
    for path in paths:
        try:
            choice = surest(path, importers)
        except BadInput:  # empty, or not to be read: its import says so
            known.append(FoundFile(path, named))
            continue
        importer = choice.importer
        if importer is None or (named is None and not _is_sure(choice)):
            unknown.append(path)
            broken |= dict.fromkeys(choice.broken)
            continue
        known.append(FoundFile(path, importer, choice if named is None else None))
        companions.update(importer.ask(partial(_companions, path)) or ())
    return Found(
        tuple(file for file in known if file.path.resolve() not in companions),
        tuple(path for path in unknown if path.resolve() not in companions),
        tuple(broken),
    )


def _companions(path: Path, importer: Importer) -> list[Path]:
    """Return the files that are read along with a file, as a link to them may differ in name."""
    if not isinstance(importer, WithCompanions):
        return []
    return [companion.resolve() for companion in importer.companions(path)]


def _is_sure(choice: Choice) -> bool:
    return choice.confidence >= _SURE


def _nothing_in(
    path: Path, named: Registration[Importer] | None, broken: Iterable[PluginFailure]
) -> BadInput:
    if named is not None:
        return BadInput(
            "{path} holds no file that the importer {importer} knows. Name the files instead.",
            path=path,
            importer=named.name,
        )
    nothing = message(
        "{path} holds no file that an importer is sure of. Name the files instead.", path=path
    )
    return BadInput(paragraph(nothing, *about_broken(broken)))
