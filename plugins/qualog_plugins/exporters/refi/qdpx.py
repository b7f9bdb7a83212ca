"""The study as a REFI-QDA project (.qdpx): what other programs for qualitative analysis read."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import define, frozen

from qualog.files import atomic_write
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import (
    PROJECT,
    allowed,
    checked,
    describe,
    guid,
    put,
    refer,
    root,
)
from qualog_plugins.exporters.refi.losses import beyond
from qualog_plugins.exporters.refi.notes import STUDY, Notes
from qualog_plugins.exporters.refi.origin import origin
from qualog_plugins.exporters.refi.people import Users
from qualog_plugins.exporters.refi.sources import Sources
from qualog_plugins.exporters.refi.variables import Variables
from qualog_plugins.importers.refi.codebook import UNDER

_MADE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same study, the same bytes
_NOT_IN_NAMES = '<>:"/\\|?*'


@frozen
class Options:
    """How many files."""

    one_file_per_coder: bool = option(
        False, help="a file for each coder, with the others' codings and memos left out"
    )


class Qdpx:
    r"""Counted as the standard says: code points from 0, the end exclusive, texts with \n alone."""

    name = "qdpx"
    summary = "The study for NVivo, ATLAS.ti, MAXQDA, QualCoder (REFI-QDA)"
    suffix = ".qdpx"
    options = Options

    def files(self, study: Study, target: Path, options: Any) -> Sequence[Path]:
        """Give the files that it writes: the target, or for each coder one beside it."""
        if not options.one_file_per_coder:
            return [target]
        return list(_by_coder(study.state, target))

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the project, if the standard's schema finds it valid.

        Raises:
            PluginError: it is not valid; nothing was written.
        """
        wanted: dict[Path, tuple[str, ...] | None] = {target: None}
        if options.one_file_per_coder:
            wanted = dict(_by_coder(study.state, target))
        packed = {path: _Project(study, only).packed() for path, only in wanted.items()}
        told: list[str] = []
        for path, project in packed.items():
            _write(path, project.files)
            told += project.left_out
        return list(dict.fromkeys(told))


@frozen
class _Packed:
    files: dict[str, bytes]
    left_out: tuple[str, ...]


@define
class _Project:
    """One project: all of a study, or with the codings and memos of some coders only."""

    study: Study
    only: tuple[str, ...] | None

    def packed(self) -> _Packed:
        """Give the files of the project, and what had no place in it."""
        state = self.study.state
        users, book, variables = Users(state), Book(state), Variables(state)
        notes = Notes(state, users, book, self.only)
        sources = Sources(state, self.study.log.store, users, notes, variables, self.only)
        project = root(PROJECT, "Project")
        project.set("name", allowed(state.name))
        project.set("origin", origin())
        if book.codes:
            book.put_codes(put(project, "CodeBook"), notes.on)
        variables.put(project)
        variables.put_cases(project)
        sources.put(project)
        notes.put(project)
        self._put_links(project, book, notes)
        book.put_sets(project, notes.on, key="targetGUID")
        describe(project, state.aim)
        for note in notes.on.get(STUDY, ()):
            refer(project, "NoteRef", note)
        users.put(project)
        if len(project) and project[-1].tag.endswith("}Users"):
            project.insert(0, project[-1])
        files = {
            "project.qde": checked(project, "Project.xsd"),
            **{f"sources/{name}": data for name, data in {**sources.files, **notes.files}.items()},
        }
        told = (*book.told(), *sources.told(), *notes.told(), *beyond(self.study, users))
        return _Packed(files, told)

    def _put_links(self, project: Any, book: Book, notes: Notes) -> None:
        """Put what memos on participants are on, and which themes are parts of which."""
        joined = [
            (guid("memo-of", note), "", note, guid("participant", id_))
            for id_ in self.study.state.participants
            for note in notes.on.get(id_, ())
        ]
        joined += [
            (guid("under", each.id), UNDER, guid("theme", each.id), guid("theme", above.id))
            for each in book.themes
            if (above := book.above(each)) is not None
        ]
        if not joined:
            return
        links = put(project, "Links")
        for id_, name, start, end in joined:
            put(
                links,
                "Link",
                guid=id_,
                name=name or None,
                direction="OneWay",
                originGUID=start,
                targetGUID=end,
            )


def _by_coder(state: State, target: Path) -> dict[Path, tuple[str, ...]]:
    """Give the files beside the target, each with whose codings and memos it has."""
    made = [each.made for each in state.codings.values()]
    made += [each.made for each in state.memos.values()]
    coders = dict.fromkeys(each.authors for each in made)
    found: dict[Path, tuple[str, ...]] = {}
    for authors in coders:
        name = state.author_names(authors).translate({ord(each): "-" for each in _NOT_IN_NAMES})
        path, number = target.with_name(f"{target.stem} ({name}){target.suffix}"), 2
        while path in found:
            path = target.with_name(f"{target.stem} ({name} {number}){target.suffix}")
            number += 1
        found[path] = authors
    return found or {target: ()}


def _write(target: Path, files: dict[str, bytes]) -> None:
    with atomic_write(target) as draft, zipfile.ZipFile(draft, "w") as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [Qdpx()]
