"""What the doctor finds: how bad it is, in a sentence, and what to do about it."""

from typing import Literal

from attrs import frozen

Level = Literal["good", "note", "warning", "bad"]


@frozen
class Finding:
    """One plugin that was looked at: `about` what, how it is, and what to do if anything is."""

    level: Level
    about: str
    what: str
    todo: str = ""
