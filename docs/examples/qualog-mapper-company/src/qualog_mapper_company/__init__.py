"""Proposes links by the company that a code keeps, and brings Hirschman's theory along.

A code whose passages often lie over those of codes that people have linked to a concept may be
an instance of that concept too. So one begins with a few links of one's own, and is shown where
else to look. Nothing is proposed before a link was accepted.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from qualog import BadInput, hookimpl, option
from qualog.decisions.theory import Evidence
from qualog.plugins.protocols import Proposal, TheoryMapper
from qualog.state import Coding, State
from qualog.state.theory import Theory


@frozen
class Options:
    """When the company is close enough."""

    min_passages: int = option(2, help="passages of the code that lie over such, at least")
    min_share: float = option(0.5, help="their share of the code's passages, 0 to 1, at least")


class CompanyMapper:
    """From the links that people accepted, to codes that stand in the same places."""

    name = "company"
    summary = "Links codes to the concepts of codes whose passages they share"
    options = Options

    def propose(self, state: State, theory: Theory, options: Options) -> Iterator[Proposal]:
        """Give the links, code by code in the order of the codebook.

        Raises:
            BadInput: an option out of its range.
        """
        if options.min_passages < 1 or not 0 <= options.min_share <= 1:
            raise BadInput("min-passages is 1 or more, and min-share is a share from 0 to 1.")
        passages = _passages(state)
        for concept, told in theory.concepts():
            linked = _linked(state, concept)
            ground = [each for code in linked for each in passages.get(code, ())]
            for code in state.codebook.live():
                own = passages.get(code.id, [])
                shared = [each for each in own if any(_overlap(each, other) for other in ground)]
                enough = len(shared) >= max(options.min_passages, options.min_share * len(own))
                if code.id not in linked and enough:
                    evidence = (Evidence(each.document, each.start, each.end) for each in shared)
                    names = ", ".join(f"“{state.codebook.name(each)}”" for each in linked)
                    reason = (
                        f"{len(shared)} of {len(own)} passages lie over those of {names}, "
                        f"which you hold to be {told.name}."
                    )
                    yield Proposal(code.id, concept, tuple(dict.fromkeys(evidence)), reason)


def _passages(state: State) -> dict[str, list[Coding]]:
    """Give the codings by what their code counts as today, in the order of the texts."""
    found: dict[str, list[Coding]] = {}
    for document in state.documents:
        for coding in state.codings_in(document):
            if coding.region is None:
                found.setdefault(state.codebook.resolve(coding.code), []).append(coding)
    return found


def _linked(state: State, concept: str) -> list[str]:
    """Give the codes that people linked to a concept, in the order of the codebook."""
    accepted = {
        state.codebook.resolve(each.subject)
        for each in state.links.values()
        if each.concept == concept and each.status == "accepted"
    }
    return [id_ for id_ in state.codebook.codes if id_ in accepted]


def _overlap(one: Coding, other: Coding) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


@hookimpl
def qualog_theory_mappers() -> Iterable[TheoryMapper]:
    """Give the mapper to Qualog."""
    return [CompanyMapper()]


@hookimpl
def qualog_theories() -> Iterable[Path]:
    """Give Hirschman's theory to Qualog, under the name of its file."""
    return [Path(__file__).parent / "exit-voice-and-loyalty.toml"]
