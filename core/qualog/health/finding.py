"""What the check-up finds: how bad it is, in a sentence, and what to do about it."""

from typing import Literal

from attrs import frozen

from qualog.language import Sayable

Level = Literal["good", "note", "warning", "bad"]


@frozen
class Finding:
    """Something that was looked at.

    Attributes:
        level: how bad it is.
        about: what it is about, in one word for programs.
        what: what was found: whole sentences.
        todo: what to do about it; empty where nothing is to be done.
    """

    level: Level
    about: str
    what: Sayable
    todo: Sayable = ""
