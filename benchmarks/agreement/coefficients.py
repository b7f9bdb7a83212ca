"""Every coefficient of units that a peer has too."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

from benchmarks.agreement.samples import CATEGORIES, SETS, sets, units
from benchmarks.agreement.side_by_side import Peer, beside
from benchmarks.peers import Peers
from benchmarks.table import Row
from qualog.plugins.registry import installed_plugins
from qualog.reliability.data import ReliabilityData


@frozen
class Work:
    """A coefficient, and what of `peers/units.py` is the same."""

    title: str
    measure: str
    peers: tuple[str, ...]
    options: Mapping[str, str] = field(factory=dict)
    coders: int = 2
    missing: float = 0.0


WORKS = (
    Work("alpha, nominal", "alpha", ("krippendorff, nominal", "nltk, alpha")),
    Work("alpha, ordinal", "alpha", ("krippendorff, ordinal",), {"difference": "ordinal"}),
    Work("alpha, interval", "alpha", ("krippendorff, interval",), {"difference": "interval"}),
    Work("alpha, a tenth missing", "alpha", ("krippendorff, nominal",), coders=4, missing=0.1),
    Work("Cohen's kappa", "kappa", ("scikit-learn", "statsmodels", "nltk, kappa")),
    Work("weighted kappa, linear", "weighted-kappa", ("scikit-learn, linear",)),
    Work(
        "weighted kappa, quadratic",
        "weighted-kappa",
        ("scikit-learn, quadratic",),
        {"weights": "quadratic"},
    ),
    Work("Fleiss' kappa", "fleiss", ("statsmodels, Fleiss",), coders=4),
    Work("Scott's pi", "pi", ("nltk, pi",)),
)
OF_SETS = (
    Work("alpha of sets, Jaccard", "alpha", ("nltk, Jaccard",), {"difference": "jaccard"}),
    Work("alpha of sets, MASI", "alpha", ("nltk, MASI",), {"difference": "masi"}),
)


def measure_named(name: str) -> Any:
    """Return one of the installed measures."""
    return installed_plugins().measures().named(name).plugin


def of_units(peers: Peers, count: int, rounds: int) -> Iterator[Row]:
    """Measure every coefficient of units beside each of its peers."""
    for work in WORKS:
        values = units(count, work.coders, missing=work.missing)
        for name in work.peers:
            yield _row(peers, Peer("units", name), work, values, range(CATEGORIES), rounds)


def of_sets(peers: Peers, count: int, rounds: int) -> Iterator[Row]:
    """Measure alpha of sets of codes beside its peer."""
    values = sets(count, 2)
    for work in OF_SETS:
        for name in work.peers:
            yield _row(peers, Peer("units", name), work, values, SETS, rounds)


def _row(
    peers: Peers,
    peer: Peer,
    work: Work,
    values: np.ndarray,
    categories: Sequence[Hashable],
    rounds: int,
) -> Row:
    measure = measure_named(work.measure)
    options = measure.options(**work.options)

    def ours() -> float:
        data = ReliabilityData.from_codes(values, categories=categories)
        return measure.measure(data, options).value

    title = f"{work.title}: {len(values):,} units, {work.coders} coders"
    return beside(peers, peer, title, ours, values, rounds)
