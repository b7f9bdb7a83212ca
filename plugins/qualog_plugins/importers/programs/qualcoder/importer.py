r"""Imports a QualCoder project: the `data.qda` of its folder, or the folder in a zip archive.

QualCoder counts code points of a text as it is stored, `\r\n` as two; each coding repeats its
words, and must have them. Who coded is said for each coding.

Categories and codes become codes under each other; cases become participants, whose words are
the passages of the case; annotations and memos of files become memos. A journal entry becomes a
document of its own ("Journal: …"), as it is about the whole study; `journals=no` leaves it out.
Pictures and recordings are imported without their content, with what is marked in them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.programs.qualcoder.project import QualCoderProject
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
_TELLING = {"code_cat", "cases", "case_text", *_NEEDED}


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    journals: bool = option(True, help="import each journal entry as a document of its own")


class QualCoder:
    """The importer of QualCoder's projects."""

    name = "qualcoder"
    summary = "A QualCoder project (its .qda folder, data.qda, or a zip archive of them)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a database with QualCoder's tables, or an archive with one."""
        if archive_holds(path, head, _FILE):
            return 0.9
        return 0.95 if tables_of(path, head) >= _TELLING else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Return the files of the project's folder: their texts are in the database."""
        if path.name != _FILE:
            return []
        return [beside for beside in path.parent.rglob("*") if beside != path]

    def read(self, path: Path, options: Any) -> Material:
        """Return the project's texts, codes, codings, cases and memos.

        Raises:
            BadInput: it is not such a project, or damaged.
        """
        database = open_database(_database_in(path), path.name)
        try:
            database.check(_NEEDED, message("a QualCoder project"))
            project = QualCoderProject(database, options)
            codings = (*project.text_codings(), *project.region_codings())
            cases = project.cases()
            return Material(
                documents=project.documents.documents,
                codes=project.codes.codes,
                codings=codings,
                memos=tuple(project.all_memos()),
                participants=tuple(cases.names.values()),
                attributions=cases.attributions,
                attributes=cases.values.attributes,
                values=cases.values.values,
                dropped=(*unsaved_changes(path), *project.left_behind()),
            )
        finally:
            database.close()


def _database_in(path: Path) -> Path | bytes:
    """Return the database: the file itself, the one in a folder, or the one in an archive.

    Raises:
        BadInput: there is none.
    """
    if path.is_dir():
        return path / _FILE
    if not path.is_file() or _begin(path) == MAGIC:
        return path
    data = read_bytes(path)
    if data.startswith(b"PK"):
        return read_from_archive(data, path.name, _FILE)
    raise BadInput(
        "{file} is not a QualCoder project. Name the project's folder, or the {database} in it.",
        file=path.name,
        database=_FILE,
    )


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MAGIC))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [QualCoder()]
