"""The u-alpha family: against its definition, spelled out; and what must hold for any text."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.agreement.continua import continuum, exclusive, measured, texts

from qualog.options import NoOptions
from qualog.reliability.coefficient import Weighable
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog_plugins.agreement.spans.cu_alpha import CuAlpha
from qualog_plugins.agreement.spans.ku_alpha import KuAlpha, KuAlphaOptions
from qualog_plugins.agreement.spans.u_alpha import UAlpha, UAlphaBinary

GAP = "-"
FAMILY = (
    (UAlpha(), NoOptions()),
    (UAlphaBinary(), NoOptions()),
    (CuAlpha(), NoOptions()),
    (KuAlpha(), KuAlphaOptions(code="a")),
)
LINDANNA = continuum(
    (
        20,
        {
            "Alex": [(2, 5, "1"), (9, 11, "1"), (12, 20, "2")],
            "Paul": [(2, 5, "1"), (7, 15, "2")],
            "Susan": [(2, 5, "1"), (10, 15, "2")],
        },
    )
)


def written_out(data: Continuum):
    """Each character's value by coder, and each coder's segments; nothing is summed up yet."""
    for document in data.documents:
        rows, segments = {}, {}
        for coder, spans in document.codings.items():
            row = [GAP] * document.length
            for start, end, code in spans:
                row[start:end] = [data.codes[code]] * (end - start)
            rows[coder] = row
            segments[coder] = [(s, e, data.codes[c]) for s, e, c in spans if s < e]
        if len(rows) >= 2:
            yield rows, segments


def by_definition(data: Continuum, *, binary: bool = False) -> Fraction | None:
    """Krippendorff et al. 2016, equations 1, 4 and 5, a character at a time, in fractions."""
    coincidences: dict[tuple[str, str], Fraction] = {}
    squares = Fraction(0)
    for rows, segments in written_out(data):
        for i, j in permutations(rows, 2):
            for pair in zip(rows[i], rows[j], strict=True):
                more = Fraction(1, len(rows) - 1)
                coincidences[pair] = coincidences.get(pair, Fraction(0)) + more
        squares += sum(row.count(GAP) for row in rows.values())
        squares += sum((e - s) ** 2 for spans in segments.values() for s, e, _ in spans)
    if binary:
        merged: dict[tuple[str, str], Fraction] = {}
        for (c, k), more in coincidences.items():
            pair = (c if c == GAP else "+", k if k == GAP else "+")
            merged[pair] = merged.get(pair, Fraction(0)) + more
        coincidences = merged
    total = sum(coincidences.values(), Fraction(0))
    of_value: dict[str, Fraction] = {}
    for (c, _), more in coincidences.items():
        of_value[c] = of_value.get(c, Fraction(0)) + more
    if len(of_value) < 2:
        return None
    expected = sum(
        total * of_value[c] * of_value[k] / (total**2 - squares)
        for c in of_value
        for k in of_value
        if c != k
    )
    return 1 - sum(more for (c, k), more in coincidences.items() if c != k) / expected


def cu_by_definition(data: Continuum, reading: str, of: str | None = None) -> Fraction | None:
    """Equations 10, 11 and 13, likewise, with the pairable length read in one of three ways."""
    coincidences: dict[tuple[str, str], Fraction] = {}
    squares: dict[str, Fraction] = {}
    for rows, segments in written_out(data):
        others = len(rows) - 1
        for i, j in permutations(rows, 2):
            for c, k in zip(rows[i], rows[j], strict=True):
                if GAP not in (c, k):
                    coincidences[c, k] = coincidences.get((c, k), Fraction(0)) + Fraction(1, others)
        for i, spans in segments.items():
            for start, end, code in spans:
                met = [{p for p in range(start, end) if rows[j][p] != GAP} for j in rows if j != i]
                square = {
                    "pairs": Fraction(sum(len(each) ** 2 for each in met), others),
                    "union": Fraction(len(set().union(*met)) ** 2),
                    "mean": Fraction(sum(map(len, met)), others) ** 2,
                }[reading]
                squares[code] = squares.get(code, Fraction(0)) + square
    of_code: dict[str, Fraction] = {}
    for (c, _), more in coincidences.items():
        of_code[c] = of_code.get(c, Fraction(0)) + more
    total = sum(of_code.values(), Fraction(0))
    left = total**2 - sum(squares.values(), Fraction(0))
    if left <= 0 or len(of_code) < 2:
        return None

    def by_chance(c, k):
        product = of_code[c] * of_code[k] - (squares[c] if c == k else 0)
        return total * product / left

    if of is None:
        expected = sum(by_chance(c, k) for c in of_code for k in of_code if c != k)
        return 1 - sum(more for (c, k), more in coincidences.items() if c != k) / expected
    if of not in of_code:
        return None
    all_of = sum(by_chance(c, of) for c in of_code)
    if all_of <= 0:
        return None
    differing = of_code[of] - coincidences.get((of, of), Fraction(0))
    expected = all_of - by_chance(of, of)
    return 1 - all_of / of_code[of] * differing / expected


def same(found: float | None, expected: Fraction | None) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    return found == pytest.approx(float(expected), abs=1e-9)


@given(texts())
@settings(max_examples=60, deadline=None)
def test_u_alpha_is_what_its_definition_says_a_character_at_a_time(data):
    assert same(measured("u-alpha", data).value, by_definition(data))
    assert same(measured("u-alpha-binary", data).value, by_definition(data, binary=True))


@given(texts())
@settings(max_examples=40, deadline=None)
def test_cu_alpha_is_what_its_definition_says_in_the_reading_that_its_note_names(data):
    assert same(measured("cu-alpha", data).value, cu_by_definition(data, "pairs"))
    for code in data.codes:
        found = measured("ku-alpha", data, code=code).value
        assert same(found, cu_by_definition(data, "pairs", code))


def test_of_three_coders_cu_alpha_names_its_reading_and_gives_the_others():
    """0.778882 is lindanna/unitized_alpha's value, 0.787329 that of quallmer 0.4.0."""
    found = measured("cu-alpha", LINDANNA)
    assert found.value == pytest.approx(0.778882, abs=1e-6)
    assert float(cu_by_definition(LINDANNA, "union")) == pytest.approx(0.787329, abs=1e-6)
    assert "pair by pair (read as the union it is 0.787, as the mean 0.779)" in str(found.note)
    assert float(cu_by_definition(LINDANNA, "mean")) == pytest.approx(0.7789, abs=5e-4)


