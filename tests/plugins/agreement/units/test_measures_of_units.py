"""Every coefficient on fixed units: its definition, and what must hold for any data."""

from itertools import combinations, permutations, product
from statistics import mean

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.agreement.measuring import MEASURES, measured, of_units

from qualog.errors import BadInput, PluginError
from qualog.reliability.coefficient import Analytic, Weighable
from qualog.reliability.data import MISSING, ReliabilityData
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.unit_measure import (
    FEWER_THAN_TWO_CODERS,
    NO_VARIATION,
    NOTHING_PAIRABLE,
)
from qualog_plugins.agreement.units.over_units import ONE_CATEGORY

# Every measure with every option that changes what is computed.
STEPS = [{"weights": each} for each in ("linear", "quadratic", "ordinal")]
DIFFERENCES = [
    {"difference": each}
    for each in [
        "nominal",
        "ordinal",
        "interval",
        "ratio",
        "jaccard",
        "dice",
        "masi",
        "passonneau",
        "overlap",
    ]
]
OPTIONS = {
    "percent": [{}, {"missing": "mean-of-units"}, {"difference": "dice"}],
    "weighted-kappa": STEPS,
    "ac2": STEPS,
    "alpha": DIFFERENCES,
}
KINDS = [(name, options) for name in MEASURES for options in OPTIONS.get(name, [{}])]
OF_TWO = ("pi", "pooled-kappa")
WITHOUT_CHANCE = ("percent", "holsti")
BY_PAIRS = ("kappa", "light", "weighted-kappa", "holsti")
every_kind = pytest.mark.parametrize(("name", "options"), KINDS, ids=lambda each: str(each))
for_each_of_many = settings(max_examples=20, deadline=None)  # there are 25 kinds, so 500 in all
every_measure = pytest.mark.parametrize("name", MEASURES)

SCALE = (1, 2, 3, 5)


def tables(cells=SCALE, widths=(2, 4)):
    return st.integers(*widths).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([None, *cells]), min_size=width, max_size=width),
            min_size=1,
            max_size=9,
        )
    )


def width_for(name):
    return (2, 2) if name in OF_TWO else (2, 4)


def draw_table(data, name, cells=SCALE):
    return data.draw(tables(cells, width_for(name)))


def same(one, other):
    assert one.value == pytest.approx(other.value, abs=1e-9)
    assert one.undefined == other.undefined
    assert one.observed_disagreement == pytest.approx(other.observed_disagreement, abs=1e-9)
    assert one.expected_disagreement == pytest.approx(other.expected_disagreement, abs=1e-9)
    assert (one.units, one.values, one.coders) == (other.units, other.values, other.coders)
    assert (one.note, one.settings) == (other.note, other.settings)


# --- the definitions, written down once more: one pair of values at a time


def as_set(value):
    return value if isinstance(value, frozenset) else frozenset([value])


def set_difference(kind, one, other):
    one, other = as_set(one), as_set(other)
    if one == other:
        return 0
    common = len(one & other)
    jaccard = common / len(one | other)
    monotony = 0 if not common else 2 / 3 if one < other or other < one else 1 / 3
    return {
        "jaccard": 1 - jaccard,
        "dice": 1 - 2 * common / (len(one) + len(other)),
        "masi": 1 - jaccard * monotony,
        "passonneau": 1 - monotony,
        "overlap": float(not common),
    }[kind]


def step(kind, one, other):
    if kind == "ordinal":
        between = abs(SCALE.index(one) - SCALE.index(other)) + 1
        return between * (between - 1) / (len(SCALE) * (len(SCALE) - 1))
    return (abs(one - other) / (max(SCALE) - min(SCALE))) ** (1 if kind == "linear" else 2)


def difference_of(options, pool):
    """The difference between two values; of ranks, among all the values in `pool`."""
    kind = options.get("difference", options.get("weights", "nominal"))
    if kind in ("linear", "quadratic") or "weights" in options:
        return lambda c, k: step(kind, c, k)
    if kind == "ordinal":

        def ranked(c, k):
            low, high = sorted((c, k))
            inside = sum(low <= value <= high for value in pool)
            return 0 if c == k else (inside - (pool.count(c) + pool.count(k)) / 2) ** 2

        return ranked
    return {
        "nominal": lambda c, k: float(c != k),
        "interval": lambda c, k: (c - k) ** 2,
        "ratio": lambda c, k: ((c - k) / (c + k)) ** 2,
    }.get(kind, lambda c, k: set_difference(kind, c, k))


