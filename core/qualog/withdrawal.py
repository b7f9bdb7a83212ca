"""Withdrawal: everything in a log that is somebody's words, or tells about them.

What belongs to a participant follows from the bodies of the log's lines alone (whose turn it
is, what was attributed to them, which codings and memos lie on that), so every copy comes to
the same answer, and can still come to it once the words are gone.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from qualog.decisions import (
    AttributeGiven,
    AuthorAdded,
    CodeCreated,
    CodingApplied,
    CodingRecoded,
    CodingRemoved,
    CodingResized,
    ConsentWithdrawn,
    Content,
    Decision,
    DocumentImported,
    DocumentRenamed,
    LinkAccepted,
    LinkProposed,
    LinkRejected,
    MemoRemoved,
    MemoRevised,
    MemoWritten,
    PassageAttributed,
    SpeakerIdentified,
    Turn,
)
from qualog.log.codec import decoder
from qualog.log.contents import contents_named
from qualog.log.line import Line
from qualog.log.references import References
from qualog.log.store import Store
from qualog.replay.fold import reverted

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
    """

    participant: str
    lines: Mapping[str, tuple[int, ...]]
    contents: tuple[str, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    shared: frozenset[str]
    codings: frozenset[str]
    memos: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.lines or self.contents)


def belongings(store: Store, participant: str) -> Belongings:
    """Find all that tells about a participant and has not been erased yet."""
    material = _Material(participant, reverted(store))
    for line, decision in _decoded(store, _OF_DOCUMENTS):
        material.take(line, decision)
    told = _Told(participant, material)
    for line, decision in _decoded(store, None):
        told.take(line, decision)
    lines: dict[str, list[int]] = {}
    for line in told.lines:
        if line.commitment and store.sealed(line.replica, line.seq) is not None:
            lines.setdefault(line.replica, []).append(line.seq)
    there = store.content_ids()
    return Belongings(
        participant=participant,
        lines={replica: tuple(numbers) for replica, numbers in lines.items()},
        contents=tuple(sorted(there.intersection(material.contents()))),
        passages={id_: tuple(each.passages()) for id_, each in material.concerned()},
        shared=frozenset(id_ for id_, each in material.concerned() if each.others),
        codings=frozenset(told.codings),
        memos=frozenset(told.memos),
    )


def of_decision(store: Store, line: Line) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """Give the words and contents of one decision that have not been erased yet."""
    spoken = line.commitment and store.sealed(line.replica, line.seq) is not None
    lines: dict[str, tuple[int, ...]] = {line.replica: (line.seq,)} if spoken else {}
    there = store.content_ids()
    return lines, tuple(c.content for c in contents_named(line.body) if c.content in there)


_OF_THE_STUDY = (ConsentWithdrawn, CodeCreated, AuthorAdded)
"""That they withdrew, and why, stays; so do codes and coders that came with their interview."""

_OF_DOCUMENTS = (DocumentImported.kind, SpeakerIdentified.kind, PassageAttributed.kind)


@define
class _Document:
    """One document with everything that was ever said about who speaks where in it."""

    turns: tuple[Turn, ...]
    parts: tuple[Content, ...]
    original: Content | None
    cuts: list[tuple[int, int, str]] = field(factory=list)
    speakers: dict[int, str] = field(factory=dict)
    attributed: list[tuple[int, int, str]] = field(factory=list)
    participant: str = ""

    def cut(self, first: int, last: int, parts: tuple[Content, ...]) -> None:
        """Take finer parts for coarser ones; the coarser are remembered, for they are kept."""
        self.parts = (*self.parts[:first], *parts, *self.parts[last:])
        position = sum(each.length for each in self.parts[:first])
        for each in parts:
            self.cuts.append((position, position + each.length, each.content))
            position += each.length

    def passages(self) -> Iterator[Passage]:
        for turn in self.turns:
            if self.speakers.get(turn.speaker) == self.participant:
                yield turn.start, turn.end
        for start, end, who in self.attributed:
            if who == self.participant:
                yield start, end

    @property
    def others(self) -> bool:
        """Whether somebody else speaks here, or nobody in particular."""
        everyone = {*self.speakers.values(), *(who for _, _, who in self.attributed)}
        length = sum(each.length for each in self.parts)
        stretches = [(turn.start, turn.end) for turn in self.turns] or [(0, length)]
        mine = set(self.passages())
        if (0, length) in mine:
            return bool(everyone - {self.participant})
        return any(each not in mine for each in stretches)

    def touches(self, start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in self.passages())


