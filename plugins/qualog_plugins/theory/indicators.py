"""A theory mapper: a code may be an instance of a concept whose indicators its passages hold."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from attrs import define, field, frozen

from qualog.decisions.theory import Evidence
from qualog.errors import BadInput
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Proposal, TheoryMapper
from qualog.state import State
from qualog.state.theory import Theory
from qualog_plugins.theory.matching import Found, Lexicon

_NAMED = 4


@frozen
class Options:
    """When a link is worth proposing."""

    min_passages: int = option(2, help="passages that hold an indicator, at least")
    min_share: float = option(0.3, help="their share of the code's passages, 0 to 1, at least")


class _Passage(NamedTuple):
    """A stretch `[start, end)` of a document that has a code throughout."""

    start: int
    end: int
    code: str


@define
class _Match:
    """What speaks for one link: in which passages, and in which words."""

    evidence: list[Evidence] = field(factory=list)
    words: Counter[str] = field(factory=Counter)
    shown: dict[str, str] = field(factory=dict)

    def add(self, passage: Evidence, found: list[Found]) -> None:
        """Count a passage, and each word once in it."""
        self.evidence.append(passage)
        for each in found:
            self.shown.setdefault(each.words.casefold(), each.words)
        # In the text's order, and not in a set's: the reason must not depend on the process.
        self.words.update(dict.fromkeys((each.words.casefold() for each in found), 1))

    def reason(self, passages: int, in_code: list[Found]) -> str:
        """Tell in words what was found, the words of the most passages first."""
        words = [self.shown[word] for word, _ in self.words.most_common()]
        told = ", ".join(f"“{word}”" for word in words[:_NAMED])
        if len(words) > _NAMED:
            told += f" and {len(words) - _NAMED} more"
        told += f" in {len(self.evidence)} of {passages} passage{'s' if passages != 1 else ''}"
        if in_code:
            told += f"; “{in_code[0].words}” in the code itself"
        return told + "."


class IndicatorMapper:
    """Proposes links from codes to concepts, by the indicators of the theory pack.

    A code is proposed if enough of its passages hold an indicator of the concept. An indicator
    in the code's own name or definition is told too, and makes up for one passage. Codings of a
    code that overlap, such as two coders', are one passage, from the first's start to the
    last's end: a place in the material counts once.
    """

    name = "indicators"
    summary = "Links codes to concepts whose indicators their passages hold (Swedish, English)"
    options = Options

    def propose(self, state: State, theory: Theory, options: Options) -> Iterable[Proposal]:
        """Give the links, those with the most passages first.

        Raises:
            BadInput: an option out of its range.
        """
        _check(options)
        lexicon = Lexicon({id_: concept.indicators for id_, concept in theory.concepts()})
        matches, passages = _look(state, lexicon)
        strong: list[tuple[int, float, Proposal]] = []
        codes = [code for code in state.codebook.live() if passages[code.id]]
        own = {code.id: lexicon.read(f"{code.name}.\n\n{code.definition}").all() for code in codes}
        for concept in theory.concept_ids:
            for code in codes:
                match = matches.get((code.id, concept))
                if match is None:
                    continue
                in_code = [each for each in own[code.id] if each.concept == concept]
                found, total = len(match.evidence), passages[code.id]
                enough = found + bool(in_code) >= options.min_passages
                if enough and found / total >= options.min_share:
                    reason = match.reason(total, in_code)
                    proposal = Proposal(code.id, concept, tuple(match.evidence), reason)
                    strong.append((found, found / total, proposal))
        strong.sort(key=lambda each: each[:2], reverse=True)
        return [proposal for _, _, proposal in strong]


def _check(options: Options) -> None:
    if options.min_passages < 1:
        raise BadInput(f"min-passages is 1 or more, not {options.min_passages}.")
    if not 0 <= options.min_share <= 1:
        raise BadInput(f"min-share is a share from 0 to 1, not {options.min_share}.")


def _look(state: State, lexicon: Lexicon) -> tuple[dict[tuple[str, str], _Match], Counter[str]]:
    """Give the matches by code and concept, and how many passages each code has.

    Each document is read once, whatever the number of codings and concepts.
    """
    matches: dict[tuple[str, str], _Match] = {}
    passages: Counter[str] = Counter()
    for document, coded in _passages(state).items():
        reading = lexicon.read(state.text(document))
        for start, end, code in coded:
            passages[code] += 1
            by_concept: dict[str, list[Found]] = {}
            for each in reading.within(start, end):
                by_concept.setdefault(each.concept, []).append(each)
            for concept, found in by_concept.items():
                match = matches.setdefault((code, concept), _Match())
                match.add(Evidence(document, start, end), found)
    return matches, passages


def _passages(state: State) -> dict[str, list[_Passage]]:
    """Give each document's passages, in the order of the text; what overlaps is one."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {id_: {} for id_ in state.documents}
    for coding in state.codings.values():
        code = state.codebook.resolve(coding.code)
        spans[coding.document].setdefault(code, []).append((coding.start, coding.end))
    return {
        document: sorted(
            _Passage(start, end, code)
            for code, coded in by_code.items()
            for start, end in _joined(sorted(coded))
        )
        for document, by_code in spans.items()
        if by_code
    }


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@hookimpl
def qualog_theory_mappers() -> Iterable[TheoryMapper]:
    """Give the mapper."""
    return [IndicatorMapper()]
