"""gamma: what we hand to pygamma-agreement, and what we make of its answer.

The values themselves are in test_reference_spans.py, and need pygamma-agreement.
"""

import importlib.machinery
import sys
import types
from typing import ClassVar

import numpy as np
import pytest
from tests.plugins.agreement.continua import continuum, measured, measures

from qualog_plugins.agreement.spans import gamma

TEXTS = continuum(
    (20, {"a": [(0, 5, "x"), (3, 9, "y")], "b": [(1, 5, "x"), (7, 9, "y")]}),
    (30, {"a": [(0, 30, "x")]}),
    (30, {"a": [(2, 4, "y")], "b": []}),
)


class Alignment:
    def __init__(self, disorder):
        self.disorder = disorder

    def gamma_k_disorder(self, difference, category):
        assert category is None
        return self.disorder / 10


class Difference:
    def __init__(self, **weights):
        self.weights = weights


class Sampler:
    pass


class Text:
    """Takes spans as pygamma's continuum does, and finds as much disorder as it has coders."""

    made: ClassVar[list["Text"]] = []

    def __init__(self):
        self.coders, self.spans = [], []
        Text.made.append(self)

    def add_annotator(self, coder):
        self.coders.append(coder)

    def add(self, coder, segment, code):
        self.spans.append((coder, segment, code))

    def compute_gamma(self, difference, *, n_samples, precision_level, sampler):
        self.asked = difference.weights, n_samples, precision_level, type(sampler)
        return types.SimpleNamespace(
            best_alignment=Alignment(len(self.spans)),
            chance_alignments=[Alignment(6), Alignment(10)],
            observed_disorder=len(self.spans),
            expected_disorder=8,
        )


@pytest.fixture(autouse=True)
def _nothing_remembered():
    yield
    gamma._disorders.cache_clear()
    gamma._difference.cache_clear()


@pytest.fixture
def stand_in(monkeypatch):
    Text.made = []
    offered = {
        "Continuum": Text,
        "CombinedCategoricalDissimilarity": Difference,
        "StatisticalContinuumSampler": Sampler,
        "ShuffleContinuumSampler": type("Shuffle", (Sampler,), {}),
    }
    pyannote = {"Segment": lambda start, end: (start, end)}
    for name, contents in (
        ("pygamma_agreement", offered),
        ("pyannote", {}),
        ("pyannote.core", pyannote),
        ("cvxopt", {}),
        ("cvxopt.glpk", {"options": {}}),
    ):
        module = types.ModuleType(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        module.__dict__.update(contents)
        monkeypatch.setitem(sys.modules, name, module)


def test_each_document_is_aligned_by_itself_with_those_who_judged_it(stand_in):
    found = measured("gamma", TEXTS, alpha=3.0, precision=0.05)
    first, last = Text.made
    assert first.coders == last.coders == ["0", "1"]
    assert first.spans == [
        ("0", (0, 5), "0"),
        ("0", (3, 9), "1"),
        ("1", (1, 5), "0"),
        ("1", (7, 9), "1"),
    ]
    assert [end - start for _, (start, end), _ in last.spans] == [2]
    weights = {"alpha": 3.0, "beta": 1.0, "delta_empty": 1.0}
    assert first.asked == (weights, 30, 0.05, Sampler)
    # Two spans a coder with a disorder of 4, and half a span with 1.
    assert found.observed_disagreement == pytest.approx((2 * 4 + 0.5 * 1) / 2.5)
    assert found.expected_disagreement == pytest.approx(8)
    assert found.value == pytest.approx(1 - 3.4 / 8)
    assert ("precision", "0.05") in found.settings


def test_the_solver_is_told_to_keep_its_words_to_itself(stand_in):
    measured("gamma", TEXTS)
    assert sys.modules["cvxopt.glpk"].options == {"msg_lev": "GLP_MSG_OFF"}


def test_gamma_cat_is_of_the_codes_of_aligned_spans(stand_in):
    found = measured("gamma", TEXTS, of="codes", sampler="shuffle")
    assert found.measure == "gamma-cat"
    assert found.value == pytest.approx(1 - 0.34 / 0.8)
    assert Text.made[0].asked[3].__name__ == "Shuffle"


def test_documents_drawn_anew_are_not_aligned_anew(stand_in):
    measured("gamma", TEXTS)
    measure = measures()["gamma"]
    weights = np.array([[1, 0, 0], [0, 0, 2], [1, 5, 1], [0, 1, 0]])
    found = measure.coefficients(TEXTS, weights, measure.options()).value
    assert len(Text.made) == 2
    assert found[:3] == pytest.approx([0.5, 1 - 1 / 8, 1 - 3.4 / 8])
    assert np.isnan(found[3])


def test_numpy_s_common_random_numbers_are_left_as_they_were(stand_in):
    np.random.seed(7)
    expected = np.random.random()
    np.random.seed(7)
    measured("gamma", TEXTS)
    assert np.random.random() == expected


def test_undefined_says_why(stand_in):
    nothing = continuum((20, {"a": [], "b": []}))
    assert "Nobody marked" in str(measured("gamma", nothing).undefined)
    assert "Fewer than two" in str(measured("gamma", continuum((20, {"a": []}))).undefined)


def test_where_pygamma_is_missing_gamma_says_what_to_install(monkeypatch):
    monkeypatch.setattr("qualog_plugins.agreement.spans.gamma.find_spec", lambda name: None)
    found = measured("gamma", TEXTS)
    assert found.value is None
    assert "pip install 'qualog[gamma]'" in str(found.undefined)
    measure = measures()["gamma"]
    weights = TEXTS.weights[None]
    assert np.isnan(measure.coefficients(TEXTS, weights, measure.options()).value).all()


@pytest.mark.gamma
def test_gamma_is_the_same_again_with_the_same_seed():
    one, again = (measured("gamma", TEXTS, seed=3) for _ in range(2))
    assert one.value is not None
    assert one == again
