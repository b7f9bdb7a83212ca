"""A part of a continuum is what is measured of that part alone."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import CODERS, CODES, documents, side_by_side

from qualog.reliability.subsets import of_code, of_coders, of_document

CONTINUA = st.lists(documents(), min_size=1, max_size=3).map(side_by_side)


@settings(deadline=None, max_examples=60)
@given(CONTINUA, st.integers(0, len(CODES) - 1))
def test_of_one_code_only_its_codings_stay_and_all_who_judged(continuum, code):
    part = of_code(continuum, code)
    assert part.codes == (CODES[code],)
    for whole, alone in zip(continuum.documents, part.documents, strict=True):
        assert alone.codings.keys() == whole.codings.keys()
        for coder, codings in whole.codings.items():
            assert list(alone.codings[coder]) == [
                (start, end, 0) for start, end, other in codings if other == code
            ]


@settings(deadline=None, max_examples=60)
@given(CONTINUA)
def test_of_two_coders_only_documents_stay_that_both_judged(continuum):
    part = of_coders(continuum, 2, 0)
    assert part.coders == (CODERS[2], CODERS[0])
    shared = [each for each in continuum.documents if {0, 2} <= each.codings.keys()]
    assert [each.length for each in part.documents] == [each.length for each in shared]
    for whole, alone in zip(shared, part.documents, strict=True):
        assert alone.codings == {0: whole.codings[2], 1: whole.codings[0]}
        assert alone.unjudged.get(0) == whole.unjudged.get(2)
        assert alone.unjudged.get(1) == whole.unjudged.get(0)


@settings(deadline=None, max_examples=60)
@given(CONTINUA)
def test_of_one_document_those_stay_who_judged_it(continuum):
    for index, document in enumerate(continuum.documents):
        part = of_document(continuum, index)
        assert part.coders == tuple(CODERS[coder] for coder in sorted(document.codings))
        if len(document.codings) >= 2:
            assert part.clusters == (continuum.clusters[index],)
            assert [each.length for each in part.documents] == [document.length]
        else:
            assert part.documents == ()
