"""What the tests of agreement measures share: measuring units as a plugin's user would."""

from typing import Any

from qualog.reliability.data import ReliabilityData
from qualog.reliability.result import Agreement
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.measures import qualog_agreement_measures

MEASURES: dict[str, UnitMeasure] = {each.name: each for each in qualog_agreement_measures()}


def of_units(units, width=None, **told) -> ReliabilityData:
    width = max(map(len, units), default=0) if width is None else width
    return ReliabilityData.from_units(units, coders=[f"c{i}" for i in range(width)], **told)


def measured(name: str, data: ReliabilityData, **options: Any) -> Agreement:
    measure = MEASURES[name]
    return measure.measure(data, measure.options(**options))