@given(texts(coders=(2, 2)))
@settings(max_examples=25, deadline=None)
def test_of_two_coders_all_readings_of_cu_alpha_are_one(data):
    values = {cu_by_definition(data, each) for each in ("pairs", "union", "mean")}
    assert len(values) == 1
    assert "pairable" not in str(measured("cu-alpha", data).note)


def test_only_read_as_the_mean_cu_alpha_overlooks_a_coder_who_marked_nothing():
    spans = {"a": [(0, 6, "x"), (8, 12, "y")], "b": [(0, 6, "x"), (7, 12, "x")]}
    two = measured("cu-alpha", continuum((20, spans)))
    three = measured("cu-alpha", continuum((20, spans | {"c": []})))
    assert three.value != pytest.approx(two.value)
    assert f"as the mean {two}" in str(three.note)


@given(exclusive(), st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_equal_coders_agree_perfectly_wherever_chance_would_not(spans, coders):
    document = CodedDocument(12, dict.fromkeys(range(coders), spans))
    data = Continuum((document,), tuple(map(str, range(coders))), tuple("abc"), ("d",))
    for measure, options in FAMILY:
        found = measure.measure(data, options)
        assert found.value in (None, 1.0)
        assert (found.value is None) == bool(found.undefined)


@given(texts(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_what_coders_and_codes_are_called_does_not_matter(data, random):
    coders, codes = list(range(len(data.coders))), list(range(len(data.codes)))
    random.shuffle(coders)
    random.shuffle(codes)
    renamed = evolve(
        data,
        documents=tuple(
            evolve(
                each,
                codings={
                    coders[i]: [(s, e, codes[c]) for s, e, c in spans]
                    for i, spans in each.codings.items()
                },
            )
            for each in data.documents
        ),
        codes=tuple(name for _, name in sorted(zip(codes, data.codes, strict=True))),
    )
    for measure, options in FAMILY:
        found, again = (measure.measure(each, options) for each in (data, renamed))
        assert again.undefined == found.undefined
        assert again.value == pytest.approx(found.value, abs=1e-9)


@given(texts(), st.data())
@settings(max_examples=25, deadline=None)
def test_gaps_may_be_cut_but_a_cut_segment_is_two(data, drawn):
    """A text cut in two where everybody has a gap is the same; a segment cut in two is not."""
    (document, *others) = data.documents
    inside = [
        p
        for p in range(document.length + 1)
        if not any(s < p < e for spans in document.codings.values() for s, e, _ in spans)
    ]
    cut = drawn.draw(st.sampled_from(inside))
    parts = [
        CodedDocument(
            high - low,
            {
                coder: [(s - low, e - low, c) for s, e, c in spans if low <= s and e <= high]
                for coder, spans in document.codings.items()
            },
        )
        for low, high in ((0, cut), (cut, document.length))
    ]
    halved = evolve(data, documents=(*parts, *others), clusters=())
    for measure, options in FAMILY:
        whole = measure.measure(data, options).value
        assert measure.measure(halved, options).value == pytest.approx(whole, abs=1e-9)


def test_a_segment_cut_in_two_is_two_and_changes_what_chance_gives():
    whole = continuum((20, {"a": [(2, 10, "x")], "b": [(4, 10, "x")]}))
    cut = continuum((20, {"a": [(2, 6, "x"), (6, 10, "x")], "b": [(4, 10, "x")]}))
    one, two = measured("u-alpha", whole), measured("u-alpha", cut)
    assert one.observed_disagreement == two.observed_disagreement
    assert one.expected_disagreement > two.expected_disagreement


def test_the_unit_of_length_matters_because_gaps_are_not_squared():
    """Twice as long in all parts: segments' squares grow fourfold, gaps' lengths twofold."""
    text = continuum((20, {"a": [(2, 10, "x")], "b": [(4, 12, "x")]}))
    twice = continuum((40, {"a": [(4, 20, "x")], "b": [(8, 24, "x")]}))
    one, two = (measured("u-alpha", each) for each in (text, twice))
    assert one.observed_disagreement == two.observed_disagreement
    assert one.value != two.value
    in_common = continuum((20, {"a": [(2, 10, "x"), (10, 14, "y")], "b": [(4, 12, "x")]}))
    doubled = continuum((40, {"a": [(4, 20, "x"), (20, 28, "y")], "b": [(8, 24, "x")]}))
    assert measured("cu-alpha", doubled).value == measured("cu-alpha", in_common).value


@given(texts(), st.lists(st.integers(0, 3), min_size=3, max_size=3))
@settings(max_examples=25, deadline=None)
def test_documents_drawn_anew_are_weighed_as_if_they_were_there_so_often(data, times):
    times = times[: len(data.documents)]
    drawn = evolve(
        data,
        documents=tuple(d for d, n in zip(data.documents, times, strict=True) for _ in range(n)),
        clusters=(),
    )
    for measure, options in FAMILY:
        assert isinstance(measure, Weighable)
        (found,) = measure.coefficients(data, np.array([times]), options).value
        alone = measure.measure(drawn, options).value
        assert found == pytest.approx(np.nan if alone is None else alone, abs=1e-9, nan_ok=True)


def test_a_coder_counts_in_the_documents_that_they_judged():
    both = (10, {"a": [(0, 4, "x")], "b": [(2, 6, "x")]})
    with_one = continuum(both, (30, {"c": [(0, 30, "x")]}))
    assert measured("u-alpha", with_one).value == measured("u-alpha", continuum(both)).value
    assert measured("u-alpha", with_one).coders == 2
    assert measured("u-alpha", with_one).units == 2


def test_overlapping_spans_of_one_code_are_one_segment_and_touching_ones_are_two():
    other = [(0, 8, "x")]
    overlapping = continuum((10, {"a": [(0, 5, "x"), (3, 8, "x"), (3, 8, "x")], "b": other}))
    touching = continuum((10, {"a": [(0, 5, "x"), (5, 8, "x")], "b": other}))
    assert measured("u-alpha", overlapping).units == 2
    assert measured("u-alpha", touching).units == 3


def test_what_reaches_out_of_the_text_is_cut_off():
    inside = continuum((9, {"a": [(6, 9, "x")], "b": [(0, 2, "x"), (7, 9, "x")]}), (9, {}))
    beyond = continuum((9, {"a": [(6, 99, "x")], "b": [(-5, 2, "x"), (7, 10, "x")]}), (9, {}))
    assert measured("u-alpha", beyond) == measured("u-alpha", inside)


@pytest.mark.parametrize("name", ["u-alpha", "u-alpha-binary", "cu-alpha", "ku-alpha"])
def test_codes_that_overlap_leave_the_whole_undefined_and_are_named(name):
    data = continuum(
        (30, {"a": [(0, 9, "power"), (3, 5, "trust")], "b": [(0, 9, "power"), (9, 12, "fear")]})
    )
    found = measured(name, data, **({"code": "power"} if name == "ku-alpha" else {}))
    assert found.value is None
    assert "(power and trust)" in str(found.undefined)
    assert "Measure each code by itself" in str(found.undefined)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (continuum((9, {"a": [(0, 3, "x")]})), "Fewer than two coders"),
        (continuum((9, {"a": []}), (9, {"b": []})), "No document was judged by two coders"),
        (continuum((0, {"a": [], "b": []})), "empty"),
        (continuum((9, {"a": [], "b": []})), "has one value"),
        (
            continuum((9, {"a": [(0, 9, "x")], "b": [(0, 9, "x")]})),
            "has one value",
        ),
        (continuum(), "Fewer than two coders"),
    ],
)
def test_undefined_says_why(data, why):
    for name in ("u-alpha", "u-alpha-binary"):
        found = measured(name, data)
        assert found.value is None
        assert why in str(found.undefined)


def test_cu_alpha_is_undefined_where_nothing_meets_or_only_one_code():
    apart = continuum((9, {"a": [(0, 3, "x")], "b": [(3, 6, "y")]}))
    assert "No text was marked by two" in str(measured("cu-alpha", apart).undefined)
    one = continuum((9, {"a": [(0, 3, "x")], "b": [(2, 6, "x")]}))
    assert "has one code" in str(measured("cu-alpha", one).undefined)


def test_ku_alpha_asks_for_its_code():
    assert "Name it" in str(measured("ku-alpha", LINDANNA).undefined)
    assert "Nobody coded anything as “3”" in str(measured("ku-alpha", LINDANNA, code="3").undefined)
    found = measured("ku-alpha", LINDANNA, code="2")
    assert ("code", "2") in found.settings
    assert "of the text with this code" in str(found.note)
