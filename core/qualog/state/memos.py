"""Memos, as a replay yields them."""

from attrs import frozen

from qualog.state.made import Made


@frozen
class Memo:
    """A thought about something (an id; None for the study), or about a passage of a document."""

    id: str
    text: str
    about: str | None
    start: int | None
    end: int | None
    dated: int | None
    made: Made
