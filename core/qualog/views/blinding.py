"""The blinding of a blind round: what others coded in its documents is out of sight.

It is put on in one place, where a project's log is read to be shown, so that no command, export
or plugin need know of it. Merges, bundles, backups, verification and erasure read the log as it
is.

What is out of sight follows from what decisions name. A decision of others that names a document
of the round, a coding in it, or whatever was written about these, is not seen; nor is anybody's
that names something unseen. So decisions of kinds that are not yet thought of are unseen too.
"""

from collections.abc import Iterator
from functools import cache

import msgspec
from attrs import define, evolve, field, fields, frozen

from qualog.decisions import kind_of
from qualog.decisions.attributes import AttributeGiven
from qualog.decisions.codes import CodeSplit
from qualog.decisions.documents import (
    DocumentCoded,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentRevised,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.decisions.erasure import WordsErased
from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.decisions.theory import LinkProposed
from qualog.log.codec import encode_body, without_words
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.store import LogRange, Store
from qualog.state import Round, State
from qualog.views.masked_store import Mask, masked

_TELL_NOTHING = frozenset(
    each.kind
    for each in (
        AttributeGiven,
        DocumentCoded,
        DocumentConducted,
        DocumentImported,
        DocumentRead,
        DocumentRemoved,
        DocumentRenamed,
        DocumentRevised,
        DocumentTranscribed,
        PassageAttributed,
        RoundClosed,
        RoundOpened,
        SpeakerIdentified,
    )
)
"""The kinds that are about the documents of a round, and tell nothing of its codings."""


@frozen
class HiddenRound:
    """What somebody is told of a blind round that is open: not whose, and not how much."""

    round: str
    documents: int
    named: bool

    def __str__(self) -> str:
        documents = f"{self.documents} document{'s' if self.documents != 1 else ''}"
        if self.named:
            what = f"the other coders' codings of {documents} are not shown."
        else:
            what = (
                f"no coding of {documents} is shown, since it is not known who looks "
                "(qualog author use, or $QUALOG_AUTHOR)."
            )
        return f"Blind round “{self.round}” is open: {what}"


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
    _unseen: set[str] = field(factory=set, init=False)
    _read: dict[str, int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.view = masked(self.store, self._mask)
        self._of_round.update(id_ for each in self.rounds for id_ in each.documents)

    def fits(self, rounds: tuple[Round, ...], viewer: frozenset[str]) -> bool:
        """Say whether it is for these rounds and this viewer, and the log only grew since."""
        heads = self.store.heads()
        return (self.rounds, self.viewer) == (rounds, viewer) and all(
            each in heads and heads[each].seq >= seq for each, seq in self._read.items()
        )

    def catch_up(self) -> None:
        """Take in what was decided since it was put on."""
        references = References(self.store)
        for entry in self.store.entries(LogRange(after=dict(self._read))):
            self._read[entry.replica] = entry.seq
            self._take(entry, _read(entry, references) if references.branches else entry.body)

    def hidden(self) -> list[HiddenRound]:
        """Tell which rounds it is on for."""
        return [
            HiddenRound(each.name, len(each.documents), bool(self.viewer)) for each in self.rounds
        ]

    def covers(self, entry: str) -> bool:
        """Say whether a decision (an id) is out of sight."""
        return entry in self._mask.lines

    @property
    def count(self) -> int:
        """How many decisions are out of sight."""
        return len(self._mask.lines)

    def _take(self, entry: LogEntry, body: bytes) -> None:
        try:
            told = msgspec.json.decode(body, type=dict[str, object])
        except msgspec.MsgspecError:  # the file was changed: verification names it
            told = {}
        ids = set(_texts(told))
        if entry.kind in (CodeSplit.kind, WordsErased.kind):
            self._cut(entry)
        elif self._is_of_round(entry, ids) and entry.kind not in _TELL_NOTHING:
            makes = {entry.id, *_texts(told.get(_thing(entry.kind)))} - self._of_round
            self._of_round |= makes
            if not self._is_viewers(entry) or not self._unseen.isdisjoint(ids):
                self._mask.lines.add(entry.id)
                self._unseen |= makes

    def _is_of_round(self, entry: LogEntry, ids: set[str]) -> bool:
        if not self._of_round.isdisjoint(ids):
            return True
        # What a mapper says for a link counts passages, those of the round among them.
        links = entry.kind == LinkProposed.kind and bool(self._unseen)
        return links and b'"mapper":null' not in entry.body and not self._is_viewers(entry)

    def _is_viewers(self, entry: LogEntry) -> bool:
        return not self.viewer.isdisjoint(entry.authors.split())

    def _cut(self, entry: LogEntry) -> None:
        """Let a decision be seen that is everybody's, without what it says of what is unseen."""
        told = whole = without_words(entry.kind, entry.version, entry.body)
        match whole:
            case CodeSplit(recoded=recoded):
                seen = {id_: code for id_, code in recoded.items() if id_ not in self._unseen}
                told = evolve(whole, recoded=seen)  # type: ignore[misc]
            case WordsErased(lines=lines):
                numbers = {
                    replica: tuple(each for each in seqs if not self.covers(f"{replica}.{each}"))
                    for replica, seqs in lines.items()
                }
                told = evolve(whole, lines=numbers)  # type: ignore[misc]
        if told is not None and told != whole:
            self._mask.bodies[entry.id] = (told.version, encode_body(told))


def blind_rounds(state: State) -> tuple[Round, ...]:
    """Give the blind rounds that are open."""
    return tuple(each for each in state.rounds.values() if each.hides)


def _read(entry: LogEntry, references: References) -> bytes:
    """Give the body of a line of a forked log, with what it refers to as it is called there."""
    decision = without_words(entry.kind, entry.version, entry.body)
    if decision is None:
        return entry.body
    return encode_body(references.resolve(decision, entry.replica, entry.seq))


@cache
def _thing(kind: str) -> str:
    """Give the field that says what a decision makes or changes: the first of its class."""
    cls = kind_of(kind)
    names = [each.name for each in fields(cls)] if cls is not None else []  # type: ignore[arg-type]
    return names[0] if names else ""


def _texts(value: object) -> Iterator[str]:
    """Give every text in a body: nearly all are ids, whatever its kind."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for key, each in value.items():
                yield key
                yield from _texts(each)