def average(values):
    values = list(values)
    return mean(values) if values else None


def columns(units, one, other):
    both = [(u[one], u[other]) for u in units if u[one] is not None and u[other] is not None]
    return list(zip(*both, strict=True)) if both else None


def defined(name, units, options):
    """Value, Do and De from the definition; None for what is undefined."""
    judged = [[cell for cell in unit if cell is not None] for unit in units]
    several = [cells for cells in judged if len(cells) >= 2]
    if not several:
        return None, None, None
    pool = [cell for cells in several for cell in cells]
    d = difference_of(options, pool)
    by_unit = [average(d(a, b) for a, b in permutations(cells, 2)) for cells in several]
    weights = [len(cells) for cells in several]
    pooled = sum(w * x for w, x in zip(weights, by_unit, strict=True)) / sum(weights)
    if name == "percent":
        found = pooled if options.get("missing") is None else mean(by_unit)
        return 1 - found, found, None
    if name == "alpha":
        return chance_corrected(pooled, average(d(a, b) for a, b in permutations(pool, 2)))
    if name in BY_PAIRS or name == "pooled-kappa":
        return by_pairs(name, units, d)
    some = [cells for cells in judged if cells]
    if name == "pi":
        some = several
    shares = {each: mean(cells.count(each) / len(cells) for cells in some) for each in SCALE}
    if name in ("pi", "fleiss"):
        expected = 1 - sum(share**2 for share in shares.values())
    elif name == "conger":
        of_coders = [[cell for cell in column if cell is not None] for column in zip(*units)]  # noqa: B905
        pairs = combinations([each for each in of_coders if each], 2)
        expected = mean(average(d(a, b) for a, b in product(*pair)) for pair in pairs)
    else:
        count = len(SCALE)
        if name == "brennan-prediger":
            expected = 1 - 1 / count
        else:
            weight = sum(1 - d(a, b) for a, b in product(SCALE, SCALE))
            chance = sum(share * (1 - share) for share in shares.values())
            expected = 1 - weight / (count * (count - 1)) * chance
    return chance_corrected(mean(by_unit), expected)


def chance_corrected(observed, expected):
    return (1 - observed / expected if expected else None), observed, expected


def by_pairs(name, units, d):
    found = []
    for one, other in combinations(range(len(units[0])), 2):
        both = columns(units, one, other)
        if both is None:
            continue
        ours, theirs = both
        if name == "holsti":
            count = sum(u[one] is not None for u in units) + sum(
                u[other] is not None for u in units
            )
            agreed = sum(a == b for a, b in zip(ours, theirs, strict=True))
            found.append((2 * agreed / count, 1 - 2 * agreed / count, None))
            continue
        if name == "pooled-kappa":
            codes = sorted({code for value in [*ours, *theirs] for code in as_set(value)})
            binary = [
                ([code in as_set(v) for v in ours], [code in as_set(v) for v in theirs])
                for code in codes
            ]
        else:
            binary = [(ours, theirs)]
        compare = d if name != "pooled-kappa" else lambda a, b: float(a != b)
        observed = average(compare(*pair) for x, y in binary for pair in zip(x, y, strict=True))
        expected = average(average(compare(a, b) for a, b in product(x, y)) for x, y in binary)
        found.append(chance_corrected(observed or 0, expected))
    kept = [each for each in found if each[0] is not None] or found
    return tuple(None if None in each else mean(each) for each in zip(*kept, strict=True))


@every_kind
@for_each_of_many
@given(data=st.data())
def test_it_is_what_the_definition_says(name, options, data):
    units = draw_table(data, name)
    value, observed, expected = defined(name, units, options)
    found = measured(name, of_units(units, categories=SCALE), **options)
    assert found.value == pytest.approx(value, abs=1e-9)
    if name != "pooled-kappa":  # its levels are over all codes, used or not; its value is not
        assert found.observed_disagreement == pytest.approx(observed, abs=1e-9)
        assert found.expected_disagreement == pytest.approx(expected, abs=1e-9)
    assert (found.value is None) == bool(found.undefined)


