"""Withdrawal: everything in a log that is somebody's words, or tells about them.

What belongs to a participant follows from the bodies of the log's entries alone (whose turn it
is, what was attributed to them, which codings and memos lie on that), so every copy comes to
the same answer, and can still come to it once the words are gone. Each decision class says itself
whether its words tell about somebody (`Decision.tells_about`).
"""

from collections.abc import Collection, Iterator, Mapping

from attrs import define, field, frozen

from qualog.decisions import Decision
from qualog.decisions.codings import CodingApplied
from qualog.decisions.discussions import DiscussionOpened
from qualog.decisions.memos import MemoWritten
from qualog.decisions.people import ConsentWithdrawn
from qualog.log.codec import without_words
from qualog.log.contents import contents_named
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.replication.trust import standing_in, trust_in
from qualog.log.store import Store
from qualog.privacy.whose_words import SAYING_WHO_SPEAKS, Passage, SpokenMaterial
from qualog.replay.fold import reverted


@frozen
class Belongings:
    """What a participant's withdrawal takes along: what is still there of it.

    Attributes:
        participant: their id.
        lines: numbers of the decisions whose words go, by replica.
        contents: ids of the stretches of text and the files that go.
        passages: their passages, by document.
        shared: ids of those documents in which others speak as well.
        codings: ids of the codings on their passages.
        memos: ids of the memos about them or their passages.
        discussions: ids of the discussions of their passages.
    """

    participant: str
    lines: Mapping[str, tuple[int, ...]]
    contents: tuple[str, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    shared: frozenset[str]
    codings: frozenset[str]
    memos: frozenset[str]
    discussions: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.lines or self.contents)


def belongings(store: Store, participant: str) -> Belongings:
    """Find all that tells about a participant and has not been erased yet."""
    material = SpokenMaterial(participant, reverted(store), standing_in(store))
    for entry, decision in _decided(store, SAYING_WHO_SPEAKS):
        if decision is not None:
            material.learn(entry, decision)
    found = _About(participant, material)
    for entry, decision in _decided(store, None):
        found.look_at(entry, decision)
    lines: dict[str, list[int]] = {}
    for entry in found.entries:
        if entry.commitment and store.sealed(entry.replica, entry.seq) is not None:
            lines.setdefault(entry.replica, []).append(entry.seq)
    concerned = dict(material.concerned())
    return Belongings(
        participant=participant,
        lines={replica: tuple(numbers) for replica, numbers in lines.items()},
        contents=tuple(sorted(store.content_ids().intersection(material.contents()))),
        passages={id_: tuple(spoken.current()) for id_, spoken in concerned.items()},
        shared=frozenset(id_ for id_, spoken in concerned.items() if spoken.others),
        codings=frozenset(found.codings),
        memos=frozenset(found.made(MemoWritten)),
        discussions=frozenset(found.made(DiscussionOpened)),
    )


def withdrawn_in(store: Store, replica: str) -> set[str]:
    """Return the participants (ids) whose withdrawal a copy carries out.

    It does not where only copies tell of it that it does not accept, or that had ended by then.
    """
    trust = trust_in(store, replica)
    return {
        decision.participant
        for entry, decision in _decided(store, (ConsentWithdrawn.kind,))
        if isinstance(decision, ConsentWithdrawn) and trust.may_erase(entry.replica, entry.seq)
    }


def words_of(store: Store, entry: LogEntry) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """Return the words and contents of one decision that have not been erased yet."""
    sealed = entry.commitment and store.sealed(entry.replica, entry.seq) is not None
    lines: dict[str, tuple[int, ...]] = {entry.replica: (entry.seq,)} if sealed else {}
    there = store.content_ids()
    named = (content.content for content in contents_named(entry.body))
    return lines, tuple(content for content in named if content in there)


@define
class _About:
    """The decisions whose words tell about the participant, found in one pass over the log."""

    participant: str
    material: SpokenMaterial
    entries: list[LogEntry] = field(factory=list)
    _things: set[str] = field(factory=set)
    _made: dict[type[Decision], set[str]] = field(factory=dict)
    _documents: dict[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        concerned = (id_ for id_, _ in self.material.concerned())
        self._things.update((self.participant, *concerned))

    def look_at(self, entry: LogEntry, decision: Decision | None) -> None:
        """Keep an entry if its words tell about the participant; what it makes is theirs then."""
        if decision is None:
            if self.participant in entry.subjects.split():
                self.entries.append(entry)
            return
        if isinstance(decision, CodingApplied):
            self._documents[decision.coding] = decision.document
        if decision.keeps_words:
            return
        tells = decision.tells_about(self)
        if tells or self.participant in entry.subjects.split():
            self.entries.append(entry)
            self._things.add(entry.id)
        if tells and decision.thing is not None:
            self._things.add(decision.thing)
            self._made.setdefault(type(decision), set()).add(decision.thing)

    @property
    def codings(self) -> Collection[str]:
        """The ids of the codings that are theirs, or were once moved onto their words."""
        return self._things & self._documents.keys()

    def made(self, cls: type[Decision]) -> Collection[str]:
        """Return the ids of what such decisions made, and is theirs."""
        return self._made.get(cls, set())

    def has(self, thing: str | None) -> bool:
        """Return whether a thing or a decision (its id) is theirs or about them."""
        return thing in self._things

    def has_words(self, document: str, revision: str | None, start: int, end: int) -> bool:
        """Return whether a passage of a revision has a character that they said."""
        return self.material.touches(document, revision, start, end)

    def has_all(self, document: str) -> bool:
        """Return whether they speak in a document, and nobody else does."""
        spoken = self.material.documents.get(document)
        return spoken is not None and not spoken.others

    def document_of(self, coding: str) -> str:
        """Return the id of the document in which a coding was made; empty where there is none."""
        return self._documents.get(coding, "")


def _decided(
    store: Store, kinds: tuple[str, ...] | None
) -> Iterator[tuple[LogEntry, Decision | None]]:
    references = References(store)
    for entry in store.entries(kinds=kinds):
        decision = without_words(entry.kind, entry.version, entry.body)
        if decision is not None:
            decision = references.resolve(decision, entry.replica, entry.seq)
        yield entry, decision
