"""The peers that compare units: krippendorff, scikit-learn, statsmodels and nltk."""

from functools import partial

import numpy as np
from serve import Act, serve


def krippendorff_alpha(values: np.ndarray, level: str) -> Act:
    import krippendorff

    ratings = np.where(values < 0, np.nan, values).T
    return lambda: krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)


def krippendorff_resample(values: np.ndarray) -> Act:
    import krippendorff

    chance, ratings = np.random.default_rng(1), values.T.astype(float)

    def act() -> float:
        drawn = ratings[:, chance.integers(0, len(values), len(values))]
        return krippendorff.alpha(reliability_data=drawn, level_of_measurement="nominal")

    return act


def sklearn_kappa(values: np.ndarray, weights: str | None) -> Act:
    from sklearn.metrics import cohen_kappa_score

    one, other = values.T.copy()
    return lambda: cohen_kappa_score(one, other, weights=weights)


def statsmodels_kappa(values: np.ndarray) -> Act:
    from statsmodels.stats.inter_rater import cohens_kappa, to_table

    return lambda: cohens_kappa(to_table(values)[0], return_results=False)


def statsmodels_fleiss(values: np.ndarray) -> Act:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    return lambda: fleiss_kappa(aggregate_raters(values)[0])


def nltk_task(values: np.ndarray, coefficient: str) -> Act:
    from nltk.metrics.agreement import AnnotationTask

    rows = _rows(values.tolist())
    return lambda: getattr(AnnotationTask(rows), coefficient)()


def nltk_alpha_of_sets(values: np.ndarray, distance: str) -> Act:
    from nltk.metrics import distance as distances
    from nltk.metrics.agreement import AnnotationTask

    sets = [[frozenset(i for i in range(8) if bits >> i & 1) for bits in row] for row in values]
    rows, differ = _rows(sets), getattr(distances, distance)
    return lambda: AnnotationTask(rows, distance=differ).alpha()


def _rows(values: list) -> list[tuple[str, int, object]]:
    return [
        (f"c{c}", unit, value) for unit, row in enumerate(values) for c, value in enumerate(row)
    ]


if __name__ == "__main__":
    serve(
        {
            "krippendorff, nominal": partial(krippendorff_alpha, level="nominal"),
            "krippendorff, ordinal": partial(krippendorff_alpha, level="ordinal"),
            "krippendorff, interval": partial(krippendorff_alpha, level="interval"),
            "krippendorff, a resample": krippendorff_resample,
            "scikit-learn": partial(sklearn_kappa, weights=None),
            "scikit-learn, linear": partial(sklearn_kappa, weights="linear"),
            "scikit-learn, quadratic": partial(sklearn_kappa, weights="quadratic"),
            "statsmodels": statsmodels_kappa,
            "statsmodels, Fleiss": statsmodels_fleiss,
            "nltk, alpha": partial(nltk_task, coefficient="alpha"),
            "nltk, kappa": partial(nltk_task, coefficient="kappa"),
            "nltk, pi": partial(nltk_task, coefficient="pi"),
            "nltk, Jaccard": partial(nltk_alpha_of_sets, distance="jaccard_distance"),
            "nltk, MASI": partial(nltk_alpha_of_sets, distance="masi_distance"),
        }
    )
