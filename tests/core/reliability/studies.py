"""Studies made by hand, as the door to agreement takes them."""

from qualog.ids import new_id
from qualog.log.log import Log
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog.testing.memory_store import MemoryStore
from qualog.views.as_of import NOW
from qualog.views.study import Study


def study_of(state):
    """A study in such a state, with nothing in its log."""
    return Study(state, Log(MemoryStore(new_id()), new_id(), lambda: 0), NOW)


def measured(state, measure, options=None, **selection):
    """What a measure says of a state."""
    measurement = Measurement(measure) if options is None else Measurement(measure, options)
    return agreement(compare(study_of(state), Selection(**selection)), measurement)
