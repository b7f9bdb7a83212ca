"""The life of one thing: every decision that touched it, or what it was made of."""

from collections.abc import Iterator

from qualog.decisions.codes import CodesMerged, CodeSplit
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.history.narration import Narrated, narrate
from qualog.views.study import Study

_USES = (CodingApplied, CodingRecoded, CodingRemoved, CodingResized)


def timeline(study: Study, wanted: str) -> Iterator[Narrated]:
    """Give the decisions that are about a thing (its id), first to last.

    For a code, the codes that were merged into it and the one that it was split from belong
    to its life: how they were born and what became of them is told too, but not each of their
    uses.
    """
    told = list(narrate(study))
    kin = _kin(told, wanted)
    for each in told:
        if wanted in each.touches or (kin & each.touches and not isinstance(each.decision, _USES)):
            yield each


def _kin(told: list[Narrated], wanted: str) -> set[str]:
    """Give the codes that a code came from, by merge or split, however far back."""
    found = {wanted}
    for each in reversed(told):
        match each.decision:
            case CodesMerged(sources=sources, into=into) if into in found:
                found |= set(sources)
            case CodeSplit(code=code, into=into) if found & set(into):
                found.add(code)
    return found - {wanted}
