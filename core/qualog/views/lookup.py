"""Lookup: anything in a study by what a person calls it."""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from qualog.errors import Ambiguous, BadInput, NotFound
from qualog.language import alternatives
from qualog.log.store import Store
from qualog.state import (
    Attribute,
    Author,
    Code,
    Coding,
    Discussion,
    Document,
    Link,
    Memo,
    Participant,
    Round,
    State,
    Theme,
)
from qualog.state.theory import Theory
from qualog.text.quoting import find_quotation
from qualog.views import nouns
from qualog.views.as_of import find_decision
from qualog.views.find import find


@frozen
class Lookup:
    """Finds what a person means, in one state and the log that led to it.

    Each method raises `NotFound` where nothing answers to a name, with what is close, and
    `Ambiguous` where several things do, with their ids.
    """

    state: State
    store: Store

    def author(self, wanted: str) -> Author:
        """Find an author."""
        return find(self.state.authors.values(), wanted, nouns.AUTHOR, name=_name)

    def participant(self, wanted: str) -> Participant:
        """Find a participant by pseudonym."""
        return find(self.state.participants.values(), wanted, nouns.PARTICIPANT, name=_pseudonym)

    def document(self, wanted: str) -> Document:
        """Find a document."""
        return find(self.state.documents.values(), wanted, nouns.DOCUMENT, name=_name)

    def code(self, wanted: str) -> Code:
        """Find a code; of codes with one name, the one that is in use."""
        codes = self.state.codebook.codes.values()
        folded = wanted.casefold().strip()
        live = [code for code in codes if code.is_live and code.name.casefold() == folded]
        return live[0] if len(live) == 1 else find(codes, wanted, nouns.CODE, name=_name)

    def coding(self, wanted: str) -> Coding:
        """Find a coding by its id: one that stands, or one whose words are gone from the text."""
        codings = self.state.codings | self.state.lost_codings
        return find(codings.values(), wanted, nouns.CODING, name=_id)

    def theme(self, wanted: str) -> Theme:
        """Find a theme."""
        return find(self.state.themes.values(), wanted, nouns.THEME, name=_name)

    def memo(self, wanted: str) -> Memo:
        """Find a memo by its id."""
        return find(self.state.memos.values(), wanted, nouns.MEMO, name=_id)

    def discussion(self, wanted: str) -> Discussion:
        """Find a discussion by its id."""
        return find(self.state.discussions.values(), wanted, nouns.DISCUSSION, name=_id)

    def round(self, wanted: str) -> Round:
        """Find a round of coding."""
        return find(self.state.rounds.values(), wanted, nouns.ROUND, name=_name)

    def attribute(self, wanted: str) -> Attribute:
        """Find an attribute."""
        return find(self.state.attributes.values(), wanted, nouns.ATTRIBUTE, name=_name)

    def theory(self, wanted: str) -> Theory:
        """Find a theory that the study uses."""
        return find(self.state.theories.values(), wanted, nouns.THEORY, name=_name)

    def link(self, wanted: str) -> Link:
        """Find a link to theory by its id."""
        return find(self.state.links.values(), wanted, nouns.LINK, name=_id)

    def decision(self, wanted: str) -> str:
        """Return the whole id of a decision from a prefix of its replica and its number.

        Raises:
            NotAllowed: it is not shown while a blind round is open.
        """
        return find_decision(self.store, wanted)

    def anything(self, wanted: str) -> str:
        """Return the id of a thing of the study, of whatever kind, or of a decision."""
        found = self.of_kinds(wanted, self._finders())
        if len(found) > 1:
            ids = alternatives(f"{kind} {thing.id[:8]}" for kind, thing in found.items())
            raise Ambiguous(
                "“{name}” may be {ids}. Give the id of the one that you mean.",
                name=wanted,
                ids=ids,
            )
        if found:
            return next(iter(found.values())).id
        try:
            return self.decision(wanted)
        except NotFound:
            raise NotFound(
                "There is no document, code, theme, participant or other thing, and no decision, "
                "called “{name}”.",
                name=wanted,
            ) from None

    def of_kinds(self, wanted: str, kinds: Iterable[str]) -> dict[str, "Thing"]:
        """Return what a person may mean, by kind: at most one thing of each kind, or none.

        What has the name goes before what has an id that begins so, as it does within one kind:
        Bea is a participant, even where the id of a document is beaef108….

        Raises:
            Ambiguous: several things of a kind have the name, or nothing has it and several ids
                of a kind begin so.
        """
        finders, found = self._finders(), dict[str, Thing]()
        several: Ambiguous | None = None
        for kind in kinds:
            try:
                found[kind] = finders[kind](wanted)
            except NotFound:
                continue
            except Ambiguous as error:
                several = several or error
        called = {kind: thing for kind, thing in found.items() if _is_called(thing, wanted)}
        if several is not None and not called:
            raise several
        return called or found

    def passage(
        self,
        document: Document,
        *,
        span: tuple[int, int] | None = None,
        quote: str | None = None,
        turn: int | None = None,
    ) -> tuple[int, int]:
        """Return the span that is meant by offsets, by a quotation, or by a turn's number (from 1).

        Raises:
            BadInput: a span or turn that the document does not have.
            NotFound, Ambiguous: words that are not there, or there more than once.
        """
        if turn is not None and not 1 <= turn <= len(document.turns):
            raise BadInput(
                "{document} has {turns} turns; there is no turn {turn}.",
                document=document.name,
                turns=len(document.turns),
                turn=turn,
            )
        if quote is not None:
            if not quote.strip():
                raise BadInput("The quotation is empty.")
            return find_quotation(
                self.state.text(document.id),
                quote,
                document=document.name,
                turns=document.turns,
                turn=turn,
            )
        if turn is not None:
            return document.turns[turn - 1].start, document.turns[turn - 1].end
        if span is None:
            raise BadInput("Which passage? Give --quote, --span or --turn.")
        start, end = span
        if end <= start:
            raise BadInput("In {start}:{end} the end comes before the start.", start=start, end=end)
        if start < 0 or end > document.length:
            raise BadInput(
                "{start}:{end} lies outside {document}, which has {length} characters.",
                start=start,
                end=end,
                document=document.name,
                length=document.length,
            )
        return start, end

    def _finders(self) -> Mapping[str, Callable[[str], "Thing"]]:
        return {
            "document": self.document,
            "code": self.code,
            "theme": self.theme,
            "participant": self.participant,
            "coding": self.coding,
            "attribute": self.attribute,
            "memo": self.memo,
            "discussion": self.discussion,
            "link": self.link,
        }


Thing = Document | Code | Theme | Participant | Coding | Attribute | Memo | Discussion | Link


def _is_called(thing: Thing, wanted: str) -> bool:
    match thing:
        case Document() | Code() | Theme() | Attribute():
            name = thing.name
        case Participant():
            name = thing.pseudonym
        case _:
            name = thing.id
    return wanted == thing.id or wanted.casefold().strip() == name.casefold()


def _name(thing: Author | Document | Code | Theme | Round | Attribute | Theory) -> str:
    return thing.name


def _pseudonym(participant: Participant) -> str:
    return participant.pseudonym


def _id(thing: Coding | Memo | Discussion | Link) -> str:
    return thing.id
