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
from qualog.state.provenance import Provenance

if TYPE_CHECKING:
    from qualog.state.state import State


RegisterValue = str | int | bool | tuple[str | Holding, ...] | None
"""What one field can be given; told in full, so that a cache gives it back as it was."""


class Write(NamedTuple):
    """A value, by the names of its fields, and the decision that gave it."""

    made: Provenance
    value: dict[str, RegisterValue]


@define
class Register:
    """Every value that one matter was ever given, and those that no later one had seen.

    Both are in the order of replay, so the last that stands is the one that is shown.
    """

    writes: dict[str, Write] = field(factory=dict)
    standing: tuple[Write, ...] = ()

    def take(self, write: Write, knew: Callable[[Provenance, Provenance], bool]) -> None:
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
class SharedField:
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


CODE_NAME: Final = SharedField("code-name", "codebook.codes")
CODE_DEFINITION: Final = SharedField("code-definition", "codebook.codes")
CODE_PLACE: Final = SharedField("code-place", "codebook.codes")
CODE_STATUS: Final = SharedField("code-status", "codebook.codes")
CODING_CODE: Final = SharedField("coding-code", "every_coding")
CODING_EDGES: Final = SharedField("coding-edges", "every_coding")
THEME_NAME: Final = SharedField("theme-name", "themes")
THEME_DEFINITION: Final = SharedField("theme-definition", "themes")
THEME_PLACE: Final = SharedField("theme-place", "themes")
THEME_STATUS: Final = SharedField("theme-status", "themes")
DOCUMENT_TEXT: Final = SharedField("document-text", "documents")
DOCUMENT_NAME: Final = SharedField("document-name", "documents")
INTERVIEW: Final = SharedField("interview", "documents")
TRANSCRIPTION: Final = SharedField("transcription", "documents")
MEMO_TEXT: Final = SharedField("memo-text", "memos")
DISCUSSION_OUTCOME: Final = SharedField("discussion-outcome", "every_discussion", stamp="settled")
LINK_STATUS: Final = SharedField("link-status", "links", stamp="settled")
PARTICIPANT_NAME: Final = SharedField("participant-name", "participants")
AUTHOR_NAME: Final = SharedField("author-name", "authors")
ATTRIBUTE_NAME: Final = SharedField("attribute-name", "attributes")
ATTRIBUTE_VALUE: Final = SharedField("attribute-value", "values", stamp="made")
STUDY_NAME: Final = SharedField("study-name", None)
STUDY_AIM: Final = SharedField("study-aim", None)

SHARED_FIELDS: Final = {
    each.matter: each for each in list(globals().values()) if type(each) is SharedField
}
"""Every matter by its name."""