SETS = tuple(map(frozenset, ("", "a", "b", "ab", "abc")))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("pooled-kappa", {}),
        ("percent", {"difference": "dice"}),
        ("percent", {"difference": "overlap"}),
        *(("alpha", each) for each in DIFFERENCES[4:]),
    ],
    ids=str,
)
@for_each_of_many
@given(data=st.data())
def test_sets_of_codes_are_compared_as_the_definition_says(name, options, data):
    units = draw_table(data, name, SETS)
    value, observed, _ = defined(name, units, options)
    found = measured(name, of_units(units), **options)
    assert found.value == pytest.approx(value, abs=1e-9)
    if name != "pooled-kappa":
        assert found.observed_disagreement == pytest.approx(observed, abs=1e-9)


# --- what holds for any data


@every_kind
@for_each_of_many
@given(data=st.data())
def test_the_names_of_coders_and_codes_and_the_order_of_units_change_nothing(name, options, data):
    units = draw_table(data, name)
    order = data.draw(st.permutations(range(len(units[0]))))
    codes = data.draw(st.permutations(SCALE))
    ordered = options.get("weights") or options.get("difference") in (
        "ordinal",
        "interval",
        "ratio",
    )
    renamed = dict(zip(SCALE, SCALE if ordered else codes, strict=True)) | {None: None}
    other = data.draw(st.permutations([[renamed[unit[i]] for i in order] for unit in units]))
    same(
        measured(name, of_units(units, categories=SCALE), **options),
        measured(name, of_units(other, categories=SCALE), **options),
    )


@every_kind
@for_each_of_many
@given(values=st.lists(st.sampled_from(SCALE), min_size=1), coders=st.integers(2, 4))
def test_identity_is_exactly_one_where_defined(name, options, values, coders):
    width = 2 if name in OF_TWO else coders
    units = [[value] * width for value in values]
    found = measured(name, of_units(units, categories=SCALE), **options)
    assert found.observed_disagreement == 0
    needs_variation = name not in (*WITHOUT_CHANCE, "brennan-prediger", "ac1", "ac2")
    assert found.value == (None if needs_variation and len(set(values)) == 1 else 1)


def weighted(units, counts):
    """Units as patterns, one for each, that count so often."""
    index = {value: i for i, value in enumerate(SCALE)} | {None: MISSING}
    return ReliabilityData(
        np.array([[index[cell] for cell in unit] for unit in units]),
        np.array([counts]),
        tuple(f"c{i}" for i in range(len(units[0]))),
        SCALE,
    )


@every_kind
@for_each_of_many
@given(data=st.data())
def test_weights_are_repeated_units(name, options, data):
    units = draw_table(data, name)
    times = data.draw(st.lists(st.integers(0, 4), min_size=len(units), max_size=len(units)))
    repeated = [unit for unit, n in zip(units, times, strict=True) for _ in range(n)]
    one = weighted(units, times)
    other = of_units(repeated, len(units[0]), categories=SCALE)
    same(measured(name, one, **options), measured(name, other, **options))
    if isinstance(measure := MEASURES[name], Analytic):
        errors = [measure.standard_error(each, measure.options(**options)) for each in (one, other)]
        values = [each and each.value for each in errors]
        assert values[0] == pytest.approx(values[1], abs=1e-9)


@every_kind
@for_each_of_many
@given(data=st.data())
def test_many_weightings_at_once_are_each_by_itself(name, options, data):
    units = draw_table(data, name)
    rows = st.lists(st.integers(0, 5), min_size=len(units), max_size=len(units))
    weights = np.array([data.draw(rows), data.draw(rows), [1] * len(units)]).reshape(3, 1, -1)
    measure = MEASURES[name]
    chosen = measure.options(**options)
    assert isinstance(measure, Weighable)
    found = measure.coefficients(weighted(units, [1] * len(units)), weights, chosen)
    assert all(part.shape == (3, 1) for part in found)
    for row in range(3):
        alone = measure.measure(weighted(units, weights[row, 0]), chosen)
        values = (alone.value, alone.observed_disagreement, alone.expected_disagreement)
        for part, value in zip(found, values, strict=True):
            if alone.value is not None or alone.undefined == NO_VARIATION:
                wanted = np.nan if value is None else value
                assert part[row, 0] == pytest.approx(wanted, abs=1e-9, nan_ok=True)
            else:
                assert np.isnan(part[row, 0])


