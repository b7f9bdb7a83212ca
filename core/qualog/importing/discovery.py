"""What a folder holds that can be imported: its files, without what belongs to another file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer, WithCompanions
from qualog.plugins.registry import Plugins, Registration

_SURE = 0.5  # as sure as an importer must be of a file that nobody named


@frozen
class Found:
    """Files to import, in order; and those in folders that no importer is sure of."""

    files: tuple[Path, ...]
    unknown: tuple[Path, ...] = ()


def files_in(
    paths: Iterable[Path], offers: Sequence[Registration[Importer]], plugins: Plugins
) -> Found:
    """Give the files that paths mean: folders with all that they hold, patterns such as `*.ann`.

    A file that is named is taken as it is. Of those in a folder, the hidden ones, those that no
    importer is sure of, and those that are read along with another are left out.

    Args:
        paths: files, folders and patterns.
        offers: the importers that may read them.
        plugins: who asks the importers.

    Raises:
        BadInput: a folder holds nothing to import, or nothing fits a pattern.
    """
    files: list[Path] = []
    unknown: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = _sorted_out(_all_below(path), offers, plugins)
        elif not path.exists() and any(mark in str(path) for mark in "*?["):
            found = _sorted_out(_fitting(path), offers, plugins)
        else:
            found = Found((path,))
        if not found.files:
            names = ", ".join(offer.name for offer in offers)
            raise BadInput(f"{path} holds no file for {names}. Name the files in it instead.")
        files += found.files
        unknown += found.unknown
    return Found(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(unknown)))


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
        raise BadInput(f"{pattern} is no pattern of files. Write it as 'folder/*.txt'.") from None
    return [path for path in found if path.is_file()]


def _sorted_out(
    paths: Sequence[Path], offers: Sequence[Registration[Importer]], plugins: Plugins
) -> Found:
    known: list[Path] = []
    unknown: list[Path] = []
    companions: set[Path] = set()
    for path in paths:
        try:
            confidence, offer = plugins.surest(path, offers)
        except BadInput:  # empty, or not to be read: its import says so
            known.append(path)
            continue
        if offer is None or (confidence < _SURE and len(offers) > 1):
            unknown.append(path)
            continue
        known.append(path)
        if isinstance(offer.plugin, WithCompanions):
            companions.update(offer.plugin.companions(path))
    return Found(
        tuple(path for path in known if path not in companions),
        tuple(path for path in unknown if path not in companions),
    )
