"""Theories that the study uses, their concepts, and links to them with what speaks for them."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.tables.table import (
    ConceptId,
    DecisionId,
    DocumentId,
    LinkId,
    Table,
    TheoryId,
    Time,
    made,
)
from qualog.views.study import Study


class TheoryRow(NamedTuple):
    """A theory that the study uses.

    Attributes:
        id: its id.
        name: what it is called.
        author: whose theory it is.
        summary: what it says.
        sources: its references, one a line.
    """

    id: str
    name: str
    author: str
    summary: str
    sources: str


class ConceptRow(NamedTuple):
    """A concept of a theory.

    Attributes:
        id: its id.
        theory: the theory.
        name: what it is called.
        definition: what it means.
    """

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
    made: Time
    decision: DecisionId
    settled_by: DecisionId | None


class EvidenceRow(NamedTuple):
    """A passage that speaks for a link.

    Attributes:
        link: the link.
        document: the document.
        start: where the passage begins in the text, in code points.
        end: where it ends, not included.
    """

    link: LinkId
    document: DocumentId
    start: int
    end: int


def _theories(study: Study) -> Iterator[TheoryRow]:
    for theory in study.state.theories.values():
        pack = theory.pack
        sources = "\n".join(pack.sources)
        yield TheoryRow(theory.id, theory.name, pack.author, pack.summary, sources)


def _concepts(study: Study) -> Iterator[ConceptRow]:
    for theory in study.state.theories.values():
        for id_, concept in theory.concepts():
            yield ConceptRow(id_, theory.id, concept.name, concept.definition)


def _links(study: Study) -> Iterator[LinkRow]:
    for link in study.state.links.values():
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


def _evidence(study: Study) -> Iterator[EvidenceRow]:
    for link in study.state.links.values():
        for passage in dict.fromkeys(link.evidence):
            if passage.document in study.state.documents:
                yield EvidenceRow(link.id, passage.document, passage.start, passage.end)


TABLES = (
    Table("theories", TheoryRow, _theories),
    Table("concepts", ConceptRow, _concepts),
    Table("links", LinkRow, _links),
    Table("evidence", EvidenceRow, _evidence),
)