@define
class _Material:
    """The documents of a study, and whose words they are."""

    participant: str
    taken_back: set[str]
    documents: dict[str, _Document] = field(factory=dict)

    def take(self, line: Line, decision: Decision) -> None:
        match decision:
            case DocumentImported():
                found = _Document(decision.turns, (), decision.original)
                found.participant = self.participant
                found.cut(0, 0, decision.parts)
                self.documents[decision.document] = found
            case PassageAttributed() if decision.document in self.documents:
                found = self.documents[decision.document]
                if decision.parts:
                    found.cut(decision.first, decision.last, decision.parts)
                if line.id not in self.taken_back:
                    told = (decision.start, decision.end, decision.participant)
                    found.attributed.append(told)
            case SpeakerIdentified() if decision.document in self.documents:
                who = decision.participant or decision.author
                if who is not None and line.id not in self.taken_back:
                    self.documents[decision.document].speakers[decision.speaker] = who

    def concerned(self) -> Iterator[tuple[str, _Document]]:
        """Give the documents in which the participant speaks."""
        for id_, document in self.documents.items():
            if any(document.passages()):
                yield id_, document

    def touches(self, document: str, start: int, end: int) -> bool:
        found = self.documents.get(document)
        return found is not None and found.touches(start, end)

    def contents(self) -> Iterator[str]:
        for _, document in self.concerned():
            if document.original is not None:
                yield document.original.content
            for start, end, content in document.cuts:
                if document.touches(start, end):
                    yield content


@define
class _Told:
    """The lines whose words tell about the participant, found in one pass over the log."""

    participant: str
    material: _Material
    lines: list[Line] = field(factory=list)
    codings: set[str] = field(factory=set)
    memos: set[str] = field(factory=set)
    _where: dict[str, str] = field(factory=dict)
    _about: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        concerned = (id_ for id_, _ in self.material.concerned())
        self._about.update((self.participant, *concerned))

    def take(self, line: Line, decision: Decision) -> None:
        if isinstance(decision, _OF_THE_STUDY):
            return
        if self._tells(decision) or self.participant in line.subjects.split():
            self.lines.append(line)
            self._about.add(line.id)

    def _tells(self, decision: Decision) -> bool:
        match decision:
            case DocumentImported(document=document):
                return document in self._about
            case DocumentRenamed(document=document) | AttributeGiven(about=document):
                found = self.material.documents.get(document)
                return document in self._about and found is not None and not found.others
            case CodingApplied(coding=coding, document=document, start=start, end=end):
                self._where[coding] = document
                return self._lies(coding, start, end)
            case CodingResized(coding=coding, start=start, end=end):
                return self._lies(coding, start, end)
            case CodingRecoded(coding=coding) | CodingRemoved(coding=coding):
                return coding in self.codings
            case MemoWritten(memo=memo, about=about, start=start, end=end):
                if start is not None and end is not None:
                    tells = self.material.touches(about or "", start, end)
                else:
                    tells = about in self._about
                if tells:
                    self.memos.add(memo)
                    self._about.add(memo)
                return tells
            case MemoRevised(memo=memo) | MemoRemoved(memo=memo):
                return memo in self.memos
            case LinkProposed(link=link, subject=subject, evidence=evidence):
                tells = subject in self._about or any(
                    self.material.touches(each.document, each.start, each.end) for each in evidence
                )
                if tells:
                    self._about.add(link)
                return tells
            case LinkAccepted(link=link) | LinkRejected(link=link):
                return link in self._about
        return False

    def _lies(self, coding: str, start: int, end: int) -> bool:
        if self.material.touches(self._where.get(coding, ""), start, end):
            self.codings.add(coding)
            self._about.add(coding)
        return coding in self.codings


def _decoded(store: Store, kinds: Iterable[str] | None) -> Iterator[tuple[Line, Decision]]:
    references = References(store)
    for line in store.lines(kinds=None if kinds is None else tuple(kinds)):
        decode = decoder(line.kind, line.version)
        if decode is not None:
            decision = references.resolve(decode(line.body, None), line.replica, line.seq)
            yield line, decision
        elif line.subjects:
            yield line, Decision()
