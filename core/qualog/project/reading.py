"""Reading a study: its state and its log, as they are shown to whoever looks."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import define, field

from qualog.errors import LogError
from qualog.log.log import Log
from qualog.replay.cache import current
from qualog.replay.fold import catch_up, replay
from qualog.state.read_only import read_only
from qualog.state.state import State
from qualog.views.as_of import NOW, PointInTime, find_point
from qualog.views.blinding import Blinding, blind_rounds
from qualog.views.find import in_a_list
from qualog.views.lookup import Lookup
from qualog.views.study import Study
from qualog.views.wording import StateNames

if TYPE_CHECKING:
    from qualog.tables.frame import Frame


@define(slots=False, eq=False)
class StudyReader:
    """A study as it is shown to somebody, who is not shown what a blind round hides.

    Attributes:
        log: the study's log, whole.
        author: the ids of those who decide where nobody else is named.
        viewer: the names or ids of those who look, if they are others.
    """

    log: Log
    author: tuple[str, ...]
    viewer: Sequence[str] = ()
    _is_closed: bool = field(default=False, init=False, repr=False)
    _whole: State | None = field(default=None, init=False, repr=False)
    _shown: State | None = field(default=None, init=False, repr=False)
    _blinding: Blinding | None = field(default=None, init=False, repr=False)

    @property
    def state(self) -> State:
        """The state as it is now, with other processes' decisions; nobody can change it.

        What others coded in an open blind round is not in it.
        """
        return read_only(self.working_state)

    @property
    def working_state(self) -> State:
        """The same state as a replay goes on with it: decisions change it.

        Raises:
            LogError: the project was closed.
        """
        self._require_open()
        store = self.log.store
        self._whole = current(store) if self._whole is None else catch_up(self._whole, store)
        blinding = self._blind(self._whole)
        if blinding is None:
            self._shown = self._whole
        elif self._shown is None:
            self._shown = replay(blinding.view)
        else:
            self._shown = catch_up(self._shown, blinding.view)
        return self._shown

    @property
    def find(self) -> Lookup:
        """What finds a thing by what a person calls it."""
        return Lookup(self.working_state, self.seen.store)

    @property
    def names(self) -> StateNames:
        """What things are called now."""
        return StateNames(self.working_state, self.seen)

    @property
    def seen(self) -> Log:
        """The log as it is shown: without what others coded in an open blind round."""
        return self._through(self.blinding)

    @property
    def blinding(self) -> Blinding | None:
        """What is not shown here, as things are now; None where no blind round is open."""
        _ = self.working_state  # a round may have been opened or closed since
        return self._blinding

    def at(self, moment: PointInTime | None = None, *, where: str | None = None) -> Study:
        """Return the study as of a moment; now, if it is None.

        A moment is a decision, a named moment, a day, a time, or "3 days ago"; as a text, or as a
        `Moment`, what something was `made` by, a `date` or a `datetime`. Where a condition on
        attributes is given, such as "role = manager", it holds what meets that alone.

        Raises:
            NotFound, Ambiguous: it is none of these, or could be several; no such attribute.
            BadInput: the condition cannot be understood.
        """
        self._require_open()
        if moment is None:
            state, point = current(self.log.store), NOW
            blinding = self._blind(state)
        else:
            state, blinding = self.working_state, self.blinding
            now = datetime.fromtimestamp(self.log.clock() / 1000).astimezone()
            point = find_point(moment, log=self.log, state=state, now=now)
        log = self._through(blinding)
        if moment is not None or blinding is not None:
            state = replay(log.store, point.span)
        study = Study(state, log, point, tuple(blinding.hidden()) if blinding else ())
        return study if where is None else study.narrowed(where)

    def sql(
        self, query: str, *, at: PointInTime | None = None, where: str | None = None
    ) -> "Frame":
        """Return what a query in SQL finds in the study's tables and views.

        They are those of the exported database (see docs/reference/database.md), as of a moment
        and as they are shown to whoever looks. Nothing can be changed by a query.

        Args:
            query: one query, as SQLite understands it: `SELECT name FROM codes`.
            at: as of which moment; now, if it is None.
            where: a condition on attributes, such as "role = manager".

        Raises:
            NotFound, Ambiguous: no such moment, or several; no such table, column or attribute.
            BadInput: the query or the condition cannot be understood, or it would change something.
        """
        from qualog.tables.asking import ask

        return ask(self.at(at, where=where), query)

    def _require_open(self) -> None:
        if self._is_closed:
            raise LogError("The project {place} was closed.", place=self.log.store.name)

    def _blind(self, state: State) -> Blinding | None:
        """Return what is hidden from whoever looks, as things are in a state; None if nothing."""
        rounds, before = blind_rounds(state), self._blinding
        if not rounds:
            self._blinding = None
        else:
            viewer = frozenset(self._authors_named(self.viewer, state) or self.author)
            if before is None or not before.fits(rounds, viewer):
                self._blinding = Blinding(self.log.store, rounds, viewer)
        if self._blinding is not before:
            self._shown = None  # it was replayed through another one
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
        find = Lookup(state or self.working_state, self.log.store)
        return tuple(dict.fromkeys(find.author(name).id for name in in_a_list(names)))

    def _forget(self) -> None:
        """Let the state be made anew when it is asked for next."""
        self._whole = self._shown = None
