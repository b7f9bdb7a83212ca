"""Plugins that break: each failure is noted with whose it is, and takes nothing else down."""

import traceback
from collections.abc import Callable
from typing import TypeVar

from attrs import define, field, frozen

T = TypeVar("T")


@frozen
class PluginOrigin:
    """Where a plugin comes from: its entry point, and the distribution that has it."""

    name: str
    module: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version})"


@frozen
class PluginFailure:
    """What went wrong with a plugin: one line, and the whole traceback for its authors."""

    origin: PluginOrigin
    cause: str
    traceback: str


@define
class Failures:
    """What went wrong with plugins so far, each thing once."""

    noted: list[PluginFailure] = field(factory=list)

    def attempt(self, origin: PluginOrigin, act: Callable[[], T]) -> T | None:
        """Return what a plugin's act returns; None where it raises, which is noted."""
        try:
            return act()
        except Exception as error:
            self._note(origin, error)
            return None

    def _note(self, origin: PluginOrigin, error: Exception) -> None:
        cause = cause_of(error)
        known = {(failure.origin, failure.cause) for failure in self.noted}
        if (origin, cause) not in known:
            whole = "".join(traceback.format_exception(error))
            self.noted.append(PluginFailure(origin, cause, whole))


def cause_of(error: Exception) -> str:
    """Return an error in one line: its class, and the first line of what it says."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
