"""The study as a QualCoder project: the folder that QualCoder opens, with its database.

It holds what QualCoder does not take from a REFI-QDA project: themes, memos on documents and on
codings, and which passages are whose.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write, make_folder
from qualog.language import Sayable
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.qualcoder.codes import Codes
from qualog_plugins.exporters.qualcoder.memos import Memos
from qualog_plugins.exporters.qualcoder.people import People
from qualog_plugins.exporters.qualcoder.schema import VERSION
from qualog_plugins.exporters.qualcoder.sources import Sources, media_files
from qualog_plugins.exporters.qualcoder.tables import Tables, when
from qualog_plugins.exporters.shared.originals import original_of
from qualog_plugins.exporters.shared.projects import history, of_the_analysis, of_the_material

_DATABASE = "data.qda"


class QualCoderFolder:
    """A row has one owner there, who is its coder; dates are in UTC."""

    name = "qualcoder"
    summary = "The study as a QualCoder project: a folder, with themes and all memos"
    suffix = ".qda"
    options = NoOptions

    def files(self, study: Study, target: Path, options: Any) -> Sequence[Path]:
        """Return the files that it writes into the folder: the database, pictures, recordings."""
        return [target / _DATABASE, *(target / path for path in _originals(study))]

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the project into the folder, which is made; return what it leaves out.

        Raises:
            BadInput: it cannot be written.
        """
        if not target.parent.is_dir():
            raise BadInput("There is no folder {folder}.", folder=target.parent)
        originals = _originals(study)
        try:
            for folder in {target, *((target / path).parent for path in originals)}:
                make_folder(folder)
            for path, data in originals.items():
                with atomic_write(target / path) as draft:
                    draft.write_bytes(data)
            with atomic_write(target / _DATABASE) as draft:
                left_out = _fill(draft, study, set(originals))
        except sqlite3.Error as error:
            raise BadInput(
                "{file} cannot be written: {reason}.", file=target, reason=error
            ) from None
        finally:
            with suppress(OSError):  # it holds what was written
                target.rmdir()
        return left_out


def _originals(study: Study) -> dict[str, bytes]:
    """Return the pictures and recordings by their paths in the project."""
    state, store = study.state, study.log.store
    found = {
        path: original_of(state, store, state.documents[id_])
        for id_, path in media_files(state).items()
    }
    return {path: data for path, data in found.items() if data is not None}


def _fill(database: Path, study: Study, originals: set[str]) -> Sequence[Sayable]:
    """Write all tables, and return what has no place in them."""
    with closing(sqlite3.connect(database)) as connection:
        # A draft that is cut off is thrown away, so it need not be safe at every step.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        with connection:
            connection.execute("BEGIN")
            return [*_put(Tables(connection, study.state), study, originals)]


def _put(tables: Tables, study: Study, originals: set[str]) -> Iterator[Sayable]:
    """Put all of a study, and yield what has no place."""
    state = study.state
    tables.make()
    codes = Codes(tables)
    codes.put()
    memos = Memos(tables, codes.used)
    sources = Sources(tables, memos, codes.numbers, originals)
    sources.put()
    People(tables, memos, sources.numbers).put()
    memos.put_journal()
    names = dict.fromkeys([*(author.name for author in state.authors.values()), *sources.joint])
    for name in names:
        tables.add("coder_names", name=name)
    tables.add(
        "project",
        databaseversion=VERSION,
        date=when(state.at >> 16),
        memo=state.aim,
        # QualCoder opens no project whose program is not QualCoder.
        about=f"QualCoder (Qualog {version('qualog')})",
        bookmarkfile=0,
        bookmarkpos=0,
        codername=next(iter(names), ""),
        recently_used_codes="",
    )
    for part in (tables, codes, sources, memos):
        yield from part.left_out()
    yield history()
    yield from of_the_analysis(state)
    yield from of_the_material(state)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [QualCoderFolder()]
