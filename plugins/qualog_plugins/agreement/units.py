"""The coefficients on fixed units, in the order in which they are listed."""

from qualog.hookspecs import AgreementMeasure, hookimpl
from qualog_plugins.agreement.brennan_prediger import BrennanPrediger
from qualog_plugins.agreement.cohen import Kappa, LightKappa, WeightedKappa
from qualog_plugins.agreement.conger import CongerKappa
from qualog_plugins.agreement.gwet import AC1, AC2
from qualog_plugins.agreement.holsti import Holsti
from qualog_plugins.agreement.krippendorff import Alpha
from qualog_plugins.agreement.percent import PercentAgreement
from qualog_plugins.agreement.pooled import PooledKappa
from qualog_plugins.agreement.scott_fleiss import FleissKappa, ScottPi


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Give the measures of units."""
    return [
        PercentAgreement(),
        Holsti(),
        Kappa(),
        LightKappa(),
        WeightedKappa(),
        PooledKappa(),
        ScottPi(),
        FleissKappa(),
        CongerKappa(),
        BrennanPrediger(),
        AC1(),
        AC2(),
        Alpha(),
    ]
