"""Consensus: what holds in the texts once the coders have talked, as a layer of its own.

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
    """A passage, and the `(start, end, code index)` that hold in it; no other code does."""

    start: int
    end: int
    holds: tuple[tuple[int, int, int], ...]


class Agreed(NamedTuple):
    """A stretch where a code holds: settled in this passage (its index), or agreed on by all."""

    start: int
    end: int
    code: int
    settled: int | None = None


def after_discussion(document: CodedDocument, settled: Sequence[Settled]) -> CodedDocument:
    """Give a document as its coders see it after the discussion.

    In the settled passages, which are in the order in which they were settled, each coder who
    judged the document has the codes that hold there; elsewhere all stays as it was.
    """
    holding = [each[:3] for each in _holding(settled)]
    codings = {
        coder: (*_outside(spans, settled), *holding) for coder, spans in document.codings.items()
    }
    return evolve(document, codings=codings)


def consensus(document: CodedDocument, settled: Sequence[Settled]) -> list[Agreed]:
    """Give where which code holds, in the order of the text.

    A text that one coder alone judged has nothing that was agreed on, but what was settled.
    """
    found = list(_holding(settled))
    if len(document.codings) > 1:
        whole = [
            [
                (max(start, 0), min(end, document.length), code)
                for start, end, code in _outside(spans, settled)
            ]
            for spans in document.codings.values()
        ]
        found += [Agreed(*each) for each in covered(whole, by=len(whole))]
    return sorted(found, key=lambda each: each[:3])


def covered(
    codings: Iterable[Iterable[tuple[int, int, K]]], *, by: int
) -> Iterator[tuple[int, int, K]]:
    """Give where a code was given by so many coders at least, in spans as wide as can be."""
    edges = [
        edge
        for coder, spans in enumerate(codings)
        for start, end, code in spans
        if start < end
        for edge in ((start, False, code, coder), (end, True, code, coder))
    ]
    begun: dict[K, int] = {}
    coders: Counter[K] = Counter()
    spans_of: Counter[tuple[K, int]] = Counter()
    # At one position what opens goes first, so that spans that meet are one.
    for position, closes, code, coder in sorted(edges):
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
    """Give what holds in settled passages, without what a later one took the place of."""
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
    """Give what of spans lies outside of settled passages; what holds no character is dropped."""
    passages = sorted((each.start, each.end) for each in settled)
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
    """Give a document's settled discussions, in the order in which they were settled."""
    found = [
        each
        for each in state.discussions.values()
        if each.document == document and not each.is_open
    ]
    return sorted(found, key=lambda each: each.settled or each.made)


def sides(state: State, document: str) -> dict[str, list[Coding]]:
    """Give what each author (an id) who coded in a document gave there, alone or with others."""
    found: dict[str, list[Coding]] = {
        author: []
        for coding in state.every_coding.values()
        if coding.document == document
        for author in coding.made.authors
    }
    for coding in state.codings_in(document):
        for author in coding.made.authors:
            found[author].append(coding)
    return found


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
    """Give where which code holds in a document (its id), in the order of the text.

    All who coded in it, alone or with others, must agree. A code counts as what it was merged
    into.
    """
    resolve = state.codebook.resolve
    given = sides(state, document)
    discussions = settled_in(state, document)
    marked = [coding for codings in given.values() for coding in codings]
    held = [holding for each in discussions for holding in each.holds]
    used = {resolve(each) for each in (*(c.code for c in marked), *(h.code for h in held))}
    codes = [id_ for id_ in state.codebook.codes if id_ in used]
    index = {id_: i for i, id_ in enumerate(codes)}

    def spans(marks: Iterable[Coding] | Iterable[Holding]) -> tuple[tuple[int, int, int], ...]:
        return tuple((each.start, each.end, index[resolve(each.code)]) for each in marks)

    coded = CodedDocument(
        state.documents[document].length,
        {i: spans(codings) for i, codings in enumerate(given.values())},
    )
    settled = [Settled(each.start, each.end, spans(each.holds)) for each in discussions]
    return [
        Consensual(
            document,
            each.start,
            each.end,
            codes[each.code],
            tuple(given),
            None if each.settled is None else discussions[each.settled],
        )
        for each in consensus(coded, settled)
    ]
