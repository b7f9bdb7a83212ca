"""Blinding: in an open blind round, what others coded in its documents is out of sight.

It is put on in one place, where a project's log is read to be shown, so that no command, export
or plugin need know of it. Merges, bundles, backups, verification and erasure read the log as it
is.

What is out of sight follows from what decisions name. A decision of others that names a document
of the round, a coding in it, or whatever was written about these, is hidden; so is anybody's
that names something hidden. So decisions of kinds that are not yet thought of are hidden too.
"""

from collections.abc import Iterator
from functools import cache

from attrs import define, field, fields, frozen

from qualog.decisions import Decision, kind_of
from qualog.language import plural
from qualog.log.codec import encode_body, fields_in, without_words
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.store import LogRange, Store
from qualog.state import Round, State
from qualog.views.masked_store import Mask, masked


@frozen(str=False)
class HiddenRound:
    """What somebody is told of an open blind round: not whose codings, and not how many.

    Attributes:
        round: the name of the round.
        documents: how many documents it has.
        named: whether it is known who looks.
    """

    round: str
    documents: int
    named: bool

    def __str__(self) -> str:
        if self.named:
            shown = plural(
                "The blind round “{round}” is open: others' codings in its document are hidden.",
                "The blind round “{round}” is open: others' codings in its {n} documents are "
                "hidden.",
                self.documents,
                round=self.round,
            )
        else:
            shown = plural(
                "The blind round “{round}” is open and it is not known who you are, so no coding "
                "in its document is shown. To say who you are: qualog author use",
                "The blind round “{round}” is open and it is not known who you are, so no coding "
                "in its {n} documents is shown. To say who you are: qualog author use",
                self.documents,
                round=self.round,
            )
        return str(shown)


@define
class Blinding:
    """What one viewer does not see of a log while some blind rounds are open.

    Attributes:
        store: the log as it is.
        rounds: the blind rounds that are open.
        viewer: the ids of who looks; nobody sees any coding if it is empty.
        view: the log as they see it.
    """

    store: Store
    rounds: tuple[Round, ...]
    viewer: frozenset[str]
    view: Store = field(init=False)
    _mask: Mask = field(factory=Mask, init=False)
    _of_round: set[str] = field(factory=set, init=False)
    _hidden: set[str] = field(factory=set, init=False)
    _read: dict[str, int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.view = masked(self.store, self._mask)
        self._of_round.update(id_ for round_ in self.rounds for id_ in round_.documents)

    def fits(self, rounds: tuple[Round, ...], viewer: frozenset[str]) -> bool:
        """Return whether it is for these rounds and this viewer, and the log only grew since."""
        heads = self.store.heads()
        return (self.rounds, self.viewer) == (rounds, viewer) and all(
            copy in heads and heads[copy].seq >= seq for copy, seq in self._read.items()
        )

    def catch_up(self) -> None:
        """Look at what was decided since it was put on."""
        references = References(self.store)
        for entry in self.store.entries(LogRange(after=dict(self._read))):
            self._read[entry.replica] = entry.seq
            self._look_at(entry, references)

    def hidden(self) -> list[HiddenRound]:
        """Return which rounds it is on for."""
        named = bool(self.viewer)
        return [HiddenRound(round_.name, len(round_.documents), named) for round_ in self.rounds]

    def covers(self, entry: str) -> bool:
        """Return whether a decision (an id) is out of sight."""
        return entry in self._mask.entries

    @property
    def count(self) -> int:
        """How many decisions are out of sight."""
        return len(self._mask.entries)

    def _look_at(self, entry: LogEntry, references: References) -> None:
        decision = without_words(entry.kind, entry.version, entry.body)
        shown = decision.without_hidden(self._is_hidden) if decision is not None else None
        if decision is not None and shown is not None:
            if shown != decision:
                self._mask.bodies[entry.id] = (shown.version, encode_body(shown))
            return
        body = entry.body
        if decision is not None and references.branches:
            # A forked log calls decisions by other names than their writers did.
            body = encode_body(references.resolve(decision, entry.replica, entry.seq))
        self._hide_if_it_tells(entry, decision, fields_in(body))

    def _hide_if_it_tells(
        self, entry: LogEntry, decision: Decision | None, values: dict[str, object]
    ) -> None:
        named = set(_texts(values))
        if decision is not None and decision.shown_in_blind_rounds:
            return
        if not self._is_of_round(entry, decision, named):
            return
        makes = {entry.id, *_texts(values.get(_first_field(entry.kind)))} - self._of_round
        self._of_round |= makes
        if not self._is_viewers(entry) or not self._hidden.isdisjoint(named):
            self._mask.entries.add(entry.id)
            self._hidden |= makes

    def _is_of_round(self, entry: LogEntry, decision: Decision | None, named: set[str]) -> bool:
        if not self._of_round.isdisjoint(named):
            return True
        counts = decision is not None and decision.counts_codings
        return counts and bool(self._hidden) and not self._is_viewers(entry)

    def _is_viewers(self, entry: LogEntry) -> bool:
        return not self.viewer.isdisjoint(entry.authors.split())

    def _is_hidden(self, id_: str) -> bool:
        return id_ in self._hidden or self.covers(id_)


def blind_rounds(state: State) -> tuple[Round, ...]:
    """Return the blind rounds that are open."""
    return tuple(round_ for round_ in state.rounds.values() if round_.hides)


@cache
def _first_field(kind: str) -> str:
    """Return the field that says what a decision makes or changes; empty for an unknown kind."""
    cls = kind_of(kind)
    names = [field.name for field in fields(cls)] if cls is not None else []  # type: ignore[arg-type]
    return names[0] if names else ""


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a body: nearly all are ids, whatever its kind."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from _texts(item)
