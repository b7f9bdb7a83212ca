"""The nominal measures: published values, and what must hold for any data."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualog.hookspecs import AgreementMeasure
from qualog.options import NoOptions
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.result import Agreement
from qualog.reliability.spans import by_character_per_code
from qualog_plugins.agreement import nominal

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "agreement"
MEASURES = {each.name: each for each in nominal.qualog_agreement_measures()}

# The reference files' names for what we measure.
DIRECT = {
    "percent_agreement": "percent",
    "cohen_kappa": "kappa",
    "light_kappa": "kappa",
    "krippendorff_alpha": "alpha",
}
COVERED = {
    *DIRECT,
    "krippendorff_alpha_per_code",
    "fleiss_kappa",
    "fleiss_kappa_per_code",
    "krippendorff_alpha_bootstrap_ci",
    "percent_agreement_characters",
    "scott_pi",
}

# Where a reference holds another convention than ours: what we give, and why.
EXPLAINED: dict[str, tuple[float | str, str]] = {
    "edge_declared_unused_code_full_agreement__alpha": (
        "undefined",
        "DKPro calls 0/0 agreement if a second code is declared; nobody's choice shows it",
    ),
}


def measured(name: str, data: ReliabilityData) -> Agreement:
    return MEASURES[name].measure(data, NoOptions())


def of_units(units, width=None) -> ReliabilityData:
    width = max(map(len, units), default=0) if width is None else width
    return ReliabilityData.from_units(units, coders=[f"c{i}" for i in range(width)])


def is_complete(units) -> bool:
    return not any(cell is None for unit in units for cell in unit)


def cases():
    for path in sorted(FOLDER.glob("*.json")):
        case = json.loads(path.read_text())
        level = case.get("params", {}).get("level", "nominal")
        if level != "nominal" or case["measure"] not in COVERED:
            continue
        # With missing values Gwet's Fleiss weighs units otherwise, and says nothing of alpha.
        if case["measure"] != "fleiss_kappa" or is_complete(case["data"]["units"]):
            yield pytest.param(case, id=path.stem)


CASES = list(cases()) or [
    pytest.param(None, marks=pytest.mark.skip(f"no reference cases at {FOLDER}"), id="absent")
]


def value_of(cell):
    return frozenset(cell) if isinstance(cell, list) else cell


def check(agreement: Agreement, expected, tolerance: float) -> None:
    if expected == "undefined":
        assert agreement.value is None
        assert agreement.undefined
    else:
        assert agreement.value == pytest.approx(expected, abs=tolerance)


def alpha_from_fleiss(fleiss: float, units) -> float:
    """Alpha of complete data: Fleiss' kappa with a chance term that knows the sample's size."""
    assert is_complete(units)
    return 1 - (1 - fleiss) * (1 - 1 / sum(map(len, units)))


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES)
def test_reference(case):
    kind, tolerance = case["measure"], case["tolerance"]
    expected, _why = EXPLAINED.get(case["name"], (case["expected"], ""))
    if kind == "percent_agreement_characters":
        names = sorted(case["data"]["coders"])
        document = CodedDocument(
            case["data"]["length"],
            {
                index: [(start, end, 0) for start, end, _ in case["data"]["coders"][name]]
                for index, name in enumerate(names)
            },
        )
        continuum = Continuum((document,), tuple(names), (case["params"]["code"],), ("text",))
        (data,) = by_character_per_code(continuum)
        check(measured("percent", data), expected, tolerance)
        return

    units = [[value_of(cell) for cell in unit] for unit in case["data"]["units"]]
    width = case["data"]["n_coders"]
    if kind in DIRECT:
        check(measured(DIRECT[kind], of_units(units, width)), expected, tolerance)
    elif kind == "krippendorff_alpha_bootstrap_ci":
        # The interval is not ours to give; the point that it lies around is.
        check(measured("alpha", of_units(units, width)), expected["alpha"], tolerance["alpha"])
    elif kind in ("fleiss_kappa", "scott_pi"):
        # Not measures of ours, but published checks of alpha by another road; two coders'
        # Fleiss is Scott's pi, and both are undefined where alpha is.
        wanted = expected if expected == "undefined" else alpha_from_fleiss(expected, units)
        check(measured("alpha", of_units(units, width)), wanted, tolerance)
    else:
        for code, of_code in expected.items():
            collapsed = [
                [None if cell is None else str(cell) == code for cell in unit] for unit in units
            ]
            wanted = alpha_from_fleiss(of_code, units) if kind.startswith("fleiss") else of_code
            check(measured("alpha", of_units(collapsed, width)), wanted, tolerance)


@pytest.mark.shared
def test_every_explanation_is_of_a_case_that_is_run(shared):
    ids = {case.id for case in CASES}
    assert set(EXPLAINED) <= ids, "an explanation of a case that is not there explains nothing"


@pytest.mark.shared
def test_percent_is_not_gwets_mean_over_units(shared):
    # agreement.md 1.2: 0.800 is 1 - Do, 0.818 is irrCAC's on the same data (the file's note).
    path = shared / "agreement" / "krippendorff2004_p230__percent_agreement_per_value.json"
    units = json.loads(path.read_text())["data"]["units"]
    judged = [[cell for cell in unit if cell is not None] for unit in units]
    pairs = [list(permutations(cells, 2)) for cells in judged if len(cells) >= 2]
    gwet = sum(sum(a == b for a, b in each) / len(each) for each in pairs) / len(pairs)
    assert gwet == pytest.approx(0.818, abs=0.0005)
    assert measured("percent", of_units(units)).value == pytest.approx(0.8, abs=0.0005)


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no reference cases at {FOLDER}")
def test_kappa_of_a_collapsed_code_is_not_agrestis_kappa_per_category():
    # Agresti (1992) pools the marginals (0.781, 0.247, 0.402, 0.435); ours is Cohen's of each
    # code against the rest, as the file's own note has it.
    case = json.loads((FOLDER / "agresti1992_p202__fleiss_kappa_per_code.json").read_text())
    values = [
        measured(
            "kappa", of_units([[c == code for c in unit] for unit in case["data"]["units"]])
        ).value
        for code in (1, 2, 3, 4)
    ]
    assert values == pytest.approx([0.781, 0.266, 0.441, 0.459], abs=0.0005)


def test_percent_with_missing_values_pools_values_and_not_units():
    # Units of 2 and 4 values: (2 * 1 + 4 * 0.5) / 6, where a mean over units gives 0.75.
    units = [["a", "a", None, None], ["a", "a", "a", "b"]]
    agreement = measured("percent", of_units(units))
    assert agreement.value == pytest.approx(4 / 6)
    assert (agreement.units, agreement.coders, agreement.expected_disagreement) == (2, 4, None)


def test_every_measure_is_a_plugin_object_that_says_where_it_is_from():
    assert list(MEASURES) == ["percent", "kappa", "alpha"]
    for measure in MEASURES.values():
        assert isinstance(measure, AgreementMeasure)
        assert measure.title and measure.summary and measure.options is NoOptions
        assert "(" in measure.source and "." in measure.source


def test_kappa_says_whose_it_is():
    assert measured("kappa", of_units([(1, 1), (1, 2)])).measure == "Cohen's kappa"
    assert "Light's" in measured("kappa", of_units([(1, 1, 1), (1, 2, 1)])).measure


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    ("units", "width", "reason"),
    [
        ([], 0, "fewer than two coders"),
        ([["a"], ["b"]], 1, "fewer than two coders"),
        ([["a", None], ["b", None]], 2, "fewer than two coders"),
        ([], 2, "no unit was judged by two coders"),
        ([["a", None], [None, "b"]], 2, "no unit was judged by two coders"),
    ],
)
def test_nothing_pairable_is_undefined_and_says_why(name, units, width, reason):
    agreement = measured(name, of_units(units, width))
    assert agreement.value is None
    assert agreement.undefined == reason
    assert agreement.observed_disagreement is agreement.expected_disagreement is None
    assert agreement.units == 0


@pytest.mark.parametrize("name", MEASURES)
def test_a_pattern_that_no_unit_shows_counts_for_nothing(name):
    data = ReliabilityData(
        np.array([[0, 0, -1], [0, 1, -1], [1, 1, 0]]),
        np.array([[2, 1, 0]]),
        ("A", "B", "C"),
        ("x", "y"),
    )
    same(
        measured(name, data), measured(name, of_units([["x", "x", None]] * 2 + [["x", "y", None]]))
    )


@pytest.mark.parametrize("name", ["kappa", "alpha"])
def test_no_variation_is_undefined_with_observed_agreement(name):
    agreement = measured(name, of_units([["a", "a"]] * 5))
    assert agreement.value is None
    assert agreement.undefined.startswith("no variation")
    assert (agreement.observed_disagreement, agreement.expected_disagreement) == (0, 0)
    assert (agreement.units, agreement.values) == (5, 10)


def test_percent_needs_no_variation():
    assert measured("percent", of_units([["a", "a"]] * 5)).value == 1


def test_kappa_is_zero_where_one_coder_uses_one_category_only():
    assert measured("kappa", of_units([["a", "a"], ["a", "b"]])).value == 0


def test_kappa_leaves_undefined_pairs_out_of_the_mean_and_says_so():
    units = [["a", "a", None, "x"], ["b", "b", None, "x"], ["a", "b", None, "x"]]
    units += [[None, None, "a", "a"]] * 2
    agreement = measured("kappa", of_units(units))
    # Pairs 1-2: 0.4; 1-4 and 2-4: 0; 3-4: constant; 1-3 and 2-3: never the same unit.
    assert agreement.value == pytest.approx(0.4 / 3)
    assert agreement.observed_disagreement == pytest.approx(1 - (2 / 3 + 0 + 0) / 3)
    assert agreement.note == (
        "mean of 3 of 6 pairs of coders: 2 without a common unit, 1 without variation"
    )


def test_numbers_too_large_for_64_bit_squares():
    data = ReliabilityData(
        np.array([[0, 0], [0, 1], [1, 1]]),
        np.array([[4, 1, 5]]) * 10**10,
        ("A", "B"),
        ("x", "y"),
    )
    assert measured("kappa", data).value == pytest.approx(0.8)
    assert measured("alpha", data).value == pytest.approx(1 - 0.1 / (2 * 0.45 * 0.55))


# --- what holds for any data

tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=width, max_size=width),
        min_size=1,
        max_size=12,
    )
)
names = st.sampled_from(sorted(MEASURES))


def same(one: Agreement, other: Agreement) -> None:
    assert one.value == pytest.approx(other.value, nan_ok=False)
    assert one.undefined == other.undefined
    assert one.observed_disagreement == pytest.approx(other.observed_disagreement)
    assert one.expected_disagreement == pytest.approx(other.expected_disagreement)
    assert (one.units, one.coders, one.note) == (other.units, other.coders, other.note)


@given(names, tables, st.randoms())
def test_renaming_coders_and_codes_changes_nothing(name, units, random):
    columns = list(range(len(units[0])))
    random.shuffle(columns)
    codes = ["a", "b", "c"]
    random.shuffle(codes)
    renamed = dict(zip("abc", codes, strict=True)) | {None: None}
    other = [[renamed[unit[column]] for column in columns] for unit in units]
    random.shuffle(other)
    same(measured(name, of_units(units)), measured(name, of_units(other)))


@given(names, st.lists(st.sampled_from("abc"), min_size=1), st.integers(2, 4))
def test_identity_is_one_where_defined(name, values, coders):
    agreement = measured(name, of_units([[value] * coders for value in values]))
    assert agreement.observed_disagreement == 0
    if name != "percent" and len(set(values)) == 1:
        assert agreement.value is None
    else:
        assert agreement.value == 1


@given(names, tables, st.data())
def test_weights_are_repeated_units(name, units, data):
    times = data.draw(st.lists(st.integers(0, 4), min_size=len(units), max_size=len(units)))
    repeated = [unit for unit, n in zip(units, times, strict=True) for _ in range(n)]
    index = {None: -1, "a": 0, "b": 1, "c": 2}
    weighted = ReliabilityData(
        np.array([[index[cell] for cell in unit] for unit in units]),
        np.array([times]),
        tuple(f"c{i}" for i in range(len(units[0]))),
        ("a", "b", "c"),
    )
    same(measured(name, weighted), measured(name, of_units(repeated, len(units[0]))))


def alpha_by_definition(units) -> tuple[float, float] | None:
    """Do and De from the definition: every pair of values, within units and over all."""
    lists = [[cell for cell in unit if cell is not None] for unit in units]
    lists = [cells for cells in lists if len(cells) >= 2]
    values = [cell for cells in lists for cell in cells]
    n = len(values)
    if not n:
        return None
    within = sum(
        sum(a != b for a, b in permutations(cells, 2)) / (len(cells) - 1) for cells in lists
    )
    return within / n, sum(a != b for a, b in permutations(values, 2)) / (n * (n - 1))


@given(tables)
def test_alpha_and_percent_are_those_of_the_definition(units):
    definition = alpha_by_definition(units)
    agreement = measured("alpha", of_units(units))
    if definition is None:
        assert agreement.value is None
        return
    disagreement, by_chance = definition
    assert measured("percent", of_units(units)).value == pytest.approx(1 - disagreement)
    assert agreement.observed_disagreement == pytest.approx(disagreement)
    if by_chance == 0:
        assert agreement.value is None
        assert agreement.undefined.startswith("no variation")
    else:
        assert agreement.value == pytest.approx(1 - disagreement / by_chance)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_that_of_the_definition(units):
    n = len(units)
    observed = sum(a == b for a, b in units) / n
    expected = sum(
        sum(a == code for a, _ in units) * sum(b == code for _, b in units) for code in "abc"
    ) / (n * n)
    assume(expected < 1)
    agreement = measured("kappa", of_units(units))
    assert agreement.value == pytest.approx((observed - expected) / (1 - expected))
    assert agreement.expected_disagreement == pytest.approx(1 - expected)
