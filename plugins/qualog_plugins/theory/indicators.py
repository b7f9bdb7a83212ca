"""A theory mapper: links a code to a concept if indicators of the concept are in its passages."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from attrs import define, field, frozen

from qualog.decisions.theory import Evidence
from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, number, plural
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Proposal, TheoryMapper
from qualog.state import State
from qualog.state.theory import Theory
from qualog_plugins.theory.matching import Found, Lexicon

_MOST_NAMED = 4


@frozen
class Options:
    """When a link is worth proposing."""

    min_passages: int = option(2, help="least number of passages with an indicator")
    min_share: float = option(0.3, help="least share of the code's passages with one, 0 to 1")


class _Passage(NamedTuple):
    """A passage `[start, end)` of a document, in code points, and the id of its code."""

    start: int
    end: int
    code: str


@define
class _Match:
    """What speaks for a link.

    Attributes:
        evidence: the passages with an indicator.
        counts: in how many passages each indicator is, by its words without regard to case.
        spellings: how each of them is written where it was found first.
    """

    evidence: list[Evidence] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)
    spellings: dict[str, str] = field(factory=dict)

    def add(self, passage: Evidence, found: list[Found]) -> None:
        """Count a passage, and each indicator once in it."""
        self.evidence.append(passage)
        for indicator in found:
            self.spellings.setdefault(indicator.words.casefold(), indicator.words)
        # In the text's order, and not in a set's: the reason must not depend on the process.
        self.counts.update(dict.fromkeys((indicator.words.casefold() for indicator in found), 1))

    def reason(self, passages: int, in_code: list[Found]) -> Sayable:
        """Return what was found, as a sentence; the words of the most passages come first.

        Args:
            passages: how many passages the code has.
            in_code: the indicators in the code's own name and definition.
        """
        values = {"words": self._words(), "found": number(len(self.evidence))}
        if not in_code:
            return plural(
                "{words} in {found} of 1 passage.",
                "{words} in {found} of {n} passages.",
                passages,
                **values,
            )
        return plural(
            "{words} in {found} of 1 passage; “{own}” in the code itself.",
            "{words} in {found} of {n} passages; “{own}” in the code itself.",
            passages,
            own=in_code[0].words,
            **values,
        )

    def _words(self) -> Sayable:
        """Return the words of the most passages, as a list."""
        words = [self.spellings[key] for key, _ in self.counts.most_common()]
        shown: list[Sayable] = [message("“{word}”", word=word) for word in words[:_MOST_NAMED]]
        if len(words) > _MOST_NAMED:
            shown.append(plural("one more", "{n} more", len(words) - _MOST_NAMED))
        return listing(shown)


class IndicatorMapper:
    """Proposes links from codes to concepts, by the indicators of the theory pack.

    A link is proposed if enough of the code's passages hold an indicator of the concept. An
    indicator in the code's own name or definition is named too, and counts as one passage more.
    Codings of a code that overlap, such as those of two coders, are one passage, from the start of
    the first to the end of the last: a stretch of the material counts once.
    """

    name = "indicators"
    summary = "Links codes to concepts by words in their passages (Swedish, English)"
    options = Options

    def propose(self, state: State, theory: Theory, options: Options) -> Iterable[Proposal]:
        """Return the proposed links, those with the most passages first.

        Raises:
            BadInput: an option is out of its range.
        """
        _check(options)
        lexicon = Lexicon({id_: concept.indicators for id_, concept in theory.concepts()})
        matches, passages = _find_matches(state, lexicon)
        ranked: list[tuple[int, float, Proposal]] = []
        codes = [code for code in state.codebook.live() if passages[code.id]]
        own = {code.id: lexicon.read(f"{code.name}.\n\n{code.definition}").all() for code in codes}
        for concept in theory.concept_ids:
            for code in codes:
                match = matches.get((code.id, concept))
                if match is None:
                    continue
                in_code = [found for found in own[code.id] if found.concept == concept]
                count, total = len(match.evidence), passages[code.id]
                enough = count + bool(in_code) >= options.min_passages
                if enough and count / total >= options.min_share:
                    reason = str(match.reason(total, in_code))
                    proposal = Proposal(code.id, concept, tuple(match.evidence), reason)
                    ranked.append((count, count / total, proposal))
        ranked.sort(key=lambda row: row[:2], reverse=True)
        return [proposal for _, _, proposal in ranked]


def _check(options: Options) -> None:
    if options.min_passages < 1:
        raise BadInput(
            "The option min-passages must be 1 or more, not {value}.", value=options.min_passages
        )
    if not 0 <= options.min_share <= 1:
        raise BadInput(
            "The option min-share must be from 0 to 1, not {value}.", value=options.min_share
        )


def _find_matches(
    state: State, lexicon: Lexicon
) -> tuple[dict[tuple[str, str], _Match], Counter[str]]:
    """Return the matches by code and concept, and how many passages each code has.

    Each document is read once, whatever the number of codings and concepts.
    """
    matches: dict[tuple[str, str], _Match] = {}
    passages: Counter[str] = Counter()
    for document, coded in _passages(state).items():
        reading = lexicon.read(state.text(document))
        for start, end, code in coded:
            passages[code] += 1
            by_concept: dict[str, list[Found]] = {}
            for indicator in reading.within(start, end):
                by_concept.setdefault(indicator.concept, []).append(indicator)
            for concept, found in by_concept.items():
                match = matches.setdefault((code, concept), _Match())
                match.add(Evidence(document, start, end), found)
    return matches, passages


def _passages(state: State) -> dict[str, list[_Passage]]:
    """Return the passages by document, in the order of the text; those that overlap are one."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {id_: {} for id_ in state.documents}
    for coding in state.codings.values():
        code = state.codebook.resolve(coding.code)
        spans[coding.document].setdefault(code, []).append((coding.start, coding.end))
    return {
        document: sorted(
            _Passage(start, end, code)
            for code, coded in by_code.items()
            for start, end in _merge_overlaps(sorted(coded))
        )
        for document, by_code in spans.items()
        if by_code
    }


def _merge_overlaps(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted spans with those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@hookimpl
def qualog_theory_mappers() -> Iterable[TheoryMapper]:
    """Return the mapper."""
    return [IndicatorMapper()]
