"""A study with all that can happen in one, and what asks its tables."""

import pytest
from tests.plugins.exporters.conftest import project

__all__ = ["project"]  # a fixture of this name


@pytest.fixture
def ask(project):
    """Return what asks the study with SQL, and returns the rows as tuples."""

    def rows(query, moment=None):
        return [tuple(row.values()) for row in project.sql(query, at=moment)]

    return rows
