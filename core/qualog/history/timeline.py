"""The life of one thing: every decision that touched it, or what it was made of."""

from collections.abc import Iterator

from qualog.decisions import Work
from qualog.decisions.codes import CodesMerged, CodeSplit
from qualog.history.narration import Narrated, narrate
from qualog.views.study import Study


def timeline(study: Study, wanted: str) -> Iterator[Narrated]:
    """Yield the decisions that are about a thing (its id), first to last.

    For a code, the codes that were merged into it and the one that it was split from belong
    to its life: how they were created and what became of them is told too, but not each of
    their uses.
    """
    narrated = list(narrate(study))
    origins = _origins(narrated, wanted)
    for step in narrated:
        if wanted in step.touches or (origins & step.touches and not _is_use(step)):
            yield step


def _is_use(step: Narrated) -> bool:
    """Return whether a decision uses codes on passages, and changes none of them."""
    uses = (Work.CODING, Work.REVISING_CODINGS)
    return step.decision is not None and step.decision.work in uses


def _origins(narrated: list[Narrated], wanted: str) -> set[str]:
    """Return the codes that a code came from, by merge or split, however far back."""
    found = {wanted}
    for step in reversed(narrated):
        match step.decision:
            case CodesMerged(sources=sources, into=into) if into in found:
                found |= set(sources)
            case CodeSplit(code=code, into=into) if found & set(into):
                found.add(code)
    return found - {wanted}
