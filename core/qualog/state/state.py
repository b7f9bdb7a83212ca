"""The state of a study: everything that a replay of its log yields."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from qualog.decisions.theory import Concept
from qualog.errors import NotFound
from qualog.log.store import StoredContent
from qualog.state.attributes import Attribute, AttributeValue, value_key
from qualog.state.codes import Codebook
from qualog.state.codings import Coding, Marked
from qualog.state.discussions import Discussion
from qualog.state.documents import Document
from qualog.state.ended_copies import EndedCopies
from qualog.state.knowledge import Knowledge
from qualog.state.memos import Memo
from qualog.state.open_questions import open_questions
from qualog.state.people import Author, Participant
from qualog.state.project import Moment
from qualog.state.questions import Acknowledged, Question, Unapplied
from qualog.state.registers import Register
from qualog.state.rounds import Round
from qualog.state.themes import Relation, Theme
from qualog.state.theory import Link, Theory
from qualog.text.layout import PrintedLine, read_layout

if TYPE_CHECKING:
    from qualog.text.source_location import SourceMap

ReadContent = Callable[[Iterable[str]], dict[str, StoredContent]]

ERASED_CHARACTER = "█"

_TEXTS_KEPT: Final = 10_000_000  # code points: a hundred and fifty long interviews


@define
class Kept:
    """What a state has found out of itself, and keeps for the next who asks.

    Attributes:
        codings: the codings that stand; None where something was decided since.
        places: the ids of the codings of each passage; None until one is asked for.
        layouts: the printed lines of documents, by the ids of their contents.
    """

    codings: MappingProxyType[str, Coding] | None = None
    places: dict[tuple[str, int, int], list[str]] | None = None
    layouts: dict[str, tuple[PrintedLine, ...]] = field(factory=dict)


@define
class State:
    """What the log amounts to at one moment. Positions are Unicode code points.

    `heads` is how far in each replica it goes, `at` the last tick of the clock in it. `unapplied`
    are decisions without effect, `reverted` the ids of those that were taken back; `ended`
    tells of copies that authors say have ended, and of what was put aside; `registers`
    hold what authors share and may decide apart, by matter and id, for what was changed since it
    was made. `of_plugins` is what decisions of plugins amount to: plain values, by the name that
    their kinds begin with and then as the plugin likes. `outside` are the passages, by document,
    that a narrowed state leaves aside.
    """

    name: str = ""
    aim: str = ""
    authors: dict[str, Author] = field(factory=dict)
    participants: dict[str, Participant] = field(factory=dict)
    documents: dict[str, Document] = field(factory=dict)
    attributes: dict[str, Attribute] = field(factory=dict)
    values: dict[str, AttributeValue] = field(factory=dict)
    codebook: Codebook = field(factory=Codebook)
    every_coding: dict[str, Coding] = field(factory=dict, repr=False)
    memos: dict[str, Memo] = field(factory=dict)
    every_discussion: dict[str, Discussion] = field(factory=dict)
    themes: dict[str, Theme] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    theories: dict[str, Theory] = field(factory=dict)
    links: dict[str, Link] = field(factory=dict)
    moments: dict[str, Moment] = field(factory=dict)
    rounds: dict[str, Round] = field(factory=dict)
    of_plugins: dict[str, dict[str, Any]] = field(factory=dict)
    unapplied: list[Unapplied] = field(factory=list)
    reverted: set[str] = field(factory=set, repr=False)
    ended: EndedCopies = field(factory=EndedCopies, repr=False)
    registers: dict[tuple[str, str], Register] = field(factory=dict, repr=False)
    acknowledged: list[Acknowledged] = field(factory=list)
    knowledge: Knowledge = field(factory=Knowledge, repr=False)
    unknown: Counter[str] = field(factory=Counter)
    heads: dict[str, int] = field(factory=dict)
    at: int = 0
    decisions: int = 0
    outside: dict[str, list[tuple[int, int]]] = field(factory=dict, repr=False, eq=False)
    _read_content: ReadContent = field(default=lambda ids: {}, repr=False, eq=False)
    _texts: dict[tuple[str, str | None], tuple[bytes, str]] = field(
        factory=dict, repr=False, eq=False
    )
    _kept: Kept = field(factory=Kept, init=False, repr=False, eq=False)

    @property
    def codings(self) -> MappingProxyType[str, Coding]:
        """The codings that stand, by id.

        Those on passages of who withdrew have left the study; those whose words a correction of
        the text took away wait for somebody to say where they belong.
        """
        if not self.withdrawn and not any(
            document.revisions for document in self.documents.values()
        ):
            return MappingProxyType(self.every_coding)
        if self._kept.codings is None:
            gone = {id_: self.withdrawn_passages(id_) for id_ in self.documents}
            standing = {
                id_: coding
                for id_, coding in self.every_coding.items()
                if not coding.is_lost
                and not any(
                    start < coding.end and coding.start < end
                    for start, end in gone[coding.document]
                )
            }
            self._kept.codings = MappingProxyType(standing)
        return self._kept.codings

    @property
    def lost_codings(self) -> dict[str, Coding]:
        """The codings, by id, whose words a correction of the text took away."""
        return {
            id_: coding
            for id_, coding in self.every_coding.items()
            if coding.is_lost and not self.is_withdrawn(coding.document, coding.start, coding.end)
        }

    def forget_current(self) -> None:
        """Find out again which codings stand: something was decided."""
        self._kept.codings = None

    def withdrawn_passages(self, document: str) -> list[tuple[int, int]]:
        """Return the passages `[start, end)` of those who withdrew, in the order of the text."""
        gone = self.withdrawn
        return self.documents[document].passages_of(gone) if gone else []

    @property
    def withdrawn(self) -> set[str]:
        """The ids of the participants who withdrew."""
        return {who.id for who in self.participants.values() if who.withdrawn}

    @property
    def discussions(self) -> dict[str, Discussion]:
        """The discussions, by id: those of passages of who withdrew have left the study."""
        if not self.withdrawn:
            return self.every_discussion
        return {
            id_: discussion
            for id_, discussion in self.every_discussion.items()
            if not self.is_withdrawn(discussion.document, discussion.start, discussion.end)
        }

    def is_withdrawn(self, document: str, start: int, end: int) -> bool:
        """Return whether a passage holds words of somebody who withdrew."""
        gone = self.withdrawn_passages(document)
        return any(first < end and start < last for first, last in gone)

    def left_out(self, document: str) -> list[tuple[int, int]]:
        """Return the passages that are not looked at, in the order of the text, none touching.

        They are those of who withdrew and, in a study that is narrowed, those of others than
        who was asked for.
        """
        joined: list[tuple[int, int]] = []
        for start, end in sorted(
            [*self.withdrawn_passages(document), *self.outside.get(document, ())]
        ):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    @property
    def questions(self) -> list[Question]:
        """What the authors decided apart and did not settle yet, and what had no effect."""
        return open_questions(self)

    def text(self, document: str) -> str:
        """Return a document's text; an erased stretch reads as `█`, as long as it was.

        Raises:
            NotFound: no such document.
        """
        found = self.documents.get(document)
        return self.text_of(document, found.revision if found is not None else None)

    def text_of(self, document: str, revision: str | None) -> str:
        """Return the text of a document in a revision of it (an id; None for the first).

        Raises:
            NotFound: no such document, or no such revision.
        """
        found = self.documents.get(document)
        if found is None:
            raise NotFound("There is no document {id}.", id=document)
        wanted = found if found.revision == revision else found.revision_called(revision)
        if wanted is None:
            raise NotFound(
                "The document {id} has no revision {revision}.", id=document, revision=revision
            )
        packed, text = self._texts.get((document, revision), (b"", ""))
        if packed != wanted.packed_parts:
            stored = self._read_content(part.content for part in wanted.parts)
            text = "".join(
                stored[part.content].bytes.decode("utf-8")
                if part.content in stored
                else ERASED_CHARACTER * part.length
                for part in wanted.parts
            )
            self._keep((document, revision), wanted.packed_parts, text)
        return text

    def _keep(self, wording: tuple[str, str | None], packed: bytes, text: str) -> None:
        """Keep a text for the next who asks, and let go of those that were read long ago."""
        self._texts.pop(wording, None)
        while self._texts and sum(len(kept) for _, kept in self._texts.values()) > _TEXTS_KEPT:
            del self._texts[next(iter(self._texts))]
        self._texts[wording] = (packed, text)

    def original(self, document: str) -> bytes:
        """Return the file that a document was taken from, as it was received.

        Raises:
            NotFound: none was kept, or it was erased with who spoke in it.
        """
        found = self.documents[document]
        if found.original is None:
            raise NotFound(
                "No file was kept of “{document}”: its importer read it from a larger one.",
                document=found.name,
            )
        stored = self._read_content([found.original.content])
        if not stored:
            raise NotFound(
                "The file of “{document}” was erased, with words that are gone.",
                document=found.name,
            )
        return stored[found.original.content].bytes

    def origin(self, document: str) -> "SourceMap":
        """Return which bytes of the file that was received are which words of a document.

        Raises:
            NotFound: no file was kept, or it was erased.
        """
        from qualog.text.source_location import SourceMap

        encoding = self.documents[document].encoding
        return SourceMap.of(self.original(document), encoding, self.text(document))

    def layout(self, document: str) -> tuple[PrintedLine, ...]:
        """Return where the lines of a document stand on paper; none where that is not known."""
        layout = self.documents[document].layout
        stored = self._read_content([layout.content]) if layout is not None else {}
        return read_layout(stored[layout.content].bytes) if layout and stored else ()

    def printed(self, marked: Marked) -> list[PrintedLine]:
        """Return the lines on paper that a passage stands in; none where that is not known."""
        layout = self.documents[marked.document].layout
        if layout is None:
            return []
        lines = self._kept.layouts.get(layout.content)
        if lines is None:
            lines = self._kept.layouts[layout.content] = self.layout(marked.document)
        first = bisect_right(lines, marked.start, key=lambda line: line.end)
        found = takewhile(lambda line: line.start < marked.end, lines[first:])
        return list(found) if marked.start < marked.end else []

    def quote(self, marked: Marked) -> str:
        """Return the words that a coding, or anything else, marks."""
        return self.text(marked.document)[marked.start : marked.end]

    def quote_where_marked(self, coding: Coding) -> str:
        """Return the words that a coding marked, in the wording of the text that it was made in."""
        if coding.origin is None:
            return self.quote(coding)
        text = self.text_of(coding.document, coding.origin.revision)
        return text[coding.origin.start : coding.origin.end]

    def codings_in(self, document: str) -> list[Coding]:
        """Return the codings of a document, in the order of the text."""
        found = [coding for coding in self.codings.values() if coding.document == document]
        return sorted(found, key=lambda coding: (coding.start, coding.end))

    def codings_at(self, document: str, start: int, end: int) -> list[Coding]:
        """Return the codings of just this passage, whoever made them."""
        if self._kept.places is None:
            self._kept.places = {}
            for coding in self.every_coding.values():
                self.note_place(coding)
        place = (document, start, end)
        if self.is_withdrawn(*place):
            return []
        ids = dict.fromkeys(self._kept.places.get(place, ()))
        found = (self.every_coding[id_] for id_ in ids if id_ in self.every_coding)
        return [coding for coding in found if (coding.document, coding.start, coding.end) == place]

    def note_place(self, coding: Coding) -> None:
        """Make a coding that is new, or has new boundaries, found by its passage from now on."""
        if self._kept.places is not None:
            place = (coding.document, coding.start, coding.end)
            self._kept.places.setdefault(place, []).append(coding.id)

    def codings_of(self, code: str) -> list[Coding]:
        """Return the codings that count as a code today, merged ones included."""
        resolve = self.codebook.resolve
        return [coding for coding in self.codings.values() if resolve(coding.code) == code]

    def concept(self, concept: str) -> tuple[Theory, Concept] | None:
        """Return a concept of an adopted theory by its id, with its theory."""
        for theory in self.theories.values():
            for id_, found in theory.concepts():
                if id_ == concept:
                    return theory, found
        return None

    def value(self, about: str, attribute: str) -> str | None:
        """Return what a participant or document has of an attribute; None if nothing is known."""
        found = self.values.get(value_key(about, attribute))
        return found.value if found is not None else None

    def author_names(self, ids: Iterable[str]) -> str:
        """Return the names of authors, as a person reads them: "Ingrid Falk and Samir Haddad"."""
        names = [self.authors[id_].name if id_ in self.authors else id_ for id_ in ids]
        return (
            " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
        )

    def pseudonyms(self, marked: Marked) -> list[str]:
        """Return the pseudonyms of the participants whose words a coding, or anything, marks."""
        who = self.documents[marked.document].speakers_in(marked.start, marked.end)
        return [self.participants[id_].pseudonym for id_ in who if id_ in self.participants]
