"""The project: the one door to a study."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar

from attrs import define

from qualog.decisions import on_unknown_kind
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import ProjectCreated
from qualog.errors import BadInput, LogError, NotAllowed
from qualog.files import FilePath
from qualog.ids import new_id
from qualog.language import message
from qualog.log.clock import Clock, wall_clock
from qualog.log.log import Draft, Log
from qualog.log.own_chain import OwnChain
from qualog.log.stores.sqlite import SqliteStore
from qualog.operations.checks import require_text
from qualog.project.corrections import StudyCorrector
from qualog.project.families import Family
from qualog.project.locations import (
    ProjectLocation,
    create_store,
    discard,
    open_store,
    project_location,
)
from qualog.state.overview import as_table, in_a_line
from qualog.views.as_of import NOW, PointInTime
from qualog.views.find import in_a_list

if TYPE_CHECKING:
    from qualog.exporting.export import Exported
    from qualog.importing.imports import Imports
    from qualog.log.integrity.checkpoint import Checkpoint
    from qualog.log.integrity.verification import Verification
    from qualog.operations.about import About
    from qualog.operations.attributes import Attributes
    from qualog.operations.codes import Codes
    from qualog.operations.codings import Codings
    from qualog.operations.copies import Copies
    from qualog.operations.discussions import Discussions
    from qualog.operations.documents import Documents
    from qualog.operations.keys import Keys
    from qualog.operations.memos import Memos
    from qualog.operations.moments import Moments
    from qualog.operations.people import Authors, Participants
    from qualog.operations.questions import Questions
    from qualog.operations.rounds import Rounds
    from qualog.operations.themes import Themes
    from qualog.operations.theory import Theories
    from qualog.tables.frames import Frames


@define(slots=False, eq=False, repr=False)
class Project(StudyCorrector):
    """One study, on one's own disk or in a shared database: its log, and the operations on it.

    Use `Project.create` or `Project.open`, and close it (or use it in a `with`). `author` are
    the ids of those who decide where an operation's `by` does not say; while a blind round is
    open, they are shown nothing that others coded in its documents.
    """

    about: ClassVar[Family["About"]] = Family("operations.about:About")
    """What the study is called, and what it asks."""
    authors: ClassVar[Family["Authors"]] = Family("operations.people:Authors")
    """Who does the study."""
    participants: ClassVar[Family["Participants"]] = Family("operations.people:Participants")
    """Who takes part in it."""
    attributes: ClassVar[Family["Attributes"]] = Family("operations.attributes:Attributes")
    """What participants and documents are compared by."""
    imports: ClassVar[Family["Imports"]] = Family("importing.imports:Imports")
    """Material from outside."""
    documents: ClassVar[Family["Documents"]] = Family("operations.documents:Documents")
    """The material."""
    codes: ClassVar[Family["Codes"]] = Family("operations.codes:Codes")
    """The codebook."""
    codings: ClassVar[Family["Codings"]] = Family("operations.codings:Codings")
    """Coded passages."""
    memos: ClassVar[Family["Memos"]] = Family("operations.memos:Memos")
    """Thoughts about anything."""
    themes: ClassVar[Family["Themes"]] = Family("operations.themes:Themes")
    """What the codes say when they are taken together."""
    theory: ClassVar[Family["Theories"]] = Family("operations.theory:Theories")
    """Theories, and links to their concepts."""
    rounds: ClassVar[Family["Rounds"]] = Family("operations.rounds:Rounds")
    """Rounds of coding."""
    discussions: ClassVar[Family["Discussions"]] = Family("operations.discussions:Discussions")
    """Passages that are discussed."""
    questions: ClassVar[Family["Questions"]] = Family("operations.questions:Questions")
    """Decisions that disagree, made apart."""
    moments: ClassVar[Family["Moments"]] = Family("operations.moments:Moments")
    """Points in time that have a name."""
    copies: ClassVar[Family["Copies"]] = Family("operations.copies:Copies")
    """The study's copies: merge, bundle, sync; accept, end, reopen."""
    keys: ClassVar[Family["Keys"]] = Family("operations.keys:Keys")
    """The key of this copy: show, export, import, exchange."""
    frames: ClassVar[Family["Frames"]] = Family("tables.frames:Frames")
    """The study as tables for pandas, polars and Arrow."""

    @classmethod
    def create(
        cls, place: ProjectLocation, name: str, authors: Sequence[str], *, clock: Clock = wall_clock
    ) -> "Project":
        """Begin a study: make its file, and write down its name and its authors.

        The copy is set up for the first author. `place` may be the URL of a database instead.

        Raises:
            LogError: there is such a file already, or it cannot be written.
            BadInput: a name is empty, or no author is named, or one twice.
        """
        name = require_text(name, message("A study needs a name."))
        names = [
            require_text(author, message("An author needs a name."))
            for author in in_a_list(authors)
        ]
        if not names:
            raise BadInput("A study needs at least one author.")
        if len({author.casefold() for author in names}) < len(names):
            raise BadInput("The same author is named twice.")
        store = create_store(place)
        ids = [new_id() for _ in names]
        drafts = [Draft(ProjectCreated(name=name), ids)]
        drafts += [
            Draft(AuthorAdded(author=id_, name=author), ids)
            for id_, author in zip(ids, names, strict=True)
        ]
        try:
            project = cls(Log(store, "", clock, OwnChain.of(store)), (ids[0],))
            project.append(drafts)
        except BaseException:
            discard(store)
            raise
        return project

    @classmethod
    def open(
        cls,
        place: ProjectLocation,
        *,
        author: Sequence[str] = (),
        viewer: Sequence[str] = (),
        clock: Clock = wall_clock,
    ) -> "Project":
        """Open a study: a file, or a URL.

        `author` are names or ids of those who decide; else whom this copy is set up for.
        `viewer` are those who look, if others than they; it matters in a blind round alone.

        Raises:
            LogError: there is no such file, it is not a project, or a newer version made it.
            NotFound: an author whom the project does not have.
        """
        store = open_store(place)
        own = OwnChain.of(store)
        project = cls(Log(store, own.binding.replica, clock, own), (), viewer)
        try:
            project.author = project._authors_named(author) or tuple(
                filter(None, [own.binding.author])
            )
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def from_bundle(
        cls, bundle: FilePath, place: ProjectLocation, *, clock: Clock = wall_clock
    ) -> "Project":
        """Make a copy of a study from a bundle that has all of it.

        It is a replica of its own, and set up for nobody yet. The place must not be there.

        Raises:
            LogError: it is not a bundle, was cut or changed, or has only what somebody lacked.
        """
        from qualog.log.integrity.verification import verify
        from qualog.log.replication.bundle import Bundle
        from qualog.log.replication.transfer import merge_from

        source, location = Bundle.open(Path(bundle)), project_location(place)
        if source.begins():
            raise LogError(
                "{bundle} has only what a copy lacked. Ask for a bundle of everything.",
                bundle=bundle,
            )
        store = create_store(location, source.project)
        try:
            merge_from(store, source, now=clock())
            fault = verify(store).fault
            if fault is not None:
                raise LogError(
                    "{bundle} does not check out: {problem}. No project was made.",
                    bundle=bundle,
                    problem=fault.problem,
                )
        except BaseException:
            discard(store)
            raise
        store.close()
        return cls.open(location, clock=clock)

    def __enter__(self) -> "Project":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        name = self.log.store.name
        if self._is_closed:
            return f"<Project {name}: closed>"
        return f"<Project {name}: {in_a_line(self.working_state, moment=NOW.label)}>"

    def _repr_html_(self) -> str:
        return as_table(self.working_state, moment=NOW.label)

    @property
    def path(self) -> Path:
        """The project's file.

        Raises:
            NotAllowed: it is in a database.
        """
        store = self.log.store
        if not isinstance(store, SqliteStore):
            raise NotAllowed("{place} is not a file.", place=store.name)
        return store.path

    def export(
        self,
        format: str,
        out: FilePath | None = None,
        *,
        at: PointInTime | None = None,
        where: str | None = None,
        options: Mapping[str, str] | None = None,
        overwrite: bool = False,
    ) -> "Exported":
        """Write the study to a file, or to several: a report, the codings, a database.

        Args:
            format: the name of the format, such as "report" or "codings-csv".
            out: the file; None for one in this folder, named after the study and the format.
            at: as of which moment; now, if it is None.
            where: a condition on attributes, such as "role = manager".
            options: the format's options, as they are typed after -o.
            overwrite: whether files that are there may be replaced.

        Returns:
            The files, and what they leave out of the study, in sentences.

        Raises:
            NotFound, Ambiguous: no such format, moment or attribute, or several.
            PluginError: the format does not have such an option, or its plugin fails.
            BadInput: a file is there already, has a wrong ending, or cannot be written.
        """
        from qualog.exporting.export import export

        study = self.at(at, where=where)
        return export(study, format, out, options=options, overwrite=overwrite)

    def verify(self, *, others: "Sequence[Checkpoint]" = (), every: bool = False) -> "Verification":
        """Compute again all that the log claims: chains, signatures, witnesses, words.

        Args:
            others: checkpoints that left the machine, to be compared with the log.
            every: whether all faults are named, not the first alone.
        """
        from qualog.log.integrity.verification import verify

        self._require_open()
        return verify(self.log.store, self.log.replica, others=others, every=every)


def _ask_plugins() -> None:
    from qualog.plugins.registry import installed_plugins

    installed_plugins().decisions()


# No plugin is loaded to open a project; only a decision of a kind that nobody knows asks for them.
on_unknown_kind(_ask_plugins)
