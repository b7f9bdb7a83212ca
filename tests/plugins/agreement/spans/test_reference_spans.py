"""Every reference case on spans, through the measures as they are installed."""

import json
from itertools import accumulate

import pytest
from attrs import evolve
from tests.folders import SHARED
from tests.plugins.agreement.continua import continuum, measured

from qualog.reliability.continuum import Continuum
from qualog.reliability.spans import by_character_per_code
from qualog_plugins.agreement.spans.span_f1 import SpanF1, SpanF1Options

FOLDER = SHARED / "agreement"
ON_SPANS = ("unitizing", "continuum", "segmentation", "segmentation_multi")

# The reference files' names for what we measure, and the options that make it so.
DIRECT = {
    "u_alpha_2016": ("u-alpha", {}),
    "u_alpha_binary_2016": ("u-alpha-binary", {}),
    "cu_alpha_2016": ("cu-alpha", {}),
    "alpha_U_1995": ("alpha-u-1995", {}),
    "boundary_similarity": ("boundary-similarity", {}),
    "segmentation_similarity": ("boundary-similarity", {"over": "positions"}),
    "boundary_fleiss_kappa": ("boundary-similarity", {"chance": "kappa"}),
    "boundary_fleiss_pi": ("boundary-similarity", {"chance": "pi"}),
    "window_diff": ("window-diff", {"reference": "1"}),
    "pk": ("pk", {"reference": "1"}),
}
PER_CODE = {
    "alpha_U_1995_per_code": "value",
    "alpha_U_1995_observed_disagreement": "observed_disagreement",
    "alpha_U_1995_expected_disagreement": "expected_disagreement",
}
GAMMA = {
    "gamma": ("gamma", {}),
    "gamma_cat": ("gamma", {"of": "codes"}),
    "gamma_observed_disorder": ("gamma", {}),
}


def cases():
    for path in sorted(FOLDER.glob("*.json")):
        case = json.loads(path.read_text())
        if case["data"]["kind"] in ON_SPANS:
            marks = [pytest.mark.gamma] if case["measure"] in GAMMA else []
            yield pytest.param(case, id=path.stem, marks=marks)


CASES = list(cases()) or [
    pytest.param(None, marks=pytest.mark.skip(f"no reference cases at {FOLDER}"), id="absent")
]


def data_of(case) -> Continuum:
    data = case["data"]
    if data["kind"] == "unitizing":
        begin, coders = data.get("begin", 0), data["coders"]
        moved = {
            coder: [(start - begin, end - begin, code) for start, end, code in spans]
            for coder, spans in coders.items()
        }
        return continuum((data["length"], moved))
    if data["kind"] == "continuum":
        spans = {
            coder: [(int(start), int(end), code) for start, end, code in each]
            for coder, each in data["coders"].items()
        }
        return continuum((max(end for each in spans.values() for _, end, _ in each), spans))
    masses = data.get("coders") or {str(i): each for i, each in enumerate(data["masses"])}
    segments = {}
    for coder, each in masses.items():
        ends = list(accumulate(each))
        segments[coder] = [(e - mass, e, "") for e, mass in zip(ends, each, strict=True)]
    return continuum((max(sum(each) for each in masses.values()), segments))


def of_code(data: Continuum, code: str) -> Continuum:
    index = data.codes.index(code)
    return evolve(
        data,
        documents=tuple(
            evolve(
                each,
                codings={
                    coder: [(s, e, 0) for s, e, c in spans if c == index]
                    for coder, spans in each.codings.items()
                },
            )
            for each in data.documents
        ),
        codes=(code,),
    )


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES)
def test_reference_case(case):
    data, name, expected = data_of(case), case["measure"], case["expected"]
    within = case["tolerance"]
    if name in DIRECT:
        measure, options = DIRECT[name]
        found = measured(measure, data, **options)
        if expected == "undefined":
            assert found.value is None and found.undefined
        else:
            assert found.value == pytest.approx(expected, abs=within)
    elif name in PER_CODE:
        for code in case["params"].get("only_codes", expected):
            found = measured("alpha-u-1995", of_code(data, code))
            assert getattr(found, PER_CODE[name]) == pytest.approx(expected[code], abs=within)
    elif name == "ku_alpha_2016_per_code":
        for code, value in expected.items():
            found = measured("ku-alpha", data, code=code)
            assert found.value == pytest.approx(value, abs=within)
            assert f"on {case['params']['coverage'][code]:.1%} of the text" in str(found.note)
    elif name == "span_match_strict_counts":
        counts = SpanF1().counts(data, SpanF1Options(reference="reference"))
        assert counts._asdict() == {**expected, "partial": 0}
    elif name == "percent_agreement_characters":
        (units,) = by_character_per_code(data)
        assert measured("percent", units).value == pytest.approx(expected, abs=within)
    elif name in GAMMA:
        gamma_case(case, data)
    else:
        pytest.fail(f"no measure for {name}")


def gamma_case(case, data):
    measure, options = GAMMA[case["measure"]]
    weights = {
        ours: float(case["params"][theirs])
        for theirs, ours in (
            ("alpha", "alpha"),
            ("beta", "beta"),
            ("deltaEmpty", "delta_empty"),
            ("delta_empty", "delta_empty"),
        )
        if theirs in case["params"]
    }
    given = {
        name: case["params"][name] for name in ("sampler", "precision") if name in case["params"]
    }
    found = measured(measure, data, **options, **weights, **given)
    observed = case["measure"] == "gamma_observed_disorder"
    value = found.observed_disagreement if observed else found.value
    assert value == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.shared
def test_alpha_u_of_the_same_picture_depends_on_the_unit_of_length(shared):
    """Krippendorff 1995, p. 57, code C: 12 units give 0.494, the same 1,200,000 give 0.693."""
    path = shared / "agreement" / "krippendorff1995_L1200000__alpha_U_per_code.json"
    fine = of_code(data_of(json.loads(path.read_text())), "C")
    for unit_length, value in ((1, 0.6931), (50_000, 0.6033), (100_000, 0.4944)):
        found = measured("alpha-u-1995", fine, unit_length=unit_length)
        assert found.value == pytest.approx(value, abs=1e-4)


@pytest.mark.shared
def test_alpha_u_over_codes_is_of_the_sums(shared):
    """Krippendorff 2004, p. 254: c 0.729, k 1.0, and 0.859 over both."""
    path = shared / "agreement" / "krippendorff2004_p254__alpha_U_per_code.json"
    data = data_of(json.loads(path.read_text()))
    assert measured("alpha-u-1995", data).value == pytest.approx(0.859, abs=5e-4)
