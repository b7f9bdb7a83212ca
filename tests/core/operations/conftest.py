"""What the tests of operations share."""

import pytest

from qualog.errors import QualogError


@pytest.fixture
def refused(project):
    """Check that an operation is refused with these words, and that nothing was decided."""

    def check(words, operation, *arguments, **how):
        before = project.state.decisions
        with pytest.raises(QualogError, match=words) as error:
            operation(*arguments, **how)
        assert project.state.decisions == before
        return error.value

    return check


@pytest.fixture
def last(project):
    """The last entry of the log, and its words."""

    def entry():
        found = list(project.log.store.entries())[-1]
        return found, project.log.words(found)

    return entry
