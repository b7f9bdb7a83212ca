"""A study at one moment: what reading commands, history and exporters are given."""

from collections.abc import Collection, Iterator

from attrs import evolve, field, frozen

from qualog.log.entry import LogEntry
from qualog.log.log import Log
from qualog.replay.fold import replay
from qualog.state.overview import as_table, in_a_line
from qualog.state.read_only import read_only
from qualog.state.state import State
from qualog.views.as_of import NOW, Point
from qualog.views.blinding import HiddenRound
from qualog.views.lookup import Lookup
from qualog.views.wording import StateNames


@frozen(repr=False)
class Study:
    """The state at a moment, with the entries that led to it.

    `hidden` are the blind rounds that are open now: what others coded in them is neither in the
    state nor in the log, at whatever moment. `where` is the condition that the state was
    narrowed by; empty if it is whole.
    """

    state: State = field(converter=read_only)
    log: Log
    moment: Point
    hidden: tuple[HiddenRound, ...] = ()
    where: str = ""

    def __repr__(self) -> str:
        return f"<Study {in_a_line(self.state, moment=self.moment.label)}>"

    def _repr_html_(self) -> str:
        return as_table(self.state, moment=self.moment.label)

    def entries(self, kinds: Collection[str] | None = None) -> Iterator[LogEntry]:
        """Yield the entries of the log up to the moment, in the order of replay."""
        return self.log.store.entries(self.moment.span, kinds)

    def narrowed(self, condition: str) -> "Study":
        """Return the study with what participants and documents that meet a condition hold.

        Raises:
            BadInput: the condition cannot be understood.
            NotFound: no such attribute.
        """
        from qualog.views.filters import narrowed, read_filter

        state = narrowed(self.state, read_filter(condition, self.state))
        return evolve(self, state=state, where=condition)

    @property
    def is_now(self) -> bool:
        """Whether it is as of now, and not of an earlier moment."""
        return self.moment.label == NOW.label

    def as_of(self, moment: Point) -> "Study":
        """Return the study at another moment, narrowed by the same condition."""
        from qualog.views.filters import narrowed, read_filter

        state = replay(self.log.store, moment.span)
        if self.where:
            # The attributes are those of this moment: at an earlier one they may have had
            # other names, or none. What values they had is of that moment.
            state = narrowed(state, read_filter(self.where, self.state))
        return evolve(self, state=state, moment=moment)

    @property
    def find(self) -> Lookup:
        """What finds a thing by what a person calls it."""
        return Lookup(self.state, self.log.store)

    @property
    def names(self) -> StateNames:
        """What things are called at the moment."""
        return StateNames(self.state, self.log)

    @property
    def last_decision(self) -> str:
        """The id of the last decision before the moment that is shown; empty in an empty log."""
        last = ""
        for replica, seq in self.state.heads.items():
            entry = self.log.store.entry(replica, seq)
            if entry is not None and entry.at == self.state.at:
                last = entry.id
        if not last and self.hidden:
            for entry in self.entries():
                last = entry.id
        return last

    @property
    def last_hash(self) -> str:
        """The hash of the last decision in hexadecimal; empty in an empty log."""
        replica, _, seq = self.last_decision.partition(".")
        entry = self.log.store.entry(replica, int(seq)) if seq else None
        return entry.hash.hex() if entry is not None else ""