@for_each_of_many
@given(data=st.data())
def test_sums_of_thousands_of_categories_are_those_of_few(data):
    from qualog_plugins.agreement.units.counting import sums_by_category

    units = draw_table(data, "alpha")
    table = weighted(units, [1] * len(units))
    factors = np.linspace(0.5, 1, len(units))
    weights = np.arange(1.0, 2 * len(units) + 1).reshape(2, -1)
    few = sums_by_category(table.values, len(SCALE), factors)(weights)
    many = sums_by_category(table.values, 1 << 18, factors)
    assert many(weights)[:, : len(SCALE)] == pytest.approx(few)


# --- what a person reads


def test_every_measure_is_a_plugin_object_that_says_where_it_is_from():
    assert list(MEASURES) == [
        "percent", "holsti", "kappa", "light", "weighted-kappa", "pooled-kappa", "pi", "fleiss",
        "conger", "brennan-prediger", "ac1", "ac2", "alpha",
    ]  # fmt: skip
    for measure in MEASURES.values():
        assert isinstance(measure, AgreementMeasure)
        assert isinstance(measure, Weighable)
        assert measure.title and measure.summary and measure.range and measure.assumptions
        assert "(" in measure.source and measure.source.endswith(".")


def test_a_result_names_its_difference_its_weights_and_its_categories():
    data = of_units([[1, 1], [1, 2]], categories=[1, 2, 3])
    masi = measured("alpha", data, difference="masi")
    assert str(masi.measure) == "Krippendorff's alpha (masi)"
    assert masi.settings == (("difference", "masi"),)
    assert measured("brennan-prediger", data).settings == (("categories", "3"),)
    ac2 = measured("ac2", data, weights="quadratic")
    assert ac2.settings == (("weights", "quadratic"), ("categories", "3"))
    percent = measured("percent", data)
    assert percent.settings == (("missing", "pooled"), ("difference", "nominal"))


def test_kappa_says_whose_it_is():
    assert str(measured("kappa", of_units([(1, 1), (1, 2)])).measure) == "Cohen's kappa"
    assert "Light's" in str(measured("kappa", of_units([(1, 1, 1), (1, 2, 1)])).measure)
    of_three = measured("weighted-kappa", of_units([(1, 1, 1), (1, 2, 1)]))
    assert str(of_three.measure) == "Weighted kappa (linear, mean over the pairs of coders)"


@pytest.mark.parametrize("name", OF_TWO)
def test_what_is_of_two_coders_says_what_is_of_more(name):
    found = measured(name, of_units([(1, 1, 1), (1, 2, 1)]))
    assert found.value is None
    assert "is for two coders, and here are 3. Use " in str(found.undefined)
    # A third column that judged nothing together with another is no third coder.
    assert measured(name, of_units([(1, 1, None), (1, 2, None), (2, 2, None)])).value is not None


# --- degenerate input


@every_measure
@pytest.mark.parametrize(
    ("units", "width", "reason"),
    [
        ([], 0, FEWER_THAN_TWO_CODERS),
        ([["a"], ["b"]], 1, FEWER_THAN_TWO_CODERS),
        ([["a", None], ["b", None]], 2, FEWER_THAN_TWO_CODERS),
        ([], 2, NOTHING_PAIRABLE),
        ([["a", None], [None, "b"]], 2, NOTHING_PAIRABLE),
    ],
)
def test_nothing_pairable_is_undefined_and_says_why(name, units, width, reason):
    found = measured(name, of_units(units, width))
    assert (found.value, found.undefined) == (None, reason)
    assert found.observed_disagreement is found.expected_disagreement is None
    assert (found.units, found.values, found.coders) == (0, 0, 0)
    if isinstance(MEASURES[name], Analytic):
        data = of_units(units, width)
        assert MEASURES[name].standard_error(data, MEASURES[name].options()) is None


@every_measure
def test_all_the_same(name):
    found = measured(name, of_units([["a", "a"]] * 5))
    if name in WITHOUT_CHANCE:
        assert found.value == 1
    else:
        assert found.value is None
        by_declared = name in ("brennan-prediger", "ac1", "ac2")
        assert found.undefined == (ONE_CATEGORY if by_declared else NO_VARIATION)
    assert (found.units, found.values, found.coders) == (5, 10, 2)


