"""Whose words a text is: what in a document, in all its revisions, one participant said.

It follows from the bodies of the log's entries alone, so every copy comes to the same answer,
and can still come to it once the words are gone.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from attrs import define, evolve, field

from qualog.decisions import Decision
from qualog.decisions.documents import (
    Content,
    DocumentImported,
    DocumentRevised,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.log.entry import LogEntry
from qualog.log.replication.standing import Standing
from qualog.replay.appliers.applier import NoEffect
from qualog.replay.appliers.documents import imported
from qualog.replay.appliers.revisions import (
    first_revision,
    identified_in,
    identify,
    with_one_more,
)
from qualog.state.documents import Document
from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor, Revision

Passage = tuple[int, int]
"""A span `[start, end)` in code points."""

_Part = tuple[str | None, int, int, str]
"""A stretch of a text as it is kept: its revision, where it lies in that, and its content."""


@define
class SpokenDocument:
    """One document in all its revisions, with everything that was ever said of who speaks.

    Attributes:
        participant: the id of the one whose words are looked for.
        document: the document as it is known so far.
        kept: every part that its text was ever kept in.
        attributed: the passages that were said to be somebody's, and whose.
    """

    participant: str
    document: Document
    kept: list[_Part] = field(factory=list)
    attributed: list[tuple[Anchor, str]] = field(factory=list)
    _passages: dict[str | None, list[Passage]] = field(factory=dict)

    def keep(self, revision: str | None, parts: tuple[Content, ...], position: int = 0) -> None:
        """Remember parts of a revision; the coarser ones that they are cut from stay remembered."""
        for part in parts:
            self.kept.append((revision, position, position + part.length, part.content))
            position += part.length

    def keep_whole(self, contents: Iterable[Content]) -> None:
        """Remember contents that have its words, though not whose: they go with anybody's."""
        length = self.document.revisions[0].length
        self.kept.extend((None, 0, length, content.content) for content in contents)

    def cut(self, decision: PassageAttributed) -> None:
        """Remember finer parts in the place of coarser ones, wherever they may have been cut."""
        edges = {
            edge
            for revision, start, end, _ in self.kept
            if revision == decision.revision
            for edge in (start, end)
        }
        length = sum(part.length for part in decision.parts)
        for begins in decision.where_cut():
            if {begins, begins + length} <= edges:
                self.keep(decision.revision, decision.parts, begins)

    def passages(self, revision: str | None) -> list[Passage]:
        """Return what is the participant's in a revision, each passage once.

        What a correction found out to be theirs was so before, and what was theirs still is
        where it names nobody else.
        """
        if revision not in self._passages:
            found = (*self._known(revision), *self._found_out(revision))
            self._passages[revision] = list(dict.fromkeys(found))
        return self._passages[revision]

    def current(self) -> list[Passage]:
        """Return what is the participant's in the last revision."""
        return self.passages(self.document.revisions[-1].id)

    def is_concerned(self) -> bool:
        """Return whether anything is the participant's."""
        return any(self.passages(revision.id) for revision in self.document.revisions)

    @property
    def others(self) -> bool:
        """Whether somebody else speaks here, or nobody in particular."""
        return any(self._others(revision) for revision in self.document.revisions)

    def touches(self, revision: str | None, start: int, end: int) -> bool:
        """Return whether a passage of a revision has a character of the participant's words."""
        if self.document.revision_called(revision) is None:
            return False
        return any(start < last and first < end for first, last in self.passages(revision))

    def _known(self, revision: str | None) -> Iterator[Passage]:
        """Yield what is theirs by the revision itself, and by the one that it corrects."""
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
        for anchor, who in self.attributed:
            if who == self.participant:
                yield shown.placed(anchor)

    def _found_out(self, revision: str | None) -> Iterator[Passage]:
        """Yield what later revisions say is theirs, where it lies in this one."""
        shown = evolve(self.document, revision=revision)
        for later in self.document.revisions:
            if later.id is not None and later.base == revision:
                for start, end in self.passages(later.id):
                    yield shown.placed(Anchor(later.id, start, end))

    def _others(self, revision: Revision) -> bool:
        attributed = [who for _, who in self.attributed]
        identified = identified_in(evolve(self.document, revision=revision.id)).values()
        everyone = {*identified, *attributed}
        stretches = [(turn.start, turn.end) for turn in revision.turns] or [(0, revision.length)]
        theirs = set(self.passages(revision.id))
        if (0, revision.length) in theirs:
            return bool(everyone - {self.participant})
        return any(stretch not in theirs for stretch in stretches)


