"""Links between the coding and theory, as they are shown."""

from collections.abc import Iterator, Sequence

from qualog.language import message, plural
from qualog.state import Link
from qualog.views.study import Study
from qualog_cli.shared.formats import provenance_data, quoted, short_id

_PASSAGES = 3
"""So many passages of a link's evidence are shown; the rest are counted."""


def links_to(study: Study, concept: str) -> list[Link]:
    """Return the links to a concept (an id)."""
    return [link for link in study.state.links.values() if link.concept == concept]


def link_lines(study: Study, links: Sequence[Link]) -> Iterator[object]:
    """Yield what is shown of links: their status, what they link, and their evidence."""
    state = study.state
    for link in links:
        found = state.concept(link.concept)
        yield message(
            "{id} [{status}] {subject} → {concept}",
            id=short_id(link.id),
            status=link.status,
            subject=study.names.anything(link.subject),
            concept=found[1].name if found else link.concept,
        )
        if link.reason:
            yield f"    {link.reason}"
        for passage in link.evidence[:_PASSAGES]:
            text = state.text(passage.document)[passage.start : passage.end]
            yield f"    {quoted(text)} ({state.documents[passage.document].name})"
        if (more := len(link.evidence) - _PASSAGES) > 0:
            yield f"    {plural('and one more passage', 'and {n} more passages', more)}"


def link_data(study: Study, link: Link) -> dict[str, object]:
    """Return all of a link, as it stands in JSON."""
    state = study.state
    return {
        "id": link.id,
        "subject": link.subject,
        "subject_name": str(study.names.anything(link.subject)),
        "status": link.status,
        "mapper": link.mapper,
        "reason": link.reason,
        "evidence": [
            {
                "document": state.documents[passage.document].name,
                "start": passage.start,
                "end": passage.end,
                "quote": state.text(passage.document)[passage.start : passage.end],
            }
            for passage in link.evidence
        ],
        "made": provenance_data(study, link.made),
        "settled": provenance_data(study, link.settled) if link.settled else None,
    }
