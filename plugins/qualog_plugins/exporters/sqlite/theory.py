"""Theories that the study uses, their concepts, and links to them with what speaks for them."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.state import State
from qualog_plugins.exporters.sqlite.table import (
    ConceptId,
    DecisionId,
    DocumentId,
    LinkId,
    Table,
    TheoryId,
    made,
)


class TheoryRow(NamedTuple):
    """A theory; `sources` are its references, one a line."""

    id: str
    name: str
    author: str
    summary: str
    sources: str


class ConceptRow(NamedTuple):
    """A concept of a theory."""

    id: str
    theory: TheoryId
    name: str
    definition: str


class LinkRow(NamedTuple):
    """A link from something of the study to a concept.

    Attributes:
        id: its id.
        subject: the id of the code, coding or theme.
        concept: the concept.
        status: `proposed`, `accepted` or `rejected`.
        mapper: the plugin that proposed it; empty if a person did.
        reason: what speaks for it.
        made: when it was proposed.
        decision: the decision that did it.
        settled_by: the decision that accepted or rejected it.
    """

    id: str
    subject: str
    concept: ConceptId
    status: str
    mapper: str | None
    reason: str
    made: str
    decision: DecisionId
    settled_by: DecisionId | None


class EvidenceRow(NamedTuple):
    """A passage that speaks for a link, in code points."""

    link: LinkId
    document: DocumentId
    start: int
    end: int


def theory_tables(state: State) -> Iterator[Table]:
    """Yield the tables of theories and of links to them."""
    yield Table("theories", TheoryRow, _theories(state))
    yield Table(
        "concepts",
        ConceptRow,
        [
            ConceptRow(id_, theory.id, concept.name, concept.definition)
            for theory in state.theories.values()
            for id_, concept in theory.concepts()
        ],
    )
    yield Table("links", LinkRow, _links(state))
    yield Table(
        "evidence",
        EvidenceRow,
        [
            EvidenceRow(link.id, passage.document, passage.start, passage.end)
            for link in state.links.values()
            for passage in dict.fromkeys(link.evidence)
            if passage.document in state.documents
        ],
    )


def _theories(state: State) -> Iterator[TheoryRow]:
    for theory in state.theories.values():
        pack = theory.pack
        sources = "\n".join(pack.sources)
        yield TheoryRow(theory.id, theory.name, pack.author, pack.summary, sources)


def _links(state: State) -> Iterator[LinkRow]:
    for link in state.links.values():
        yield LinkRow(
            id=link.id,
            subject=link.subject,
            concept=link.concept,
            status=link.status,
            mapper=link.mapper,
            reason=link.reason,
            settled_by=link.settled.decision if link.settled else None,
            **made(link.made),
        )
