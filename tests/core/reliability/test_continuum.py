"""Coded texts side by side: who judged the whole of them, and how often each counts."""

import numpy as np

from qualog.reliability.continuum import CodedDocument, Continuum

PART = CodedDocument(
    20, {0: [(0, 5, 0)], 1: [(2, 9, 1)], 2: []}, units=[(0, 9)], unjudged={1: [(9, 20)], 2: []}
)
WHOLE = CodedDocument(9, {0: [(1, 2, 0)], 2: [(3, 4, 1)]})


def continuum(*documents):
    names = tuple(f"text {number}" for number in range(len(documents)))
    return Continuum(documents, ("Ingrid", "Samir", "Åsa"), ("trust", "power"), names)


def test_judgements_of_a_part_alone_are_left_out():
    part, whole = continuum(PART, WHOLE).judged_whole().documents
    assert part == CodedDocument(20, {0: [(0, 5, 0)], 2: []}, units=[(0, 9)])
    assert whole == WHOLE


def test_each_document_counts_once_or_as_often_as_it_is_drawn():
    found = continuum(PART, WHOLE)
    assert found.weights.tolist() == [1, 1]
    drawn = np.array([[0, 2], [1, 1]])
    assert (found.weights_of(drawn) == drawn).all()
