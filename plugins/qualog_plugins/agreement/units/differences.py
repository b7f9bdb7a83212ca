"""How different two categories are: 0 for the same, and for most kinds of difference at most 1.

Sets of codes are compared by what they have in common; a word or a number is compared as the
set of itself. Two empty sets are the same, and an empty set has nothing in common with any
other. Papers differ in which name they give to which formula, so the formulas are given here.
"""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from qualog.language import Sayable, message

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats

OF_SETS = ("jaccard", "dice", "masi", "passonneau", "overlap")


def between_sets(categories: Sequence[Hashable], kind: str) -> "Floats":
    """Return the differences between sets of codes A and B, with J = |A∩B| / |A∪B|.

    jaccard: 1 - J. dice: 1 - 2|A∩B| / (|A| + |B|). masi: 1 - J * M, where M is 1 for equal
    sets, 2/3 if one contains the other, 1/3 if they have something in common, else 0
    (Passonneau 2006). passonneau: 1 - M (Passonneau 2004). overlap: 0 if they have something
    in common, else 1.
    """
    import numpy as np

    member = members(categories)
    common = member @ member.T
    size = member.sum(axis=1)
    either = size[:, None] + size[None, :]
    jaccard = common / np.maximum(either - common, 1)
    smaller = np.minimum(size[:, None], size[None, :])
    alike = np.where(common == 0, 0, np.where(common == smaller, 2 / 3, 1 / 3))
    likeness = {
        "jaccard": jaccard,
        "dice": 2 * common / np.maximum(either, 1),
        "masi": jaccard * alike,
        "passonneau": alike,
        "overlap": common > 0,
    }[kind]
    differences: Floats = 1.0 - likeness
    np.fill_diagonal(differences, 0.0)
    return differences


def members(categories: Sequence[Hashable]) -> "Floats":
    """Return which codes are in each category: 1 or 0, of shape (categories, codes)."""
    import numpy as np

    sets = [
        category if isinstance(category, frozenset) else frozenset([category])
        for category in categories
    ]
    codes = dict.fromkeys(code for category in sets for code in category)
    index = {code: i for i, code in enumerate(codes)}
    member = np.zeros((len(sets), len(index)))
    for row, category in enumerate(sets):
        member[row, [index[code] for code in category]] = 1
    return member


def between_numbers(categories: Sequence[Hashable], kind: str) -> "Floats":
    """Return the differences between numbers: interval (c - k)², ratio ((c - k) / (c + k))²."""
    import numpy as np

    numbers = np.array(categories, dtype=np.float64)
    apart = numbers[:, None] - numbers[None, :]
    if kind == "ratio":
        total = np.abs(numbers[:, None] + numbers[None, :])
        apart = np.divide(apart, total, out=np.zeros_like(apart), where=total != 0)
    return apart**2


def between_steps(categories: Sequence[Hashable], kind: str) -> "Floats":
    """Return the differences between steps of a scale, from 0 to 1 at its ends.

    linear: |i - j|, quadratic: (i - j)², both over the greatest. Numbers count as what they are,
    words by their place. ordinal: the number of pairs of ranks from i to j, over the greatest
    (Gwet 2014), whatever the numbers.
    """
    import numpy as np

    if kind == "ordinal":
        place = np.argsort(np.argsort(ranks(categories)))
        span = np.abs(place[:, None] - place[None, :]) + 1.0
        apart = span * (span - 1) / 2
    else:
        scale = ranks(categories)
        apart = np.abs(scale[:, None] - scale[None, :]) ** (1 if kind == "linear" else 2)
    greatest = apart.max(initial=0)
    steps: Floats = apart / greatest if greatest else apart
    return steps


def ranks(categories: Sequence[Hashable]) -> "Floats":
    """Return what categories are ordered by: numbers by themselves, words by their place."""
    import numpy as np

    return np.array(
        categories if are_numbers(categories) else range(len(categories)), dtype=np.float64
    )


def are_numbers(categories: Sequence[Hashable]) -> bool:
    """Return whether every category is a number."""
    return all(isinstance(category, int | float) for category in categories)


def why_without_order(categories: Sequence[Hashable]) -> Sayable | None:
    """Return a sentence on why categories are not a scale; None if they are."""
    if any(isinstance(category, frozenset) for category in categories):
        return message("Sets of codes have no order.")
    return None


def why_not_numbers(categories: Sequence[Hashable], kind: str) -> Sayable | None:
    """Return a sentence on why categories do not differ as numbers do; None if they do."""
    from qualog.reliability.data import label

    word = next((category for category in categories if not are_numbers([category])), None)
    if word is not None:
        return message(
            "The difference “{difference}” is between numbers, and “{value}” is not a number.",
            difference=kind,
            value=label(word),
        )
    if kind == "ratio" and any(number < 0 for number in categories):  # type: ignore[operator]
        return message("The difference “ratio” is between numbers from 0 up.")
    return None
