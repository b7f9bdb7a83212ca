"""The one door to a study: open a project, decide, replay, ask."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from attrs import define, field

from qualog.decisions import Decision, kind_of, on_unknown_kind
from qualog.decisions.erasure import DecisionRedacted, WordsErased
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
)
from qualog.errors import BadInput, LogError, NotAllowed
from qualog.ids import new_id
from qualog.log.binding import Binding, find_binding, keep_binding
from qualog.log.clock import Clock, wall_clock
from qualog.log.entry import Head
from qualog.log.log import Appended, Draft, Log
from qualog.log.store import StoredContent
from qualog.log.stores.sqlite import SqliteStore
from qualog.operations.base import require_text
from qualog.project.locations import ProjectLocation, create_store, open_store
from qualog.replay.appliers.applier import APPLIERS, NoEffect
from qualog.replay.cache import current
from qualog.replay.fold import catch_up, replay, reverted
from qualog.state.project import Moment
from qualog.state.provenance import Provenance
from qualog.state.questions import Unapplied
from qualog.state.state import State
from qualog.views.as_of import NOW, find_point
from qualog.views.blinding import Blinding, blind_rounds
from qualog.views.lookup import Lookup
from qualog.views.study import Study
from qualog.views.wording import StateNames

if TYPE_CHECKING:
    from qualog.importing.imports import Imports
    from qualog.log.integrity.verification import Verification
    from qualog.operations.attributes import Attributes
    from qualog.operations.codes import Codes
    from qualog.operations.codings import Codings
    from qualog.operations.copies import Copies
    from qualog.operations.discussions import Discussions
    from qualog.operations.documents import Documents
    from qualog.operations.memos import Memos
    from qualog.operations.people import Authors, Participants
    from qualog.operations.questions import Questions
    from qualog.operations.rounds import Rounds
    from qualog.operations.themes import Themes
    from qualog.operations.theory import TheoryVerbs

# Verbs are imported when they are asked for: who only reads needs none of them.


def _load_plugins() -> None:
    from qualog.plugins.registry import installed_plugins

    installed_plugins()


on_unknown_kind(_load_plugins)


@define
class UnitOfWork:
    """Decisions of one act, gathered before they are written in one transaction."""

    id: str
    why: str | None
    by: tuple[str, ...]
    drafts: list[Draft] = field(factory=list)


@define(slots=False)
class Project:
    """One study, on one's own disk or in a shared database: its log, and the verbs to add to it.

    Use `Project.create` or `Project.open`, and close it (or use it in a `with`). `author` are
    the ids of those who decide where a verb's `by` does not say; while a blind round is open,
    they are shown nothing that others coded in its documents.
    """

    log: Log
    author: tuple[str, ...]
    _viewer: Sequence[str] = field(default=(), init=False, repr=False)
    _state: State | None = field(default=None, init=False, repr=False)
    _blinding: Blinding | None = field(default=None, init=False, repr=False)
    _seen: State | None = field(default=None, init=False, repr=False)
    _act: UnitOfWork | None = field(default=None, init=False, repr=False)
    _bound: Binding = field(init=False, repr=False)
    _has_decided: bool = field(default=False, init=False, repr=False)

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
        name = require_text(name, "project's name")
        names = [require_text(each, "author's name") for each in authors]
        if not names:
            raise BadInput("A project has at least one author.")
        if len({each.casefold() for each in names}) < len(names):
            raise BadInput("The same author is named twice.")
        store = create_store(place)
        ids = [new_id() for _ in names]
        project = cls(Log(store, new_id(), clock), (ids[0],))
        project._bound = Binding("")
        drafts = [Draft(ProjectCreated(name=name), ids)]
        drafts += [
            Draft(AuthorAdded(author=id_, name=each), ids)
            for id_, each in zip(ids, names, strict=True)
        ]
        project.append(drafts)
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
        `viewer` are those who look on, if others than they; it matters in a blind round alone.

        Raises:
            LogError: there is no such file, it is no project, or a newer version made it.
            NotFound: an author whom the project does not have.
        """
        store = open_store(place)
        binding = find_binding(store)
        project = cls(Log(store, binding.replica, clock), ())
        project._bound = binding
        project._viewer = viewer
        try:
            project.author = project._authors_named(author) or tuple(filter(None, [binding.author]))
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def from_bundle(
        cls, bundle: Path, place: ProjectLocation, *, clock: Clock = wall_clock
    ) -> "Project":
        """Make a copy of a study from a bundle that holds all of it.

        It is a replica of its own, and set up for nobody yet. The place must not be there.

        Raises:
            LogError: it is no bundle, was cut or changed, or holds only what somebody lacked.
        """
        from qualog.log.replication.bundle import Bundle
        from qualog.log.replication.transfer import merge_from

        source = Bundle.open(bundle)
        if source.begins():
            raise LogError(
                f"{bundle} holds only what a copy lacked. Ask for a bundle of everything."
            )
        store = create_store(place, source.project)
        try:
            merge_from(store, source, now=clock())
        except BaseException:
            store.close()
            if isinstance(place, Path):
                place.unlink()
            raise
        store.close()
        return cls.open(place, clock=clock)

    def __enter__(self) -> "Project":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        try:
            if self._has_decided:
                self.sign()
                self._bind()
        finally:
            self._has_decided = False
            self.log.store.close()

    def sign(self) -> None:
        """Sign how far this copy came; it is done by itself where the log leaves the machine."""
        self.log.sign()

    @property
    def path(self) -> Path:
        """The project's file.

        Raises:
            NotAllowed: it is in a database.
        """
        store = self.log.store
        if not isinstance(store, SqliteStore):
            raise NotAllowed(f"{store.name} is not a file.")
        return store.path

    @cached_property
    def authors(self) -> "Authors":
        """Verbs for who does the study."""
        from qualog.operations.people import Authors

        return Authors(self)

    @cached_property
    def participants(self) -> "Participants":
        """Verbs for who takes part in it."""
        from qualog.operations.people import Participants

        return Participants(self)

    @cached_property
    def attributes(self) -> "Attributes":
        """Verbs for what participants and documents are told apart by."""
        from qualog.operations.attributes import Attributes

        return Attributes(self)

    @cached_property
    def documents(self) -> "Documents":
        """Verbs for the material."""
        from qualog.operations.documents import Documents

        return Documents(self)

    @cached_property
    def codes(self) -> "Codes":
        """Verbs for the codebook."""
        from qualog.operations.codes import Codes

        return Codes(self)

    @cached_property
    def codings(self) -> "Codings":
        """Verbs for coded passages."""
        from qualog.operations.codings import Codings

        return Codings(self)

    @cached_property
    def memos(self) -> "Memos":
        """Verbs for memos."""
        from qualog.operations.memos import Memos

        return Memos(self)

    @cached_property
    def discussions(self) -> "Discussions":
        """Verbs for discussions."""
        from qualog.operations.discussions import Discussions

        return Discussions(self)

    @cached_property
    def themes(self) -> "Themes":
        """Verbs for themes."""
        from qualog.operations.themes import Themes

        return Themes(self)

    @cached_property
    def theory(self) -> "TheoryVerbs":
        """Verbs for theory."""
        from qualog.operations.theory import TheoryVerbs

        return TheoryVerbs(self)

    @cached_property
    def questions(self) -> "Questions":
        """Verbs for what authors decided apart."""
        from qualog.operations.questions import Questions

        return Questions(self)

    @cached_property
    def rounds(self) -> "Rounds":
        """Verbs for rounds of coding."""
        from qualog.operations.rounds import Rounds

        return Rounds(self)

    @cached_property
    def imports(self) -> "Imports":
        """The door for material."""
        from qualog.importing.imports import Imports

        return Imports(self)

    @cached_property
    def copies(self) -> "Copies":
        """Verbs for the study's copies: merge, bundle, sync."""
        from qualog.operations.copies import Copies

        return Copies(self)

    @property
    def was_put_back(self) -> bool:
        """Whether the file is older than what was written here last: a backup was put back.

        It goes on as a copy of its own, and can be merged with what went on elsewhere.
        """
        return self._bound.put_back

    @property
    def state(self) -> State:
        """The state as it is now, other processes' decisions included. Do not change it.

        What others coded in an open blind round is not in it.
        """
        if self._act is not None and self._seen is not None:
            return self._seen
        store = self.log.store
        self._state = current(store) if self._state is None else catch_up(self._state, store)
        blinding = self._blind(self._state)
        if blinding is None:
            self._seen = self._state
        elif self._seen is None:
            self._seen = replay(blinding.view)
        else:
            self._seen = catch_up(self._seen, blinding.view)
        return self._seen

    @property
    def find(self) -> Lookup:
        """What finds a thing by what a person calls it."""
        return Lookup(self.state, self.seen.store)

    @property
    def names(self) -> StateNames:
        """What things are called now."""
        return StateNames(self.state, self.seen)

    @property
    def seen(self) -> Log:
        """The log as it is shown: without what others coded in an open blind round."""
        return self._through(self.blinding)

    @property
    def blinding(self) -> Blinding | None:
        """What is not shown here, as things are now; None where no blind round is open."""
        _ = self.state
        return self._blinding

    def at(self, moment: str | None = None) -> Study:
        """Give the study as of a moment; now, if it is None.

        A moment is a decision, a named moment, a day, a time, or "3 days ago".

        Raises:
            NotFound, Ambiguous: it is none of these, or could be several.
        """
        if moment is None:
            state, point = current(self.log.store), NOW
            blinding = self._blind(state)
        else:
            state, blinding = self.state, self.blinding
            now = datetime.fromtimestamp(self.log.clock() / 1000).astimezone()
            point = find_point(moment, log=self.log, state=state, now=now)
        log = self._through(blinding)
        if moment is not None or blinding is not None:
            state = replay(log.store, point.span)
        return Study(state, log, point, tuple(blinding.hidden()) if blinding else ())

    def authors_of(self, by: Sequence[str] | None) -> tuple[str, ...]:
        """Give the ids of those who decide: those named, else those of the act or the copy.

        Raises:
            NotFound: an author whom the project does not have.
            BadInput: nobody is named, and the copy is set up for nobody.
            NotAllowed: a blind round is open, and it is none of those for whom this is shown.
        """
        if by:
            found = self._authors_named(by)
        else:
            found = self._act.by if self._act is not None else self.author
        if not found:
            names = ", ".join(each.name for each in self.state.authors.values())
            raise BadInput(
                f"Who decides this? Name an author with --author or $QUALOG_AUTHOR: {names}."
            )
        if self.blinding is not None and self.blinding.viewer.isdisjoint(found):
            who = self.state.author_names(found)
            raise NotAllowed(
                f"{self.blinding.hidden()[0]} What {who} decides is to be decided where the "
                f"project is open for {who}."
            )
        return found

    def decide(
        self,
        decision: Decision,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
        subjects: Sequence[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Write one decision, durable on return; give its id (empty inside of `together`)."""
        draft = Draft(decision, self.authors_of(by), why or None, subjects, contents)
        if self._act is None:
            return self.append([draft]).ids[-1]
        self._act.drafts.append(draft)
        self._apply_pending(draft)
        return ""

    @contextmanager
    def together(
        self, why: str | None = None, *, by: Sequence[str] | None = None
    ) -> Iterator[None]:
        """Make the decisions inside one act: written in one transaction, all of them or none."""
        if self._act is not None:
            yield
            return
        authors = self.authors_of(by)
        state = self.state
        self._act = UnitOfWork(new_id(), why, authors)
        try:
            yield
            drafts = self._act.drafts
            if drafts and why and not drafts[0].why:
                drafts[0] = drafts[0]._replace(why=why)
            if drafts:
                self.append(drafts)
        finally:
            if self._act.drafts and self._seen is state:
                self._state = self._seen = None  # it holds what was only foreseen
            self._act = None

    def append(self, drafts: Sequence[Draft]) -> Appended:
        """Write decisions in one transaction, as one act if they are several."""
        together = self._act.id if self._act is not None else new_id()
        written = self.log.append(drafts, transaction_id=together if len(drafts) > 1 else "")
        self._has_decided = True
        if self._bound.replica != self.log.replica or not self._bound.seq:
            self._bind()
        return written

    def resting_on(self, decision: str) -> list[Unapplied]:
        """Give the decisions that could no longer take effect if this one were reverted.

        Raises:
            NotFound: no such decision.
        """
        store = self.seen.store
        target = self.find.decision(decision)
        before = {each.decision for each in self.state.unapplied}
        without = replay(store, without=frozenset([target]))
        return [each for each in without.unapplied if each.decision not in before | {target}]

    def undo(
        self, decision: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Take a decision back: a replay leaves it out from now on.

        Raises:
            NotFound: no such decision.
            NotAllowed: it is reverted already, or it is what the project begins with.
        """
        target = self.find.decision(decision)
        replica, _, seq = target.partition(".")
        entry = self.log.store.entry(replica, int(seq))
        cls = kind_of(entry.kind) if entry is not None else None
        if cls is not None and cls.cannot_be_undone:
            raise NotAllowed(cls.cannot_be_undone, decision=decision)
        if target in reverted(self.log.store):
            raise NotAllowed(f"{decision} is undone already.")
        subjects = entry.subjects.split() if entry is not None else []
        return self.decide(DecisionReverted(target=target), why=why, by=by, subjects=subjects)

    def redact(
        self, decision: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Erase the words of one decision, here and at the next merge in every other copy.

        That it was made stays in the log. It cannot be undone.

        Raises:
            NotFound: no such decision.
            NotAllowed: it has no words, or they are erased already.
        """
        target = self.find.decision(decision)
        replica, _, seq = target.partition(".")
        entry = self.log.store.entry(replica, int(seq))
        assert entry is not None
        from qualog.privacy.withdrawal import words_of

        lines, contents = words_of(self.log.store, entry)
        if not lines and not contents:
            raise NotAllowed(f"{decision} has no words, or they are erased already.")
        with self.together(why, by=by):
            self.decide(DecisionRedacted(target=target), by=by, subjects=entry.subjects.split())
            receipt = WordsErased(because=target, lines=lines, contents=contents)
            self.decide(receipt, by=by)
        return target

    def name_moment(
        self, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> Moment:
        """Give this point of the work a name, to come back to and to cite."""
        name = require_text(name, "moment's name")
        state = self.state
        if any(each.name.casefold() == name.casefold() for each in state.moments.values()):
            raise NotAllowed(f"There is a moment '{name}' already.")
        id_ = new_id()
        self.decide(MomentNamed(moment=id_, heads=dict(state.heads), name=name), why=why, by=by)
        return self.state.moments[id_]

    def rename(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Call the study something else."""
        return self.decide(ProjectRenamed(name=require_text(name, "name")), why=why, by=by)

    def describe(self, aim: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Say what the study asks, and how it goes about it."""
        return self.decide(ProjectDescribed(aim=require_text(aim, "aim")), why=why, by=by)

    def verify(self) -> "Verification":
        """Compute every chain and commitment anew."""
        from qualog.log.integrity.verification import verify

        return verify(self.log.store)

    def set_up_for(self, author: str) -> None:
        """Let this copy decide as an author where nobody else is named."""
        found = self.find.author(author)
        self.author = (found.id,)
        self._bind(author=found.id)

    def _blind(self, state: State) -> Blinding | None:
        """Give the blinding that whoever looks is to have on, as things are in a state."""
        rounds = blind_rounds(state)
        viewer: frozenset[str] = frozenset()
        if rounds:
            viewer = frozenset(self._authors_named(self._viewer, state) or self.author)
        had = self._blinding
        if not rounds:
            self._blinding = None
        elif had is None or not had.fits(rounds, viewer):
            self._blinding = Blinding(self.log.store, rounds, viewer)
        if self._blinding is not had:
            self._seen = None
        if self._blinding is not None:
            self._blinding.catch_up()
        return self._blinding

    def _through(self, blinding: Blinding | None) -> Log:
        if blinding is None:
            return self.log
        return Log(blinding.view, self.log.replica, self.log.clock)

    def _authors_named(self, names: Sequence[str], state: State | None = None) -> tuple[str, ...]:
        if not names:
            return ()
        find = Lookup(state or self.state, self.log.store)
        found = (find.author(each) for each in names)
        return tuple(dict.fromkeys(each.id for each in found))

    def _apply_pending(self, draft: Draft) -> None:
        """Let a decision take effect on the state before it is written, for those after it."""
        state, replica = self.state, self.log.replica
        assert self._act is not None
        seq = state.heads.get(replica, 0) + len(self._act.drafts)
        made = Provenance(state.at, replica, seq, tuple(draft.authors))
        state.knowledge.gained(made, state.heads)
        try:
            APPLIERS[type(draft.decision)](state, draft.decision, made)
        except NoEffect as reason:
            raise NotAllowed(f"This cannot take effect: {reason}.") from None
        self.state.forget_current()

    def _bind(self, *, author: str = "") -> None:
        """Remember outside the file that this replica writes here, and how far it came."""
        store, replica = self.log.store, self.log.replica
        kept = author or self._bound.author or "".join(self.author[:1])
        self._bound = Binding(replica, kept, store.heads().get(replica, Head()).seq)
        keep_binding(store, self._bound)
