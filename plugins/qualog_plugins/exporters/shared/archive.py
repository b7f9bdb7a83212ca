"""Zip files that are the same bytes for the same study, whenever they are written."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def write_archive(target: Path | BytesIO, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, as pairs of a path and what is in it, into a zip file."""
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files:
            archive.writestr(zipfile.ZipInfo(path, _BEGINNING), data, zipfile.ZIP_DEFLATED)
