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
from qualog.language import listing, message
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
        """Yield the links, code by code in the order of the codebook.

        Raises:
            BadInput: an option out of its range.
        """
        if options.min_passages < 1 or not 0 <= options.min_share <= 1:
            raise BadInput("min-passages is 1 or more, and min-share is a share from 0 to 1.")
        passages = _passages(state)
        for id_, concept in theory.concepts():
            linked = _linked(state, id_)
            known = [coding for code in linked for coding in passages.get(code, ())]
            for code in state.codebook.live():
                own = passages.get(code.id, [])
                shared = [one for one in own if any(_overlap(one, other) for other in known)]
                enough = len(shared) >= max(options.min_passages, options.min_share * len(own))
                if code.id not in linked and enough:
                    evidence = (Evidence(one.document, one.start, one.end) for one in shared)
                    reason = message(
                        "{shared} of {passages} passages lie over those of {codes}, which you have "
                        "linked to {concept}.",
                        shared=len(shared),
                        passages=len(own),
                        codes=listing(f"“{state.codebook.name(code_id)}”" for code_id in linked),
                        concept=concept.name,
                    )
                    yield Proposal(code.id, id_, tuple(dict.fromkeys(evidence)), reason)


def _passages(state: State) -> dict[str, list[Coding]]:
    """Return the codings by what their code counts as today, in the order of the texts."""
    found: dict[str, list[Coding]] = {}
    for document in state.documents:
        for coding in state.codings_in(document):
            if coding.region is None:
                found.setdefault(state.codebook.resolve(coding.code), []).append(coding)
    return found


def _linked(state: State, concept: str) -> list[str]:
    """Return the codes that people linked to a concept, in the order of the codebook."""
    accepted = {
        state.codebook.resolve(link.subject)
        for link in state.links.values()
        if link.concept == concept and link.status == "accepted"
    }
    return [id_ for id_ in state.codebook.codes if id_ in accepted]


def _overlap(one: Coding, other: Coding) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


@hookimpl
def qualog_theory_mappers() -> Iterable[TheoryMapper]:
    """Return the mapper."""
    return [CompanyMapper()]


@hookimpl
def qualog_theories() -> Iterable[Path]:
    """Return Hirschman's theory, which is found under the name of its file."""
    return [Path(__file__).parent / "exit-voice-and-loyalty.toml"]
