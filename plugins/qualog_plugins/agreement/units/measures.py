"""The coefficients on fixed units, in the order in which they are listed."""

from qualog.plugins.hookspecs import hookimpl
from qualog.reliability.measure import AgreementMeasure
from qualog_plugins.agreement.units.brennan_prediger import BrennanPrediger
from qualog_plugins.agreement.units.cohen import Kappa, LightKappa, WeightedKappa
from qualog_plugins.agreement.units.conger import CongerKappa
from qualog_plugins.agreement.units.gwet import AC1, AC2
from qualog_plugins.agreement.units.holsti import Holsti
from qualog_plugins.agreement.units.krippendorff import Alpha
from qualog_plugins.agreement.units.percent import PercentAgreement
from qualog_plugins.agreement.units.pooled import PooledKappa
from qualog_plugins.agreement.units.scott_fleiss import FleissKappa, ScottPi


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Return the measures of units."""
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