@every_measure
def test_all_the_same_where_another_category_is_declared(name):
    found = measured(name, of_units([["a", "a"]] * 5, categories=["a", "b"]))
    if name in (*WITHOUT_CHANCE, "brennan-prediger", "ac1", "ac2"):
        assert found.value == 1
    else:
        assert found.value is None
        assert found.undefined == NO_VARIATION
        assert (found.observed_disagreement, found.expected_disagreement) == (0, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    # What krippendorff, irrCAC and nltk give for it.
    [("alpha", -1 / 6), ("ac1", 0.2), ("fleiss", -1 / 3), ("pi", -1 / 3), ("conger", 0),
     ("kappa", 0), ("light", 0), ("brennan-prediger", 0), ("percent", 0.5)],
)  # fmt: skip
def test_one_coder_who_uses_one_category_only(name, value):
    found = measured(name, of_units([["a", "a"], ["a", "b"]] * 2))
    assert found.value == pytest.approx(value)


def test_kappa_leaves_undefined_pairs_out_of_the_mean_and_says_so():
    units = [["a", "a", None, "x"], ["b", "b", None, "x"], ["a", "b", None, "x"]]
    units += [[None, None, "a", "a"]] * 2
    found = measured("kappa", of_units(units))
    # Pairs 1-2: 0.4; 1-4 and 2-4: 0; 3-4: constant; 1-3 and 2-3: never the same unit.
    assert found.value == pytest.approx(0.4 / 3)
    assert found.observed_disagreement == pytest.approx(1 - (2 / 3 + 0 + 0) / 3)
    assert str(found.note) == (
        "The mean is over 3 of 6 pairs of coders. 2 pairs have no unit in common. One pair gave "
        "one and the same value throughout."
    )
    assert str(measured("holsti", of_units(units)).note) == (
        "The mean is over 4 of 6 pairs of coders. 2 pairs have no unit in common."
    )


@every_kind
@pytest.mark.parametrize("size", [1, 10**9, 10**10])
def test_any_number_of_units(name, options, size):
    units = [[1, 1], [1, 2], [2, 2], [5, 5]]
    data = weighted(units, np.array([4, 1, 5, 3]) * size)
    found = measured(name, data, **options)
    alone = measured(name, weighted(units, [4, 1, 5, 3]), **options)
    # Alpha alone knows the sample's size: De is over n (n - 1) pairs.
    assert found.value == pytest.approx(alone.value, abs=0.02 if name == "alpha" else 1e-12)
    without = weighted(units, np.array([4, 0, 5, 3]) * size)
    assert measured(name, without, **options).value == 1


# --- what a measure is not for


@pytest.mark.parametrize(
    ("name", "options", "cells", "reason"),
    [
        ("weighted-kappa", {}, SETS, "Sets of codes have no order"),
        ("ac2", {}, SETS, "Sets of codes have no order"),
        ("alpha", {"difference": "ordinal"}, SETS, "Sets of codes have no order"),
        ("alpha", {"difference": "interval"}, SETS, "“interval” is between numbers"),
        ("alpha", {"difference": "interval"}, ("one", 2), "“one” is not a number"),
        ("alpha", {"difference": "ratio"}, (-1, 2), "numbers from 0 up"),
    ],
)
def test_categories_that_cannot_be_compared_so_are_undefined(name, options, cells, reason):
    data = of_units([[cells[0], cells[1]], [cells[1], cells[1]]])
    found = measured(name, data, **options)
    assert found.value is None
    assert reason in str(found.undefined)
    measure = MEASURES[name]
    many = measure.coefficients(data, np.ones((3, 2), dtype=int), measure.options(**options))
    assert np.isnan(many.value).all()


def test_words_are_ordered_as_they_were_declared():
    units = [["low", "high"], ["middle", "middle"], ["low", "low"], ["high", "middle"]]
    declared = of_units(units, categories=["low", "middle", "high"])
    numbers = of_units([[dict(low=1, middle=2, high=3)[cell] for cell in unit] for unit in units])
    for name in ("weighted-kappa", "ac2"):
        for options in STEPS:
            wanted = measured(name, numbers, **options).value
            assert measured(name, declared, **options).value == pytest.approx(wanted)
    wanted = measured("alpha", numbers, difference="ordinal").value
    assert measured("alpha", declared, difference="ordinal").value == pytest.approx(wanted)


