"""A theory mapper: a code may be an instance of a concept whose indicators its passages hold."""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from qualog.hookspecs import TheoryMapper, hookimpl
from qualog.options import option
from qualog.state import Code, Coding, State
from qualog.theory import Evidence, Proposal, Theory
from qualog_plugins.theory.matching import Indicators

_NAMED = 4


@frozen
class Options:
    """When a link is worth proposing."""

    min_passages: int = option(2, help="passages that hold an indicator, at least")
    min_share: float = option(0.3, help="their share of the code's passages, 0 to 1, at least")


@frozen
class _Match:
    """What speaks for one link: how much, where, and in which words."""

    strength: tuple[int, float]
    proposal: Proposal


class IndicatorMapper:
    """Proposes links from codes to concepts, by the indicators of the theory pack.

    A code is proposed if enough of its passages hold an indicator of the concept. An indicator
    in the code's own name or definition is told too, and makes up for one passage.
    """

    name = "indicators"
    summary = "Links codes to concepts whose indicators their passages hold (Swedish, English)"
    options = Options

    def propose(self, state: State, theory: Theory, options: Options) -> Iterable[Proposal]:
        """Give the links, those with the most passages first."""
        matches = [
            match
            for id_, concept in theory.concepts()
            if concept.indicators
            for match in _matches(state, id_, Indicators(concept.indicators), options)
        ]
        matches.sort(key=lambda each: each.strength, reverse=True)
        return [match.proposal for match in matches]


def _matches(
    state: State, concept: str, indicators: Indicators, options: Options
) -> Iterator[_Match]:
    for code in state.codebook.live():
        passages = _passages(state, code)
        if not passages:
            continue
        words: Counter[str] = Counter()
        evidence = []
        for coding in passages:
            found = indicators.find(state.quote(coding))
            words.update({each.words.casefold() for each in found})
            if found:
                evidence.append(Evidence(coding.document, coding.start, coding.end))
        in_code = [each.words for each in indicators.find(f"{code.name}. {code.definition}")]
        share = len(evidence) / len(passages)
        enough = len(evidence) + bool(in_code) >= options.min_passages
        if evidence and enough and share >= options.min_share:
            reason = _reason(words, len(evidence), len(passages), in_code)
            proposal = Proposal(code.id, concept, tuple(evidence), reason)
            yield _Match((len(evidence), share), proposal)


def _passages(state: State, code: Code) -> list[Coding]:
    """Give the passages of a code in the order of the documents, each once, whoever coded it."""
    order = {id_: index for index, id_ in enumerate(state.documents)}
    places = {(each.document, each.start, each.end): each for each in state.codings_of(code.id)}
    return sorted(places.values(), key=lambda each: (order[each.document], each.start, each.end))


def _reason(words: Counter[str], found: int, passages: int, in_code: list[str]) -> str:
    named = ", ".join(f"“{word}”" for word, _ in words.most_common(_NAMED))
    told = f"{named} in {found} of {passages} passage{'s' if passages != 1 else ''}"
    if in_code:
        told += f"; “{in_code[0]}” in the code itself"
    return told + "."


@hookimpl
def qualog_theory_mappers() -> Iterable[TheoryMapper]:
    """Give the mapper."""
    return [IndicatorMapper()]
