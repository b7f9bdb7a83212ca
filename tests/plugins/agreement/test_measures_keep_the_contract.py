"""Every shipped measure keeps the contract that a third party's is held to."""

import pytest
from tests.plugins.agreement.continua import continuum

from qualog.plugins.registry import installed_plugins
from qualog.testing.measures import MeasureContract, Reference

MEASURES = {each.name: each.plugin for each in installed_plugins().measures()}
HAND = "by hand"
T, P = "trust", "power"

# Eight units of ten alike, both categories as frequent: Po = 0.8, Pe = 0.5.
TEN = [[T, T]] * 4 + [[P, P]] * 4 + [[T, P], [P, T]]
STEPS = [[(T, P).index(value) + 1 for value in row] for row in TEN]
OF_TEN = {
    "ac1": 0.6,
    "alpha": 1 - 0.2 / (200 / 380),
    "brennan-prediger": 0.6,
    "conger": 0.6,
    "fleiss": 0.6,
    "holsti": 0.8,
    "kappa": 0.6,
    "light": 0.6,
    "percent": 0.8,
    "pi": 0.6,
    "pooled-kappa": 0.6,
}
OF_STEPS = {"ac2": 0.6, "weighted-kappa": 0.6}
HALF = continuum((20, {"Ann": [(0, 10, T), (10, 20, P)], "Bo": [(0, 10, T), (10, 19, P)]}))
OF_HALF = {"iou": 19 / 20, "span-f1": 0.5}
ALIKE = continuum((20, {name: [(2, 9, T), (9, 15, P), (17, 20, T)] for name in ("Ann", "Bo")}))
ERRORS = ("pk", "window-diff")
MAY_FALL_BELOW = ("ac2", "alpha-u-1995", "conger", "fleiss", "gamma")
SHARES = ("boundary-similarity", "holsti", "iou", "percent", "pk", "span-f1", "window-diff")
DEFINED_WITHOUT_VARIATION = ("alpha-u-1995", "gamma", "ac1", "ac2", "brennan-prediger", *SHARES)


def filled(name):
    """What the contract is told of a measure, as its author would tell it."""
    perfect = 0 if name in ERRORS else 1
    told = {
        "perfect": perfect,
        "constant": perfect if name in DEFINED_WITHOUT_VARIATION else None,
        "lowest": None if name in MAY_FALL_BELOW else 0 if name in SHARES else -1,
        "most_coders": 2 if name in ("pi", "pooled-kappa") else 4,
        "typed": {"ku-alpha": {"code": T}, "gamma": {"samples": "2"}}.get(name, {}),
    }
    if name in OF_TEN:
        references = Reference(TEN, OF_TEN[name], HAND)
    elif name in OF_STEPS:
        references = Reference(STEPS, OF_STEPS[name], HAND)
        told["categories"] = (1, 2, 3)
    elif name in OF_HALF:
        references = Reference(HALF, OF_HALF[name], HAND)
    else:
        references = Reference(ALIKE, perfect, "by definition", told["typed"])
    return {**told, "references": (references,)}


# gamma draws chance at random and is slow, so it is not tried on any data, but on a few.
NOT_OF_GAMMA = dict.fromkeys(
    (
        "test_any_data",
        "test_the_order_of_units_does_not_matter",
        "test_the_names_and_order_of_coders_do_not_matter",
        "test_the_names_of_codes_do_not_matter",
        "test_many_weightings_at_once",
    )
)

for name, measure in MEASURES.items():
    without = NOT_OF_GAMMA if name == "gamma" else {}
    kept = type(name, (MeasureContract,), {"measure": measure, **filled(name), **without})
    if name == "gamma":
        kept = pytest.mark.gamma(kept)
    globals()[f"Test{name.title().replace('-', '')}"] = kept
