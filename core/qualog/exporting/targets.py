"""The file that an export goes to: named after the study and what is in it, with its ending."""

import re
from pathlib import Path
from typing import Final

from qualog.errors import BadInput
from qualog.plugins.protocols import Exporter

_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What no file may be called by on some system."""


def default_name(exporter: Exporter, study: str) -> str:
    """Return what a file is called that nobody named: `Trust.codings.csv`.

    It has the exporter's name, so that no two have the same, but no ending twice: `codings-csv`
    is `.codings.csv`, and `qdpx` is `.qdpx`.

    Args:
        exporter: what writes it.
        study: the name of the study.
    """
    kind = f"-{exporter.name}".removesuffix(exporter.suffix.replace(".", "-", 1))[1:]
    return _NOT_IN_NAMES.sub("-", f"{study}{kind and f'.{kind}'}{exporter.suffix}")


def with_ending(exporter: Exporter, named: Path) -> Path:
    """Return the file that somebody named, with the exporter's ending if it has none.

    Raises:
        BadInput: it has the ending of something else, or no name.
    """
    suffix = exporter.suffix
    if named.name in ("", ".."):
        raise BadInput(
            "{folder} is a folder. Name a file in it, or none for one in this folder.", folder=named
        )
    if named.name.casefold().endswith(suffix.casefold()):
        return named
    if not named.suffix:
        return named.with_name(f"{named.name}{suffix}")
    raise BadInput(
        "{format} writes files that end in {suffix}, and {file} does not. "
        "Call it {better}, or name it without an ending.",
        format=exporter.name,
        suffix=suffix,
        file=named,
        better=named.with_suffix(suffix),
    )
