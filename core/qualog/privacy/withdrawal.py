"""Withdrawal: everything in a log that is somebody's words, or tells about them.

What belongs to a participant follows from the bodies of the log's lines alone (whose turn it
is, what was attributed to them, which codings and memos lie on that), so every copy comes to
the same answer, and can still come to it once the words are gone.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from attrs import define, evolve, field, frozen

from qualog.decisions import Decision
from qualog.decisions.attributes import AttributeGiven
from qualog.decisions.codes import CodeCreated
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
)
from qualog.decisions.documents import (
    Content,
    DocumentImported,
    DocumentRenamed,
    DocumentRevised,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.decisions.erasure import DecisionRedacted
from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.decisions.people import AuthorAdded, ConsentWithdrawn
from qualog.decisions.project import DecisionReverted
from qualog.decisions.questions import QuestionSettled
from qualog.decisions.theory import LinkAccepted, LinkProposed, LinkRejected
from qualog.log.codec import decoder
from qualog.log.contents import contents_named
from qualog.log.entry import LogEntry
from qualog.log.replication.references import References
from qualog.log.store import Store
from qualog.replay.appliers.applier import NoEffect
from qualog.replay.appliers.documents import imported
from qualog.replay.appliers.revisions import (
    first_revision,
    identified_in,
    identify,
    with_one_more,
    with_revision,
)
from qualog.replay.fold import reverted
from qualog.state.documents import Document
from qualog.state.packed import pack_parts, plain_parts
from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor, Revision

Passage = tuple[int, int]


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
    material = _Material(participant, reverted(store))
    for entry, decision in _decoded(store, _OF_DOCUMENTS):
        material.take(entry, decision)
    told = _Told(participant, material)
    for entry, decision in _decoded(store, None):
        told.take(entry, decision)
    lines: dict[str, list[int]] = {}
    for entry in told.lines:
        if entry.commitment and store.sealed(entry.replica, entry.seq) is not None:
            lines.setdefault(entry.replica, []).append(entry.seq)
    there = store.content_ids()
    return Belongings(
        participant=participant,
        lines={replica: tuple(numbers) for replica, numbers in lines.items()},
        contents=tuple(sorted(there.intersection(material.contents()))),
        passages={id_: tuple(each.current()) for id_, each in material.concerned()},
        shared=frozenset(id_ for id_, each in material.concerned() if each.others),
        codings=frozenset(told.codings),
        memos=frozenset(told.memos),
        discussions=frozenset(told.discussions),
    )


def of_decision(
    store: Store, entry: LogEntry
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """Give the words and contents of one decision that have not been erased yet."""
    spoken = entry.commitment and store.sealed(entry.replica, entry.seq) is not None
    lines: dict[str, tuple[int, ...]] = {entry.replica: (entry.seq,)} if spoken else {}
    there = store.content_ids()
    return lines, tuple(c.content for c in contents_named(entry.body) if c.content in there)


_OF_THE_STUDY = (ConsentWithdrawn, CodeCreated, AuthorAdded)
"""That they withdrew, and why, stays; so do codes and coders that came with their interview."""

_OF_DOCUMENTS = (
    DocumentImported.kind,
    DocumentRevised.kind,
    SpeakerIdentified.kind,
    PassageAttributed.kind,
)

_Part = tuple[str | None, int, int, str]
"""A stretch of a text as it is kept: its revision, where it lies in that, and its content."""


@define
class _Document:
    """One document in all its revisions, with everything that was ever said about who speaks."""

    participant: str
    document: Document
    kept: list[_Part] = field(factory=list)
    attributed: list[tuple[Anchor, str]] = field(factory=list)
    _found: dict[str | None, list[Passage]] = field(factory=dict)

    def keep(self, revision: str | None, parts: tuple[Content, ...], position: int = 0) -> None:
        """Remember parts of a revision; the coarser ones that they are cut of stay remembered."""
        for each in parts:
            self.kept.append((revision, position, position + each.length, each.content))
            position += each.length

    def cut(self, told: PassageAttributed) -> None:
        """Take finer parts for coarser ones."""
        revision = self.document.revision_called(told.revision)
        if revision is None:
            return
        parts = revision.parts
        cut = (*parts[: told.first], *plain_parts(told.parts), *parts[told.last :])
        changed = evolve(revision, packed_parts=pack_parts(cut))
        self.document = with_revision(self.document, changed)
        position = sum(each.length for each in parts[: told.first])
        self.keep(told.revision, told.parts, position)

    def passages(self, revision: str | None) -> list[Passage]:
        """Give what is the participant's in a revision.

        What a correction found out to be theirs was so before, and what was theirs still is
        where it names nobody else.
        """
        if revision not in self._found:
            self._found[revision] = [*self._known(revision), *self._found_out(revision)]
        return self._found[revision]

    def current(self) -> list[Passage]:
        """Give what is the participant's in the last revision."""
        return self.passages(self.document.revisions[-1].id)

    def is_concerned(self) -> bool:
        """Say whether anything is the participant's."""
        return any(self.passages(each.id) for each in self.document.revisions)

    @property
    def others(self) -> bool:
        """Whether somebody else speaks here, or nobody in particular."""
        return any(self._others(each) for each in self.document.revisions)

    def touches(self, revision: str | None, start: int, end: int) -> bool:
        """Say whether a passage of a revision has a character of the participant's words."""
        if self.document.revision_called(revision) is None:
            return False
        return any(start < last and first < end for first, last in self.passages(revision))

    def _known(self, revision: str | None) -> Iterator[Passage]:
        yield from self._own(revision)
        shown = evolve(self.document, revision=revision)
        found = shown.revision_called(revision)
        if found is None or found.id is None:
            return
        whose = identified_in(shown)
        others = [
            (turn.start, turn.end)
            for turn in found.turns
            if whose.get(turn.speaker, self.participant) != self.participant
        ]
        for start, end in self._known(found.base):
            yield from _without(shown.placed(Anchor(found.base, start, end)), others)

    def _own(self, revision: str | None) -> Iterator[Passage]:
        shown = evolve(self.document, revision=revision)
        identified = identified_in(shown)
        found = shown.revision_called(revision)
        for turn in found.turns if found is not None else ():
            if identified.get(turn.speaker) == self.participant:
                yield turn.start, turn.end
        for place, who in self.attributed:
            if who == self.participant:
                yield shown.placed(place)

    def _found_out(self, revision: str | None) -> Iterator[Passage]:
        shown = evolve(self.document, revision=revision)
        for later in self.document.revisions:
            if later.id is not None and later.base == revision:
                for start, end in self.passages(later.id):
                    yield shown.placed(Anchor(later.id, start, end))

    def _others(self, revision: Revision) -> bool:
        said = [who for _, who in self.attributed]
        everyone = {*identified_in(evolve(self.document, revision=revision.id)).values(), *said}
        stretches = [(turn.start, turn.end) for turn in revision.turns] or [(0, revision.length)]
        mine = set(self.passages(revision.id))
        if (0, revision.length) in mine:
            return bool(everyone - {self.participant})
        return any(each not in mine for each in stretches)


