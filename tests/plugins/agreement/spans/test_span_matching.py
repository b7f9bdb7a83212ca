"""Spans in common, and characters: against counting one by one; and what must hold for any text."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.agreement.continua import continuum, measured, measures, segments_of, texts

from qualog_plugins.agreement.spans.span_f1 import SpanF1, SpanF1Options

MATCHING = ("strict", "exact", "type", "partial", "iou")


def most(mine, theirs, fits) -> int:
    """As many as can be matched one to one, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(one, seen):
        for other, span in enumerate(theirs):
            if fits(mine[one], span) and other not in seen:
                seen.add(other)
                if other not in taken or place(taken[other], seen):
                    taken[other] = one
                    return True
        return False

    return sum(place(one, set()) for one in range(len(mine)))


def meet(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def in_common(mine, theirs, matching) -> float:
    if matching == "strict":
        return (Counter(mine) & Counter(theirs)).total()
    if matching == "type":
        return most(mine, theirs, lambda a, b: a[2] == b[2] and meet(a, b))
    if matching == "iou":
        return sum(
            a[2] == b[2] and meet(a, b) / (a[1] - a[0] + b[1] - b[0] - meet(a, b)) > 0.5
            for a in mine
            for b in theirs
        )
    bounds = [Counter((s, e) for s, e, _ in each) for each in (mine, theirs)]
    exact = bounds[0] & bounds[1]
    if matching == "exact":
        return exact.total()
    rest = [list((each - exact).elements()) for each in bounds]
    return exact.total() + most(*rest, meet) / 2


@given(texts(exclusive_codes=False), st.sampled_from(MATCHING))
@settings(max_examples=100, deadline=None)
def test_f1_counts_spans_matched_one_to_one(data, matching):
    common = there = 0.0
    for document in data.documents:
        for one, other in combinations(document.codings, 2):
            mine, theirs = segments_of(document, one), segments_of(document, other)
            common += in_common(mine, theirs, matching)
            there += len(mine) + len(theirs)
    found = measured("span-f1", data, matching=matching)
    assert found.value == (pytest.approx(2 * common / there) if there else None)


@pytest.mark.parametrize("matching", ["type", "partial", "iou"])
def test_spans_that_only_touch_have_nothing_in_common(matching):
    data = continuum((9, {"a": [(0, 3, "x"), (6, 9, "x")], "b": [(3, 6, "x")]}))
    assert measured("span-f1", data, matching=matching).value == 0


@given(texts(exclusive_codes=False))
@settings(max_examples=50, deadline=None)
def test_iou_counts_characters_by_code(data):
    common = either = 0
    for document in data.documents:
        for one, other in combinations(document.codings, 2):
            mine, theirs = (
                {(p, code) for s, e, code in document.codings[each] for p in range(s, e)}
                for each in (one, other)
            )
            common, either = common + len(mine & theirs), either + len(mine | theirs)
    found = measured("iou", data)
    assert found.value == (pytest.approx(common / either) if either else None)
    assert bool(found.undefined) == (not either)


@given(texts(exclusive_codes=False), st.sampled_from(MATCHING))
@settings(max_examples=40, deadline=None)
def test_f1_does_not_ask_who_is_who_and_a_reference_swaps_precision_and_recall(data, matching):
    swapped = evolve(data, coders=data.coders[::-1])
    turned = {i: len(data.coders) - 1 - i for i in range(len(data.coders))}
    documents = tuple(
        evolve(each, codings={turned[i]: spans for i, spans in each.codings.items()})
        for each in data.documents
    )
    again = evolve(swapped, documents=documents)
    assert measured("span-f1", again, matching=matching).value == pytest.approx(
        measured("span-f1", data, matching=matching).value
    )


@given(texts(exclusive_codes=False), st.lists(st.integers(0, 3), min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_documents_drawn_anew_are_weighed_as_if_they_were_there_so_often(data, times):
    times = times[: len(data.documents)]
    drawn = evolve(
        data,
        documents=tuple(d for d, n in zip(data.documents, times, strict=True) for _ in range(n)),
        clusters=(),
    )
    for name in ("alpha-u-1995", "iou", "span-f1", "boundary-similarity", "window-diff", "pk"):
        measure = measures()[name]
        (found,) = measure.coefficients(data, np.array([times]), measure.options()).value
        alone = measured(name, drawn).value
        assert found == pytest.approx(np.nan if alone is None else alone, abs=1e-9, nan_ok=True)


def test_against_a_reference_the_note_gives_precision_recall_and_counts():
    data = continuum(
        (30, {"gold": [(0, 5, "a"), (10, 15, "b"), (20, 25, "a")], "new": [(0, 5, "a")]}),
    )
    found = measured("span-f1", data, reference="gold")
    assert str(found.note) == (
        "Against gold: precision 1.000, recall 0.333 (correct 1, incorrect 0, partial 0, missed 2, "
        "spurious 0)."
    )
    assert found.value == 0.5
    found = measured("span-f1", data, reference="new")
    assert str(found.note) == (
        "Against new: precision 0.333, recall 1.000 (correct 1, incorrect 0, partial 0, missed 0, "
        "spurious 2)."
    )
    assert measured("span-f1", data).note == ""
    assert "The coders are: gold, new." in str(measured("span-f1", data, reference="me").undefined)


@pytest.mark.parametrize(
    ("matching", "counts"),
    [
        ("strict", (1, 2, 0, 1, 0)),
        ("exact", (2, 1, 0, 1, 0)),
        ("type", (2, 1, 0, 1, 0)),
        ("partial", (2, 0, 1, 1, 0)),
        ("iou", (2, 1, 0, 1, 0)),
    ],
)
def test_counts_of_each_scheme(matching, counts):
    """One the same, one with another code, one with other bounds, one not found."""
    data = continuum(
        (
            40,
            {
                "gold": [(0, 5, "a"), (10, 15, "b"), (20, 25, "a"), (30, 35, "a")],
                "new": [(0, 5, "a"), (10, 15, "a"), (20, 24, "a")],
            },
        )
    )
    options = SpanF1Options(matching=matching, reference="gold")
    assert SpanF1().counts(data, options) == counts


def test_undefined_says_why():
    nothing = continuum((10, {"a": [], "b": []}), codes=("x",))
    for name in ("span-f1", "iou"):
        assert "Nobody marked" in str(measured(name, nothing).undefined)
        assert "Fewer than two" in str(measured(name, continuum((9, {"a": []}))).undefined)
    assert "below one half" in str(measured("span-f1", nothing, threshold=0.3).undefined)
