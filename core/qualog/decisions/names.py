"""What a decision asks for when it tells itself: what things are called, and whose they are."""

from collections.abc import Iterable
from typing import Protocol

from qualog.language import Sayable


class Names(Protocol):
    """What the things of a study are called, by id, where a decision is told.

    Each name is a phrase with its noun, such as "the code “trust”". A thing that is not there
    is called by its id.
    """

    def author(self, author: str) -> Sayable:
        """Name an author."""

    def authors(self, authors: Iterable[str]) -> Sayable:
        """Name several authors, as a list."""

    def participant(self, participant: str) -> Sayable:
        """Name a participant by pseudonym."""

    def attribute(self, attribute: str) -> Sayable:
        """Name an attribute."""

    def document(self, document: str) -> Sayable:
        """Name a document."""

    def documents(self, documents: Iterable[str]) -> Sayable:
        """Name several documents, as a list."""

    def speaker(self, document: str, speaker: int) -> Sayable:
        """Name a speaker of a document, by index."""

    def passage(self, document: str, start: int, end: int, revision: str | None) -> Sayable:
        """Name a passage `[start, end)` of a revision by its words and its document."""

    def code(self, code: str) -> Sayable:
        """Name a code."""

    def codes(self, codes: Iterable[str]) -> Sayable:
        """Name several codes, as a list."""

    def coding(self, coding: str) -> Sayable:
        """Name a coding by its code and its passage."""

    def document_of(self, coding: str) -> str:
        """Return the id of the document in which a coding is; empty where it is not there."""

    def memo(self, memo: str) -> Sayable:
        """Name a memo by its text."""

    def discussion(self, discussion: str) -> Sayable:
        """Name a discussion by its passage."""

    def theme(self, theme: str) -> Sayable:
        """Name a theme."""

    def round(self, round_: str) -> Sayable:
        """Name a round of coding."""

    def theory(self, theory: str) -> Sayable:
        """Name a theory."""

    def concept(self, concept: str) -> Sayable:
        """Name a concept with its theory."""

    def link(self, link: str) -> Sayable:
        """Name a link to theory by what it links."""

    def study(self) -> Sayable:
        """Name the study."""

    def anything(self, thing: str | None) -> Sayable:
        """Name a thing of whatever kind, or a decision; None is the study."""

    def decision(self, decision: str) -> Sayable:
        """Name a decision as people type it."""

    def sentence_of(self, decision: str, thing: str | None = None) -> Sayable:
        """Return what a decision (its id) decided, of one thing if it is given, and who did."""

    def with_this(self, thing: str | None) -> "Names":
        """Return the same names, but for one thing: it is called "this code", for example."""


class Theirs(Protocol):
    """What is known to be a participant's, or about them, up to a place in the log."""

    def has(self, thing: str | None) -> bool:
        """Return whether a thing or a decision (its id) is theirs or about them."""

    def has_words(self, document: str, revision: str | None, start: int, end: int) -> bool:
        """Return whether a passage of a revision has a character that they said."""

    def has_all(self, document: str) -> bool:
        """Return whether they speak in a document, and nobody else does."""

    def document_of(self, coding: str) -> str:
        """Return the id of the document in which a coding was made; empty where there is none."""
