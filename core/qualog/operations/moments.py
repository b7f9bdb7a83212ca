"""Operations on named points in time, which people come back to and cite."""

from collections.abc import Sequence

from qualog.decisions.project import MomentNamed
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_text
from qualog.state.project import Moment
from qualog.views.as_of import says_when


class Moments(Operations):
    """Points in time that have a name."""

    def name(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> Moment:
        """Name the present state of the study.

        Raises:
            NotAllowed: the name is taken.
            BadInput: there is none, or it says another point in time, such as “2025-03-01”.
        """
        name = require_text(name, message("A point in time needs a name."))
        if says_when(name):
            raise BadInput(
                "“{name}” by itself says a time or a decision, and would find that. "
                "Add a word: “{name}, first pass”.",
                name=name,
            )
        state = self.state
        if is_taken(name, (moment.name for moment in state.moments.values())):
            raise NotAllowed("There is already a point in time “{name}”.", name=name)
        id_ = new_id()
        self.decide(MomentNamed(moment=id_, heads=dict(state.heads), name=name), why, by)
        return self.state.moments[id_]
