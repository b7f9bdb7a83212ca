"""Texts as coders coded them, for the tests of measures on spans."""

from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from qualog.plugins.registry import installed_plugins
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.result import Agreement

LETTERS = "abcdefgh"


def continuum(*documents, coders=None, codes=None) -> Continuum:
    """Make a continuum of (length, {coder: [(start, end, code)]}), in the words of a test."""
    names = coders or tuple(dict.fromkeys(name for _, each in documents for name in each))
    given = (code for _, each in documents for spans in each.values() for *_, code in spans)
    codes = tuple(codes or sorted(set(given)))
    return Continuum(
        documents=tuple(
            CodedDocument(
                length,
                {
                    names.index(name): [(start, end, codes.index(c)) for start, end, c in spans]
                    for name, spans in each.items()
                },
            )
            for length, each in documents
        ),
        coders=tuple(names),
        codes=codes,
        clusters=tuple(f"d{i}" for i in range(len(documents))),
    )


def measured(name: str, data: Continuum, **options) -> Agreement:
    """Measure as the command does: the measure and its options by their names."""
    measure = measures()[name]
    return measure.measure(data, measure.options(**options))


@cache
def measures() -> dict[str, AgreementMeasure]:
    """All measures that are installed, by name."""
    return {each.name: each.plugin for each in installed_plugins().measures()}


def segments_of(document: CodedDocument, coder: int) -> list[tuple[int, int, int]]:
    """A coder's spans inside the text, by code: those of one code that overlap are one."""
    found = []
    for code in sorted({code for *_, code in document.codings[coder]}):
        united: list[list[int]] = []
        for start, end, of in sorted(document.codings[coder]):
            if of != code or start >= end:
                continue
            if united and start < united[-1][1]:
                united[-1][1] = max(united[-1][1], end)
            else:
                united.append([start, end])
        found += [(start, end, code) for start, end in united]
    return found


@st.composite
def exclusive(draw, *, length=12, codes=3, minimum=1):
    """One coder's segments in a short text, none overlapping another."""
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2 * minimum)))
    spans = []
    for start, end in pairwise(cuts):
        code = draw(st.none() | st.integers(0, codes - 1))
        if code is not None:
            spans.append((start, end, code))
    return spans


@st.composite
def texts(draw, *, exclusive_codes=True, codes=3, coders=(2, 3)):
    """One to three short texts, each judged by some of the coders."""
    there = draw(st.integers(*coders))
    documents = []
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.integers(0, 12))
        judges = draw(st.sets(st.integers(0, there - 1), min_size=1))
        spans = (
            exclusive(length=length, codes=codes, minimum=0)
            if exclusive_codes
            else st.lists(
                st.tuples(
                    st.integers(0, length), st.integers(0, length), st.integers(0, codes - 1)
                ),
                max_size=5,
            )
        )
        documents.append(CodedDocument(length, {judge: draw(spans) for judge in sorted(judges)}))
    return Continuum(
        tuple(documents),
        tuple(f"c{i}" for i in range(there)),
        tuple(LETTERS[:codes]),
        tuple(f"d{i}" for i in range(len(documents))),
    )
