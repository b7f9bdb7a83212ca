"""The study as a REFI-QDA project (.qdpx): what other programs for qualitative analysis read."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import define, frozen

from qualog.files import atomic_write
from qualog.language import Sayable
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import (
    PROJECT,
    checked,
    describe,
    guid,
    put,
    refer,
    root,
)
from qualog_plugins.exporters.refi.losses import left_out_of_projects
from qualog_plugins.exporters.refi.notes import STUDY, Notes
from qualog_plugins.exporters.refi.selections import Selections
from qualog_plugins.exporters.refi.sources import Sources
from qualog_plugins.exporters.refi.users import Users
from qualog_plugins.exporters.refi.variables import Variables
from qualog_plugins.exporters.shared.archive import write_archive
from qualog_plugins.exporters.shared.escaping import as_xml
from qualog_plugins.exporters.shared.file_names import file_names
from qualog_plugins.importers.refi.codebook import UNDER


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
        """Return the files that it writes: the target, or for each coder one beside it."""
        if not options.one_file_per_coder:
            return [target]
        return list(_by_coder(study.state, target))

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the project, if the standard's schema finds it valid; return what is left out.

        Raises:
            PluginError: it is not valid; nothing was written.
        """
        wanted: dict[Path, tuple[str, ...] | None] = {target: None}
        if options.one_file_per_coder:
            wanted = dict(_by_coder(study.state, target))
        # All are made, and found valid, before the first is written.
        packed = {path: _Project(study, only).packed() for path, only in wanted.items()}
        for path, project in packed.items():
            with atomic_write(path) as draft:
                write_archive(draft, project.files.items())
        sentences = (sentence for project in packed.values() for sentence in project.left_out)
        # What several files leave out alike is said once.
        return list({str(sentence): sentence for sentence in sentences}.values())


@frozen
class _Packed:
    files: dict[str, bytes]
    left_out: tuple[Sayable, ...]


@define
class _Project:
    """One project: all of a study, or with the codings and memos of `only` some coders (ids)."""

    study: Study
    only: tuple[str, ...] | None

    def packed(self) -> _Packed:
        """Return the files of the project, and what had no place in it."""
        state = self.study.state
        users, book, variables = Users(state), Book(state), Variables(state)
        notes = Notes(state, users, book, self.only)
        selections = Selections(state, users, notes)
        sources = Sources(state, self.study.log.store, selections, variables, self.only)
        project = root(PROJECT, "Project")
        project.set("name", as_xml(state.name))
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
        # The users are known last, since all that is put may name one, but have to come first.
        if len(project) and project[-1].tag.endswith("}Users"):
            project.insert(0, project[-1])
        files = {
            "project.qde": checked(project, "Project.xsd"),
            **{f"sources/{name}": data for name, data in {**sources.files, **notes.files}.items()},
        }
        left_out = left_out_of_projects(self.study, users)
        return _Packed(files, (*book.left_out(), *sources.left_out(), *notes.left_out(), *left_out))

    def _put_links(self, project: Any, book: Book, notes: Notes) -> None:
        """Put what memos on participants are on, and which themes are parts of which."""
        links = [
            (guid("memo-of", note), "", note, guid("participant", id_))
            for id_ in self.study.state.participants
            for note in notes.on.get(id_, ())
        ]
        links += [
            (guid("under", theme.id), UNDER, guid("theme", theme.id), guid("theme", above.id))
            for theme in book.themes
            if (above := book.above(theme)) is not None
        ]
        if not links:
            return
        parent = put(project, "Links")
        for id_, name, start, end in links:
            put(
                parent,
                "Link",
                guid=id_,
                name=name or None,
                direction="OneWay",
                originGUID=start,
                targetGUID=end,
            )


def _by_coder(state: State, target: Path) -> dict[Path, tuple[str, ...]]:
    """Return the files beside the target, each with whose codings and memos it has."""
    made = [coding.made for coding in state.codings.values()]
    made += [memo.made for memo in state.memos.values()]
    coders = list(dict.fromkeys(provenance.authors for provenance in made))
    names = file_names(map(state.author_names, coders))
    files = [target.with_name(f"{target.stem} ({name}){target.suffix}") for name in names]
    return dict(zip(files, coders, strict=True)) or {target: ()}


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [Qdpx()]
