"""Consensus: which codes hold once the coders have talked, as a layer of its own.

Where all who judged a text agree, character by character, their code holds; in a passage whose
discussion was settled, what was settled holds, whoever gave what there before. Of settled
passages that overlap, the one that was settled last holds. Positions are spans `[start, end)`,
and a text is never expanded to characters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from attrs import evolve, frozen

from qualog.decisions.discussions import Holding
from qualog.reliability.continuum import CodedDocument
from qualog.state import Coding, Discussion, State

K = TypeVar("K", int, str)


class Settled(NamedTuple):
    """A settled passage, and the `(start, end, code index)` that hold in it; no other code does."""

    start: int
    end: int
    holds: tuple[tuple[int, int, int], ...]


class Agreed(NamedTuple):
    """A stretch where a code (an index) holds.

    `settled` is the index of the passage in which it was settled; None if all agreed on it.
    """

    start: int
    end: int
    code: int
    settled: int | None = None


def after_discussion(document: CodedDocument, settled: Sequence[Settled]) -> CodedDocument:
    """Return a document as its coders see it after the discussion.

    In the settled passages, which are in the order in which they were settled, each coder who
    judged the document has the codes that hold there; elsewhere all stays as it was.
    """
    holding = [stretch[:3] for stretch in _holding(settled)]
    codings = {
        coder: (*_outside(spans, settled), *holding) for coder, spans in document.codings.items()
    }
    return evolve(document, codings=codings)


def consensus(document: CodedDocument, settled: Sequence[Settled]) -> list[Agreed]:
    """Return where which code holds, in the order of the text.

    A text that one coder alone judged has nothing that was agreed on, but what was settled.
    """
    stretches = list(_holding(settled))
    if len(document.codings) > 1:
        whole = [
            [
                (max(start, 0), min(end, document.length), code)
                for start, end, code in _outside(spans, settled)
            ]
            for spans in document.codings.values()
        ]
        stretches += [Agreed(*stretch) for stretch in covered(whole, by=len(whole))]
    return sorted(stretches, key=lambda stretch: stretch[:3])


def covered(
    codings: Iterable[Iterable[tuple[int, int, K]]], *, by: int
) -> Iterator[tuple[int, int, K]]:
    """Yield where a code was given by so many coders at least, in spans as wide as can be."""
    boundaries = [
        boundary
        for coder, spans in enumerate(codings)
        for start, end, code in spans
        if start < end
        for boundary in ((start, False, code, coder), (end, True, code, coder))
    ]
    begun: dict[K, int] = {}
    coders: Counter[K] = Counter()
    spans_of: Counter[tuple[K, int]] = Counter()
    # At one position what opens goes first, so that spans that meet are one.
    for position, closes, code, coder in sorted(boundaries):
        if not closes:
            spans_of[code, coder] += 1
            if spans_of[code, coder] == 1:
                coders[code] += 1
                if coders[code] == by:
                    begun[code] = position
            continue
        spans_of[code, coder] -= 1
        if not spans_of[code, coder]:
            if coders[code] == by and begun[code] < position:
                yield begun[code], position, code
            coders[code] -= 1


def _holding(settled: Sequence[Settled]) -> Iterator[Agreed]:
    """Yield what holds in settled passages, without what a later one took the place of."""
    for index, passage in enumerate(settled):
        later = settled[index + 1 :]
        inside = (
            (max(start, passage.start), min(end, passage.end), code)
            for start, end, code in passage.holds
        )
        for start, end, code in covered([_outside(inside, later)], by=1):
            yield Agreed(start, end, code, index)


def _outside(
    spans: Iterable[tuple[int, int, K]], settled: Iterable[Settled]
) -> Iterator[tuple[int, int, K]]:
    """Yield what of spans lies outside of settled passages, if it has a character."""
    passages = sorted((passage.start, passage.end) for passage in settled)
    for start, end, code in spans:
        for first, last in passages:
            if first >= end:
                break
            if start < first:
                yield start, first, code
            start = max(start, last)
        if start < end:
            yield start, end, code


def settled_in(state: State, document: str) -> list[Discussion]:
    """Return a document's settled discussions, in the order in which they were settled."""
    settled = [
        discussion
        for discussion in state.discussions.values()
        if discussion.document == document and not discussion.is_open
    ]
    return sorted(settled, key=lambda discussion: discussion.settled or discussion.made)


def sides(state: State, document: str) -> dict[str, list[Coding]]:
    """Return the codings of each author (an id) who coded in a document, alone or jointly."""
    codings: dict[str, list[Coding]] = {
        author: []
        for coding in state.every_coding.values()
        if coding.document == document
        for author in coding.made.authors
    }
    for coding in state.codings_in(document):
        for author in coding.made.authors:
            codings[author].append(coding)
    return codings


@frozen
class Consensual:
    """A stretch `[start, end)` of a document where a code (its id) holds by consensus.

    `coders` are the authors (ids) who coded in the document; `discussion` is where it was
    settled, None where they agreed from the start.
    """

    document: str
    start: int
    end: int
    code: str
    coders: tuple[str, ...]
    discussion: Discussion | None = None


def consensus_in(state: State, document: str) -> list[Consensual]:
    """Return where which code holds in a document (its id), in the order of the text.

    All who coded in it, alone or jointly, must agree. A code counts as what it was merged into.
    """
    resolve = state.codebook.resolve
    coders = sides(state, document)
    discussions = settled_in(state, document)
    marks: list[Coding | Holding] = [mark for codings in coders.values() for mark in codings]
    marks += [holding for discussion in discussions for holding in discussion.holds]
    used = {resolve(mark.code) for mark in marks}
    codes = [code for code in state.codebook.codes if code in used]
    index = {code: i for i, code in enumerate(codes)}

    def spans(marks: Iterable[Coding | Holding]) -> tuple[tuple[int, int, int], ...]:
        return tuple((mark.start, mark.end, index[resolve(mark.code)]) for mark in marks)

    coded = CodedDocument(
        state.documents[document].length,
        {i: spans(codings) for i, codings in enumerate(coders.values())},
    )
    settled = [
        Settled(discussion.start, discussion.end, spans(discussion.holds))
        for discussion in discussions
    ]
    return [
        Consensual(
            document,
            stretch.start,
            stretch.end,
            codes[stretch.code],
            tuple(coders),
            None if stretch.settled is None else discussions[stretch.settled],
        )
        for stretch in consensus(coded, settled)
    ]
