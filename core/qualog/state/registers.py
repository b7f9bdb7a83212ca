"""What authors share of a thing, and may decide apart: its name, its place, its standing.

Each such matter is a multi-value register. A decision takes the place of the values that its
author had seen; values that were decided without knowing of each other all stand, and the
last in the order of replay is shown.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import define, evolve, field, frozen

from qualog.decisions.discussions import Holding
from qualog.state.provenance import Made

if TYPE_CHECKING:
    from qualog.state.state import State


Value = str | int | bool | tuple[str | Holding, ...] | None
"""What one field can be given; told in full, so that a cache gives it back as it was."""


class Write(NamedTuple):
    """A value, by the names of its fields, and the decision that gave it."""

    made: Made
    value: dict[str, Value]


@define
class Register:
    """Every value that one matter was ever given, and those that no later one had seen.

    Both are in the order of replay, so the last that stands is the one that is shown.
    """

    writes: dict[str, Write] = field(factory=dict)
    standing: tuple[Write, ...] = ()

    def take(self, write: Write, knew: Callable[[Made, Made], bool]) -> None:
        """Let a value stand, and those fall that it was decided in knowledge of."""
        self.writes[write.made.decision] = write
        unseen = (each for each in self.standing if not knew(write.made, each.made))
        self.standing = (*unseen, write)

    def disputed(self) -> list[Write]:
        """Give the different values that stand, each as decided last; none if there is but one."""
        found: list[Write] = []
        for write in reversed(self.standing):
            if all(write.value != other.value for other in found):
                found.insert(0, write)
        return found if len(found) > 1 else []


@frozen
class Shared:
    """One matter, such as the names of codes.

    `things` is where the state keeps the things that have it; None for the study itself.
    `stamp` is the field that says which decision gave the value.
    """

    matter: str
    things: str | None
    stamp: str | None = None

    def is_there(self, state: "State", about: str) -> bool:
        """Say whether the thing is in the study."""
        return self.things is None or about in attrgetter(self.things)(state)

    def show(self, state: "State", about: str, write: Write) -> None:
        """Let the thing have a value."""
        if self.things is None:
            for name, each in write.value.items():
                setattr(state, name, each)
            return
        things = attrgetter(self.things)(state)
        thing = things[about]
        value = write.value | ({self.stamp: write.made} if self.stamp else {})
        is_tuple = isinstance(thing, tuple)
        things[about] = thing._replace(**value) if is_tuple else evolve(thing, **value)


CODE_NAME: Final = Shared("code-name", "codebook.codes")
CODE_DEFINITION: Final = Shared("code-definition", "codebook.codes")
CODE_PLACE: Final = Shared("code-place", "codebook.codes")
CODE_STATUS: Final = Shared("code-status", "codebook.codes")
CODING_CODE: Final = Shared("coding-code", "every_coding")
CODING_EDGES: Final = Shared("coding-edges", "every_coding")
THEME_NAME: Final = Shared("theme-name", "themes")
THEME_DEFINITION: Final = Shared("theme-definition", "themes")
THEME_PLACE: Final = Shared("theme-place", "themes")
THEME_STATUS: Final = Shared("theme-status", "themes")
DOCUMENT_TEXT: Final = Shared("document-text", "documents")
DOCUMENT_NAME: Final = Shared("document-name", "documents")
INTERVIEW: Final = Shared("interview", "documents")
TRANSCRIPTION: Final = Shared("transcription", "documents")
MEMO_TEXT: Final = Shared("memo-text", "memos")
DISCUSSION_OUTCOME: Final = Shared("discussion-outcome", "every_discussion", stamp="settled")
LINK_STATUS: Final = Shared("link-status", "links", stamp="settled")
PARTICIPANT_NAME: Final = Shared("participant-name", "participants")
AUTHOR_NAME: Final = Shared("author-name", "authors")
ATTRIBUTE_NAME: Final = Shared("attribute-name", "attributes")
ATTRIBUTE_VALUE: Final = Shared("attribute-value", "values", stamp="made")
STUDY_NAME: Final = Shared("study-name", None)
STUDY_AIM: Final = Shared("study-aim", None)

SHARED: Final = {each.matter: each for each in list(globals().values()) if type(each) is Shared}
"""Every matter by its name."""
