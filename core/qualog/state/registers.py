"""What authors share of a thing, and may decide apart: its name, its place, its status.

Each such field is a multi-value register. A decision takes the place of the values that its
author had seen; values that were decided without knowing of each other are all current, and the
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
"""What a field can be given; the types are spelled out so that a cache gives it back as it was."""


class Write(NamedTuple):
    """A value, by the names of the attributes that it sets, and the decision that gave it."""

    made: Provenance
    value: dict[str, RegisterValue]


@define
class Register:
    """Every value that one field was ever given, and those that no later one had seen.

    Both are in the order of replay, so the last that is current is the one that is shown.
    """

    writes: dict[str, Write] = field(factory=dict)
    current: tuple[Write, ...] = ()

    def take(self, write: Write, knew: Callable[[Provenance, Provenance], bool]) -> None:
        """Make a value current, in place of those that it was decided in knowledge of."""
        self.writes[write.made.decision] = write
        unseen = (other for other in self.current if not knew(write.made, other.made))
        self.current = (*unseen, write)

    def disputed(self) -> list[Write]:
        """Return the different current values, each as decided last; none if there is but one."""
        found: list[Write] = []
        for write in reversed(self.current):
            if all(write.value != other.value for other in found):
                found.insert(0, write)
        return found if len(found) > 1 else []


@frozen
class SharedField:
    """One field that authors share, such as the names of codes.

    Attributes:
        name: what it is called in the log.
        things: where the state keeps the things that have it; None for the study itself.
        stamp: the attribute that says which decision gave the value; None where none does.
        title: what the field is called in a question, where the thing cannot be called by name
            because that is what is in question; empty where it can.
    """

    name: str
    things: str | None
    stamp: str | None = None
    title: str = ""

    def is_there(self, state: "State", about: str) -> bool:
        """Return whether the thing is in the study."""
        return self.things is None or about in attrgetter(self.things)(state)

    def show(self, state: "State", about: str, write: Write) -> None:
        """Set the attributes of the thing to a value."""
        if self.things is None:
            for name, value in write.value.items():
                setattr(state, name, value)
            return
        things = attrgetter(self.things)(state)
        thing = things[about]
        values = write.value | ({self.stamp: write.made} if self.stamp else {})
        is_tuple = isinstance(thing, tuple)
        things[about] = thing._replace(**values) if is_tuple else evolve(thing, **values)


CODE_NAME: Final = SharedField("code-name", "codebook.codes", title="the name of a code")
CODE_DEFINITION: Final = SharedField("code-definition", "codebook.codes")
CODE_PLACE: Final = SharedField("code-place", "codebook.codes")
CODE_STATUS: Final = SharedField("code-status", "codebook.codes")
CODING_CODE: Final = SharedField("coding-code", "every_coding")
CODING_EDGES: Final = SharedField("coding-edges", "every_coding")
THEME_NAME: Final = SharedField("theme-name", "themes", title="the name of a theme")
THEME_DEFINITION: Final = SharedField("theme-definition", "themes")
THEME_PLACE: Final = SharedField("theme-place", "themes")
THEME_STATUS: Final = SharedField("theme-status", "themes")
DOCUMENT_TEXT: Final = SharedField("document-text", "documents")
DOCUMENT_NAME: Final = SharedField("document-name", "documents", title="the name of a document")
INTERVIEW: Final = SharedField("interview", "documents")
TRANSCRIPTION: Final = SharedField("transcription", "documents")
MEMO_TEXT: Final = SharedField("memo-text", "memos", title="the wording of a memo")
DISCUSSION_OUTCOME: Final = SharedField("discussion-outcome", "every_discussion", stamp="settled")
LINK_STATUS: Final = SharedField("link-status", "links", stamp="settled")
PARTICIPANT_NAME: Final = SharedField(
    "participant-name", "participants", title="the pseudonym of a participant"
)
AUTHOR_NAME: Final = SharedField("author-name", "authors", title="the name of an author")
ATTRIBUTE_NAME: Final = SharedField(
    "attribute-name", "attributes", title="the name of an attribute"
)
ATTRIBUTE_VALUE: Final = SharedField("attribute-value", "values", stamp="made")
STUDY_NAME: Final = SharedField("study-name", None, title="the name of the study")
STUDY_AIM: Final = SharedField("study-aim", None)

SHARED_FIELDS: Final = {
    shared.name: shared for shared in list(globals().values()) if type(shared) is SharedField
}
"""Every field by its name."""