# --- distances of one's own


def custom(tmp_path, text):
    path = tmp_path / "distances.csv"
    path.write_text(text, encoding="utf-8")
    return {"difference": "custom", "distances": str(path)}


def test_a_file_of_distances(tmp_path):
    data = of_units([["a", "b"], ["b", "c"], ["a", "c"], ["c", "c"]])
    options = custom(tmp_path, ";a;c;b\na;0;1;0,5\nc;1;0;0\nb;0.5;0;0\n")
    alpha = MEASURES["alpha"]
    table = alpha.metric_differences(data, data.weights, alpha.options(**options))
    assert table.tolist() == [[0, 0.5, 1], [0.5, 0, 0], [1, 0, 0]]
    found = measured("alpha", data, **options)
    assert found.observed_disagreement == pytest.approx((0.5 + 0 + 1 + 0) / 4)
    assert found.settings == (("difference", "custom"), ("distances", options["distances"]))


def test_a_category_that_the_file_does_not_name_is_said(tmp_path):
    options = custom(tmp_path, ",a\na,0\n")
    found = measured("alpha", of_units([["a", frozenset()]]), **options)
    assert str(found.undefined) == "The file of distances has no category “(no code)”."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a square table"),
        (",a,b\nb,0,1\na,1,0\n", "not a square table"),
        (",a,a\na,0,1\na,1,0\n", "not a square table"),
        (",a,b\na,0\nb,1,0\n", "between “a” and “b” must be given"),
        (",a,b\na,0,2\nb,1,0\n", "the same in both directions"),
        (",a,b\na,0,-1\nb,-1,0\n", "from 0 up"),
        (",a,b\na,0,x\nb,1,0\n", "is “x”, which is not a number"),
        (",a,b\na,1,1\nb,1,0\n", "“a” is not at distance 0 from itself"),
    ],
)
def test_a_table_that_holds_no_distances_is_refused(tmp_path, text, reason):
    with pytest.raises(BadInput, match=reason):
        measured("alpha", of_units([["a", "b"]]), **custom(tmp_path, text))


def test_a_file_of_distances_must_be_there(tmp_path):
    data = of_units([["a", "b"]])
    with pytest.raises(PluginError, match="-o distances=FILE"):
        measured("alpha", data, difference="custom")
    with pytest.raises(BadInput, match="cannot be read"):
        measured("alpha", data, difference="custom", distances=str(tmp_path / "none.csv"))


@for_each_of_many
@given(tables())
def test_alphas_differences_are_those_it_computes_with(units):
    data = of_units(units, categories=SCALE)
    alpha = MEASURES["alpha"]
    judged = [[cell for cell in unit if cell is not None] for unit in units]
    pool = [cell for cells in judged if len(cells) >= 2 for cell in cells]
    for options in DIFFERENCES:
        d = difference_of(options, pool)
        table = alpha.metric_differences(data, data.weights, alpha.options(**options))
        wanted = np.array([[d(c, k) for k in SCALE] for c in SCALE])
        assert table == pytest.approx(wanted)


def test_standard_errors_shrink_with_the_root_of_the_number_of_units():
    units = [[1, 1], [1, 2], [2, 2], [5, 3], [3, 3], [None, 2]]
    for name, options in KINDS:
        measure = MEASURES[name]
        if isinstance(measure, Analytic):
            few, many = (
                measure.standard_error(
                    weighted(units, np.array([4, 1, 5, 2, 3, 1]) * n), measure.options(**options)
                )
                for n in (100, 10_000)
            )
            assert few.value == pytest.approx(10 * many.value, rel=0.01)
            assert attrs.evolve(few, value=0, degrees=None).source


def test_more_than_two_coders_have_no_error_after_fleiss_cohen_and_everitt():
    kappa = MEASURES["kappa"]
    assert (
        kappa.standard_error(of_units([[1, 1, 2], [2, 2, 1], [1, 2, 2]]), kappa.options()) is None
    )
