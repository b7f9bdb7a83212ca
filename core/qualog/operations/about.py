"""Operations on the study as a whole: what it is called, and what it asks."""

from collections.abc import Sequence

from qualog.decisions.project import ProjectDescribed, ProjectRenamed
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import require_text


class About(Operations):
    """The study's name and aim."""

    def rename(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Rename the study."""
        name = require_text(name, message("A study needs a name."))
        return self.decide(ProjectRenamed(name=name), why, by)

    def describe(self, aim: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Record the aim of the study and its method."""
        aim = require_text(aim, message("What does the study ask? Its aim cannot be empty."))
        return self.decide(ProjectDescribed(aim=aim), why, by)
