"""Plugins that break: each failure is noted with whose it is, and takes nothing else down.

Whatever a plugin raises is caught, `SystemExit` too; only Ctrl-C is the user's own.
"""

import traceback
from collections.abc import Callable
from typing import Final, TypeVar

from attrs import define, field, frozen

from qualog.errors import QualogError, WrongAnswer

T = TypeVar("T")

QUALOG: Final = "qualog"
"""The distribution of Qualog itself, which has the shipped plugins."""


@frozen
class PluginOrigin:
    """Where a plugin comes from: its entry point, and the distribution that has it."""

    name: str
    module: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version})"

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with Qualog."""
        return self.distribution == QUALOG


@frozen
class PluginFailure:
    """What went wrong with a plugin: one line, and the whole traceback for its authors.

    `lost` says whether the plugin gives nothing because of it, or is asked nothing any more.
    """

    origin: PluginOrigin
    cause: str
    traceback: str
    lost: bool = False


@define
class Failures:
    """What went wrong with plugins so far, each thing once.

    `silenced` are the plugins, by full name, that are asked no more, with what is wrong.
    """

    noted: list[PluginFailure] = field(factory=list)
    silenced: dict[str, PluginFailure] = field(factory=dict)

    def tried(
        self, act: Callable[[], T], *origins: PluginOrigin, lost: bool = False
    ) -> T | PluginFailure:
        """Return what a plugin's act returns; where it raises, what is noted of it.

        Args:
            act: calls the plugin.
            origins: the entry points that it is noted of, one or more.
            lost: whether they give nothing if it fails.
        """
        try:
            return act()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            noted = [self.note(error, origin, lost=lost) for origin in origins]
            return noted[0]

    def attempt(self, act: Callable[[], T], *origins: PluginOrigin, lost: bool = False) -> T | None:
        """Return what a plugin's act returns; None where it raises, which is noted."""
        found = self.tried(act, *origins, lost=lost)
        return None if isinstance(found, PluginFailure) else found

    def note(
        self, error: BaseException, origin: PluginOrigin, *, lost: bool = False
    ) -> PluginFailure:
        """Note what a plugin raised; return it as it is noted.

        Whoever gives a wrong answer once is lost: it would do so again.
        """
        cause, lost = cause_of(error), lost or isinstance(error, WrongAnswer)
        for known in self.noted:
            if (known.origin, known.cause, known.lost) == (origin, cause, lost):
                return known
        whole = "".join(traceback.format_exception(error))
        self.noted.append(PluginFailure(origin, cause, whole, lost))
        return self.noted[-1]


def cause_of(error: BaseException) -> str:
    """Return an error in one line: its class, and the first line of what it says.

    What Qualog itself says of a plugin is a sentence already.
    """
    said = _said(error)
    if isinstance(error, QualogError):
        return said
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _said(error: BaseException) -> str:
    try:
        return next(iter(str(error).splitlines()), "")
    except Exception:  # its own text is broken, too
        return ""
