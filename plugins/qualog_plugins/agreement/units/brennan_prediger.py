"""Brennan and Prediger's kappa: chance is 1 over the number of declared categories."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qualog_plugins.agreement.units.over_units import OverDeclared

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData


class BrennanPrediger(OverDeclared):
    """Brennan and Prediger's kappa: (Po - 1/K) / (1 - 1/K), K the number of categories.

    All categories that could have been used count, used or not. Of two coders it is Bennett's
    S, of more Randolph's free-marginal kappa.
    """

    name = "brennan-prediger"
    title = "Brennan-Prediger kappa"
    summary = "Agreement beyond that of coders who choose categories at random, all equally likely."
    source = (
        "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and "
        "alternatives. Educational and Psychological Measurement, 41(3), 687-699. Bennett, "
        "E. M., Alpert, R., & Goldstein, A. C. (1954). Communications through limited response "
        "questioning. Public Opinion Quarterly, 18(3), 303-308."
    )
    range = "-1/(K-1) to 1; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently; all declared categories equally likely."
    )

    def expected(self, data: "ReliabilityData", options: Any) -> "Callable[[Floats], Floats]":
        """Return 1 - 1/K."""
        import numpy as np

        categories = len(data.categories)
        return lambda weights: np.full(len(weights), (categories - 1) / categories)

    def expected_by_unit(self, data: "ReliabilityData", options: Any) -> "Floats":
        """Return 0: what is declared does not depend on any unit."""
        import numpy as np

        return np.zeros(len(data.values))