@define
class SpokenMaterial:
    """The documents of a study, and what in them one participant said.

    Attributes:
        participant: their id.
        taken_back: ids of the decisions that are reverted.
        standing: which decisions count. What is put aside says nothing of who speaks, but in a
            document that was put aside as well: its words are still there.
        documents: the documents, by id.
    """

    participant: str
    taken_back: set[str]
    standing: Standing = field(factory=Standing)
    documents: dict[str, SpokenDocument] = field(factory=dict)

    def learn(self, entry: LogEntry, decision: Decision) -> None:
        """Learn from one decision, in the order of replay, who speaks where."""
        _LEARNING[type(decision)](self, entry, decision)

    def says_nothing(self, entry: LogEntry, spoken: SpokenDocument) -> bool:
        """Return whether what an entry says of who speaks in a document does not count."""
        return entry.id in self.taken_back or self.is_aside(entry, spoken)

    def is_aside(self, entry: LogEntry, spoken: SpokenDocument) -> bool:
        """Return whether an entry was put aside, and the document that it is about was not."""
        made, counts = spoken.document.made, self.standing.counts
        return counts(made.replica, made.seq) and not counts(entry.replica, entry.seq)

    def concerned(self) -> Iterator[tuple[str, SpokenDocument]]:
        """Yield the documents in which the participant speaks, with their ids."""
        for id_, document in self.documents.items():
            if document.is_concerned():
                yield id_, document

    def touches(self, document: str, revision: str | None, start: int, end: int) -> bool:
        """Return whether a passage of a document has a character of the participant's words."""
        found = self.documents.get(document)
        return found is not None and found.touches(revision, start, end)

    def contents(self) -> Iterator[str]:
        """Yield the ids of the stretches and files that hold words of the participant."""
        for _, spoken in self.concerned():
            for revision in spoken.document.revisions:
                if revision.original is not None:
                    yield revision.original.content
            for name, start, end, content in spoken.kept:
                if spoken.touches(name, start, end):
                    yield content


_Learning = Callable[[SpokenMaterial, LogEntry, Any], None]
_LEARNING: Final[dict[type[Decision], _Learning]] = {}


def _from(cls: type[Decision]) -> Callable[[_Learning], _Learning]:
    def register(function: _Learning) -> _Learning:
        _LEARNING[cls] = function
        return function

    return register


@_from(DocumentImported)
def _imported(material: SpokenMaterial, entry: LogEntry, decision: DocumentImported) -> None:
    known = material.documents.get(decision.document)
    if known is not None and material.is_aside(entry, known):
        return
    document = imported(decision, _provenance(entry))
    first = evolve(document, revisions=(first_revision(document),))
    spoken = SpokenDocument(material.participant, first)
    spoken.keep(None, decision.parts)
    material.documents[decision.document] = spoken


@_from(DocumentRevised)
def _revised(material: SpokenMaterial, entry: LogEntry, decision: DocumentRevised) -> None:
    spoken = material.documents.get(decision.document)
    if spoken is None:
        return
    if material.is_aside(entry, spoken):
        spoken.keep_whole(filter(None, (*decision.parts, decision.original)))
    else:
        with suppress(NoEffect):
            spoken.document = with_one_more(spoken.document, decision, _provenance(entry))
        spoken.keep(decision.revision, decision.parts)


@_from(PassageAttributed)
def _attributed(material: SpokenMaterial, entry: LogEntry, decision: PassageAttributed) -> None:
    spoken = material.documents.get(decision.document)
    if spoken is None:
        return
    spoken.cut(decision)  # the text stays cut, even if the attribution was taken back
    if not material.says_nothing(entry, spoken):
        anchor = Anchor(decision.revision, decision.start, decision.end)
        spoken.attributed.append((anchor, decision.participant))


@_from(SpeakerIdentified)
def _identified(material: SpokenMaterial, entry: LogEntry, decision: SpeakerIdentified) -> None:
    spoken = material.documents.get(decision.document)
    who = decision.participant or decision.author
    if spoken is not None and who is not None and not material.says_nothing(entry, spoken):
        spoken.document = identify(spoken.document, decision.revision, decision.speaker, who)


SAYING_WHO_SPEAKS: Final = tuple(cls.kind for cls in _LEARNING)
"""The kinds of decision from which is known who speaks."""


def _provenance(entry: LogEntry) -> Provenance:
    return Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split()))


def _without(passage: Passage, others: list[Passage]) -> Iterator[Passage]:
    """Yield what is left of a passage without others, which are in order."""
    here, end = passage
    for start, last in [*others, (end, end)]:
        if here < min(start, end):
            yield here, min(start, end)
        here = max(here, last)