def _without(passage: Passage, others: list[Passage]) -> Iterator[Passage]:
    """Give what is left of a passage without others, which are in order."""
    here, end = passage
    for start, last in [*others, (end, end)]:
        if here < min(start, end):
            yield here, min(start, end)
        here = max(here, last)


@define
class _Material:
    """The documents of a study, and whose words they are."""

    participant: str
    taken_back: set[str]
    documents: dict[str, _Document] = field(factory=dict)

    def take(self, entry: LogEntry, decision: Decision) -> None:
        match decision:
            case DocumentImported():
                document = imported(decision, _made(entry))
                first = evolve(document, revisions=(first_revision(document),))
                found = self.documents[decision.document] = _Document(self.participant, first)
                found.keep(None, decision.parts)
            case DocumentRevised() if decision.document in self.documents:
                found = self.documents[decision.document]
                with suppress(NoEffect):
                    found.document = with_one_more(found.document, decision, _made(entry))
                found.keep(decision.revision, decision.parts)
            case PassageAttributed() if decision.document in self.documents:
                found = self.documents[decision.document]
                if decision.parts:
                    found.cut(decision)
                if entry.id not in self.taken_back:
                    place = Anchor(decision.revision, decision.start, decision.end)
                    found.attributed.append((place, decision.participant))
            case SpeakerIdentified() if decision.document in self.documents:
                who = decision.participant or decision.author
                if who is not None and entry.id not in self.taken_back:
                    found = self.documents[decision.document]
                    found.document = identify(
                        found.document, decision.revision, decision.speaker, who
                    )

    def concerned(self) -> Iterator[tuple[str, _Document]]:
        """Give the documents in which the participant speaks."""
        for id_, document in self.documents.items():
            if document.is_concerned():
                yield id_, document

    def touches(self, document: str, revision: str | None, start: int, end: int) -> bool:
        found = self.documents.get(document)
        return found is not None and found.touches(revision, start, end)

    def contents(self) -> Iterator[str]:
        for _, document in self.concerned():
            for each in document.document.revisions:
                if each.original is not None:
                    yield each.original.content
            for revision, start, end, content in document.kept:
                if document.touches(revision, start, end):
                    yield content


