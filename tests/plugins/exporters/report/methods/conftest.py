"""The methods paragraph of a study."""

import pytest

from qualog.history.narration import narrate
from qualog.project.project import Project
from qualog_plugins.exporters.report.methods.paragraph import methods_paragraph


def methods(project):
    """Return the paragraph as it is read."""
    study = project.at()
    return str(methods_paragraph(study, list(narrate(study))))


@pytest.fixture
def empty(tmp_path):
    with Project.create(tmp_path / "empty.qualog", "Nothing yet", ["Ingrid", "Samir"]) as project:
        yield project
