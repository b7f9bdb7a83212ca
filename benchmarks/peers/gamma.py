"""The peer that aligns spans: pygamma-agreement."""

import logging

import numpy as np
from serve import Act, serve


def aligned(rows: np.ndarray) -> Act:
    text, difference = _continuum(rows), _difference()
    return lambda: text.get_best_alignment(difference).disorder


def gamma(rows: np.ndarray) -> Act:
    from pygamma_agreement import StatisticalContinuumSampler

    text, difference = _continuum(rows), _difference()

    def act() -> float:
        np.random.seed(1)
        sampler = StatisticalContinuumSampler()
        return text.compute_gamma(difference, n_samples=30, sampler=sampler).gamma

    return act


def _continuum(rows: np.ndarray):
    """Take rows of coder, start, end, code."""
    from pyannote.core import Segment
    from pygamma_agreement import Continuum

    text = Continuum()
    for coder, start, end, code in rows.tolist():
        text.add(str(coder), Segment(start, end), str(code))
    return text


def _difference():
    from pygamma_agreement import CombinedCategoricalDissimilarity

    return CombinedCategoricalDissimilarity(alpha=1.0, beta=1.0, delta_empty=1.0)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    aligned(np.array([[0, 1, 5, 0], [1, 2, 6, 0]]))()  # compiles what it needs
    serve({"pygamma-agreement, best alignment": aligned, "pygamma-agreement, gamma": gamma})
