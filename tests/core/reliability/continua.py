"""Small texts as some coders coded them, and what a character or unit of them was given."""

from hypothesis import strategies as st

from qualog.reliability.coded_study import CodedStudy, Labelled
from qualog.reliability.continuum import CodedDocument, Continuum

CODERS = ("Ingrid", "Samir", "Ada")
CODES = ("trust", "power", "time")


def side_by_side(documents, coders=CODERS, codes=CODES):
    names = tuple(f"text {i}" for i in range(len(documents)))
    return Continuum(tuple(documents), tuple(coders), tuple(codes), names)


def units(cuts):
    """Units in the order of the text, with gaps between them or none; some hold nothing."""
    return list(zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def documents(draw):
    length = draw(st.integers(0, 12))
    position = st.integers(0, length)
    spans = st.tuples(position, position, st.integers(0, 2)).map(
        lambda each: (min(each[:2]), max(each[:2]), each[2])
    )
    return CodedDocument(
        length,
        draw(st.dictionaries(st.integers(0, 2), st.lists(spans, max_size=5))),
        units(sorted(draw(st.lists(position, max_size=8)))),
        draw(
            st.dictionaries(
                st.integers(0, 2), st.lists(st.tuples(position, position).map(sorted), max_size=2)
            )
        ),
    )


def sets_at(document, start, end):
    """Each coder's set of codes that share a character with the stretch; None if not judged."""
    return tuple(
        frozenset(
            code
            for s, e, code in document.codings[coder]
            if any(s <= at < e for at in range(start, end))
        )
        if coder in document.codings
        and not any(s < end and start < e and s < e for s, e in document.unjudged.get(coder, ()))
        else None
        for coder in range(3)
    )


def study(documents, unit="character", coders=CODERS, codes=CODES):
    """The same as a study, whose ids are names."""
    names = tuple(f"text {i}" for i in range(len(documents)))
    named = [tuple(Labelled(each, each) for each in some) for some in (coders, codes)]
    return CodedStudy(tuple(documents), names, names, *named, unit=unit)


def units_of(document, unit):
    """The spans of a document's characters, or of its units."""
    characters = [(at, at + 1) for at in range(document.length)]
    return characters if unit == "character" else [(s, e) for s, e in document.units if s < e]
