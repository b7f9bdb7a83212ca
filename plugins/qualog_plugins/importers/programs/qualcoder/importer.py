r"""Imports a QualCoder project: the `data.qda` of its folder, or the folder in a zip archive.

QualCoder counts code points of a text as it is stored, `\r\n` as two; each coding repeats its
words, and must have them. Who coded is said for each coding.

Categories and codes become codes under each other; cases become participants, whose words are
the passages of the case; annotations and memos of files become memos. A journal entry becomes a
document of its own ("Journal: …"), as it is about the whole study; `journals=no` leaves it out.
Pictures and recordings come in without their content, with what is marked in them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.programs.qualcoder.project import Project
from qualog_plugins.importers.reading.archive import archive_holds, read_from_archive
from qualog_plugins.importers.reading.database import (
    MAGIC,
    open_database,
    tables_of,
    unsaved_changes,
)
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.transcripts.turns import TurnOptions

_FILE = "data.qda"
_NEEDED = {
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name"),
    "code_text": ("cid", "fid", "pos0", "pos1"),
}
_MARKS = {"code_cat", "cases", "case_text", *_NEEDED}


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    journals: bool = option(True, help="journal entries become documents of their own")


class QualCoder:
    """The importer of QualCoder's projects."""

    name = "qualcoder"
    summary = "A QualCoder project (its .qda folder, data.qda, or a zip of it)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a database with QualCoder's tables, or an archive with one."""
        if archive_holds(path, head, _FILE):
            return 0.9
        return 0.95 if tables_of(path, head) >= _MARKS else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Give the files of the project's folder: their texts are in the database."""
        if path.name != _FILE:
            return []
        return [each for each in path.parent.rglob("*") if each != path]

    def read(self, path: Path, options: Any) -> Material:
        """Give the project's texts, codes, codings, cases and memos.

        Raises:
            BadInput: it is no such project, or damaged.
        """
        database = open_database(_found(path), path.name)
        try:
            database.check(_NEEDED, "a QualCoder project")
            project = Project(database, options)
            codings = (*project.text_codings(), *project.region_codings())
            cases = project.cases()
            return Material(
                documents=tuple(each.document for each in project.sources.values()),
                codes=project.codes.codes,
                codings=codings,
                memos=tuple(project.notes()),
                participants=tuple(cases.names.values()),
                attributions=cases.attributions,
                attributes=cases.described.attributes,
                values=cases.described.values,
                dropped=(*unsaved_changes(path), *project.told()),
            )
        finally:
            database.close()


def _found(path: Path) -> Path | bytes:
    """Find the database: the file itself, or the one in an archive."""
    data = read_bytes(path) if path.is_file() and _begins(path) != MAGIC else None
    if data is None:
        return path / _FILE if path.is_dir() else path
    if data.startswith(b"PK"):
        return read_from_archive(data, path.name, _FILE)
    raise BadInput(
        f"{path.name} is no QualCoder project. Name the project's folder, or the data.qda in it."
    )


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MAGIC))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [QualCoder()]
