"""Holding a flawed plugin to one test of its contract, without pytest in between."""

import inspect

import pytest


def holds_not(contract, test, told, **fixtures):
    """Check that a test of a contract fails, and says why in these words."""
    method = getattr(contract, test)
    wanted = inspect.signature(method).parameters
    given = {name: value for name, value in fixtures.items() if name in wanted}
    with pytest.raises(Exception, match=told) as raised:
        method(**given)
    assert not isinstance(raised.value, TypeError), "the test was not asked for rightly"
