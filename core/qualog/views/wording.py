"""Wording: what the things of a study are called, by id, where decisions are told."""

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from qualog.errors import NotFound
from qualog.language import Sayable, listing, message, shortened
from qualog.log.log import Log
from qualog.state import State
from qualog.state.codings import Marked


@frozen
class StateNames:
    """What things are called in one state; the id itself where it has no such thing.

    Attributes:
        state: where the names are from.
        log: where what was decided is looked up.
        this: the id of the thing that is called "this code" and not by its name.
    """

    state: State
    log: Log
    this: str | None = None

    def author(self, author: str) -> Sayable:
        """Name an author."""
        if author == self.this:
            return message("this author")
        return self.state.author_names([author])

    def authors(self, authors: Iterable[str]) -> Sayable:
        """Name several authors, as a list."""
        return self.state.author_names(authors)

    def participant(self, participant: str) -> Sayable:
        """Name a participant by pseudonym."""
        if participant == self.this:
            return message("this participant")
        found = self.state.participants.get(participant)
        return found.pseudonym if found else participant

    def attribute(self, attribute: str) -> Sayable:
        """Name an attribute."""
        if attribute == self.this:
            return message("this attribute")
        found = self.state.attributes.get(attribute)
        return message("the attribute “{name}”", name=found.name) if found else attribute

    def document(self, document: str) -> Sayable:
        """Name a document, in quotation marks."""
        if document == self.this:
            return message("this document")
        found = self.state.documents.get(document)
        return message("“{name}”", name=found.name) if found else document

    def documents(self, documents: Iterable[str]) -> Sayable:
        """Name several documents, as a list."""
        return listing(map(self.document, documents))

    def speaker(self, document: str, speaker: int) -> Sayable:
        """Name a speaker of a document by the label; by the number where there is none."""
        found = self.state.documents.get(document)
        known = found is not None and speaker < len(found.speakers)
        return found.speakers[speaker] if found and known else str(speaker)

    def passage(self, document: str, start: int, end: int, revision: str | None) -> Sayable:
        """Name a passage of a revision by its words and its document."""
        try:
            text = self.state.text_of(document, revision)
        except NotFound:
            return message("{start}:{end} in {document}", start=start, end=end, document=document)
        quote = shortened(text[start:end])
        return message("“{quote}” in {document}", quote=quote, document=self.document(document))

    def code(self, code: str) -> Sayable:
        """Name a code."""
        if code == self.this:
            return message("this code")
        found = self.state.codebook.codes.get(code)
        return message("the code “{name}”", name=found.name) if found else code

    def codes(self, codes: Iterable[str]) -> Sayable:
        """Name several codes, as a list in the order of the codebook."""
        known, wanted = self.state.codebook.codes, list(codes)
        several = [code for code in known if code in wanted]
        several += [code for code in wanted if code not in known]
        if len(several) == 1:
            return self.code(several[0])
        names = (
            message("“{name}”", name=known[code].name) if code in known else code
            for code in several
        )
        return message("the codes {names}", names=listing(names))

    def coding(self, coding: str) -> Sayable:
        """Name a coding by its code and its passage."""
        if coding == self.this:
            return message("this coding")
        found = self.state.every_coding.get(coding)
        if found is None:
            return message("the coding {id}", id=coding)
        return message(
            "the coding of {passage} as {code}",
            passage=self._marked(found),
            code=self.code(found.code),
        )

    def document_of(self, coding: str) -> str:
        """Return the id of the document in which a coding is; empty where it is not there."""
        found = self.state.every_coding.get(coding)
        return found.document if found else ""

    def memo(self, memo: str) -> Sayable:
        """Name a memo by its text."""
        if memo == self.this:
            return message("this memo")
        found = self.state.memos.get(memo)
        if found is None:
            return message("the memo {id}", id=memo)
        return message("the memo “{text}”", text=shortened(found.text))

    def discussion(self, discussion: str) -> Sayable:
        """Name a discussion by its passage."""
        if discussion == self.this:
            return message("this discussion")
        found = self.state.every_discussion.get(discussion)
        if found is None:
            return message("the discussion {id}", id=discussion)
        return message("the discussion of {passage}", passage=self._marked(found))

    def theme(self, theme: str) -> Sayable:
        """Name a theme."""
        if theme == self.this:
            return message("this theme")
        found = self.state.themes.get(theme)
        return message("the theme “{name}”", name=found.name) if found else theme

    def round(self, round_: str) -> Sayable:
        """Name a round of coding."""
        if round_ == self.this:
            return message("this round")
        found = self.state.rounds.get(round_)
        return message("the round “{name}”", name=found.name) if found else round_

    def theory(self, theory: str) -> Sayable:
        """Name a theory."""
        if theory == self.this:
            return message("this theory")
        found = self.state.theories.get(theory)
        return message("the theory “{name}”", name=found.name) if found else theory

    def concept(self, concept: str) -> Sayable:
        """Name a concept with its theory."""
        found = self.state.concept(concept)
        if found is None:
            return concept
        return message("“{name}” ({theory})", name=found[1].name, theory=found[0].name)

    def link(self, link: str) -> Sayable:
        """Name a link to theory by what it links."""
        if link == self.this:
            return message("this link")
        found = self.state.links.get(link)
        if found is None:
            return message("the link {id}", id=link)
        return message(
            "the link between {subject} and {concept}",
            subject=self.anything(found.subject),
            concept=self.concept(found.concept),
        )

    def study(self) -> Sayable:
        """Name the study."""
        if self.this == "":
            return message("this study")
        return message("the study “{name}”", name=self.state.name)

    def anything(self, thing: str | None) -> Sayable:
        """Name a thing of whatever kind, or a decision; None is the study."""
        state = self.state
        if thing is None:
            return message("the study")
        if thing in state.every_coding:
            return self._marked(state.every_coding[thing])
        things: tuple[tuple[object, Callable[[str], Sayable]], ...] = (
            (state.codebook.codes, self.code),
            (state.themes, self.theme),
            (state.rounds, self.round),
            (state.documents, self.document),
            (state.attributes, self.attribute),
            (state.participants, self.participant),
            (state.links, self.link),
            (state.every_discussion, self.discussion),
            (state.memos, self.memo),
        )
        for known, name in things:
            if thing in known:  # type: ignore[operator]
                return name(thing)
        return self.decision(thing)

    def decision(self, decision: str) -> Sayable:
        """Name a decision as people type it."""
        return short_decision(decision)

    def sentence_of(self, decision: str, thing: str | None = None) -> Sayable:
        """Return what a decision (its id) decided, of one thing if it is given, and who did."""
        replica, _, seq = decision.partition(".")
        entry = self.log.store.entry(replica, int(seq)) if seq.isdecimal() else None
        made = self.log.decision(entry) if entry is not None else None
        if entry is None or made is None:
            return self.decision(decision)
        sentence = made.sentence(self) if thing is None else made.sentence_about(thing, self)
        authors = self.authors(entry.authors.split())
        return message("{authors} {sentence}", authors=authors, sentence=sentence)

    def with_this(self, thing: str | None) -> "StateNames":
        """Return the same names, but for one thing: it is called "this code", for example."""
        return evolve(self, this=thing)

    def _marked(self, marked: Marked) -> Sayable:
        document = self.state.documents.get(marked.document)
        revision = document.revision if document else None
        return self.passage(marked.document, marked.start, marked.end, revision)


def short_decision(decision: str) -> str:
    """Return a decision's id as long as people type it."""
    replica, dot, seq = decision.partition(".")
    return f"{replica[:4]}.{seq}" if dot else decision