def _made(entry: LogEntry) -> Provenance:
    return Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split()))


@define
class _Told:
    """The lines whose words tell about the participant, found in one pass over the log."""

    participant: str
    material: _Material
    lines: list[LogEntry] = field(factory=list)
    codings: set[str] = field(factory=set)
    memos: set[str] = field(factory=set)
    discussions: set[str] = field(factory=set)
    _where: dict[str, str] = field(factory=dict)
    _about: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        concerned = (id_ for id_, _ in self.material.concerned())
        self._about.update((self.participant, *concerned))

    def take(self, entry: LogEntry, decision: Decision) -> None:
        if isinstance(decision, _OF_THE_STUDY):
            return
        if self._tells(decision) or self.participant in entry.subjects.split():
            self.lines.append(entry)
            self._about.add(entry.id)

    def _tells(self, decision: Decision) -> bool:
        match decision:
            case DocumentImported(document=document) | DocumentRevised(document=document):
                return document in self._about
            case DocumentRenamed(document=document) | AttributeGiven(about=document):
                found = self.material.documents.get(document)
                return document in self._about and found is not None and not found.others
            case CodingApplied(coding=coding, document=document):
                self._where[coding] = document
                return self._lies(coding, decision)
            case CodingResized(coding=coding):
                return self._lies(coding, decision)
            case CodingRecoded(coding=coding) | CodingRemoved(coding=coding):
                return coding in self.codings
            case MemoWritten(memo=memo, about=about, start=start, end=end):
                if start is not None and end is not None:
                    tells = self.material.touches(about or "", decision.revision, start, end)
                else:
                    tells = about in self._about
                if tells:
                    self.memos.add(memo)
                    self._about.add(memo)
                return tells
            case MemoRevised(memo=memo) | MemoRemoved(memo=memo):
                return memo in self.memos
            case DiscussionOpened(discussion=discussion, document=document) as told:
                tells = self.material.touches(document, told.revision, told.start, told.end)
                if tells:
                    self.discussions.add(discussion)
                    self._about.add(discussion)
                return tells
            case (
                DiscussionReplied(discussion=discussion)
                | DiscussionSettled(discussion=discussion)
                | DiscussionReopened(discussion=discussion)
            ):
                return discussion in self.discussions
            case LinkProposed(link=link, subject=subject, evidence=evidence):
                tells = subject in self._about or any(
                    self.material.touches(each.document, each.revision, each.start, each.end)
                    for each in evidence
                )
                if tells:
                    self._about.add(link)
                return tells
            case QuestionSettled(about=about):
                return any(about in each for each in (self.codings, self.memos, self.discussions))
            case DecisionReverted(target=target) | DecisionRedacted(target=target):
                return target in self._about
            case LinkAccepted(link=link) | LinkRejected(link=link):
                return link in self._about
        return False

    def _lies(self, coding: str, told: CodingApplied | CodingResized) -> bool:
        where = self._where.get(coding, "")
        if self.material.touches(where, told.revision, told.start, told.end):
            self.codings.add(coding)
            self._about.add(coding)
        return coding in self.codings


def _decoded(store: Store, kinds: Iterable[str] | None) -> Iterator[tuple[LogEntry, Decision]]:
    references = References(store)
    for entry in store.entries(kinds=None if kinds is None else tuple(kinds)):
        decode = decoder(entry.kind, entry.version)
        if decode is not None:
            decision = references.resolve(decode(entry.body, None), entry.replica, entry.seq)
            yield entry, decision
        elif entry.subjects:
            yield entry, Decision()
