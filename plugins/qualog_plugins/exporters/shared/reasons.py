"""Why something was decided, where the reason was given for several decisions at once."""

from collections.abc import Sequence

from qualog.history.narration import Narrated


def reasons(decisions: Sequence[Narrated]) -> list[str]:
    """Return the reason for each decision; empty where none was given.

    A decision without one, such as a definition that was changed when a discussion was settled,
    has the reason of those that were made together with it.
    """
    together = {
        narrated.entry.together: narrated.why
        for narrated in decisions
        if narrated.why and narrated.entry.together
    }
    return [narrated.why or together.get(narrated.entry.together) or "" for narrated in decisions]
