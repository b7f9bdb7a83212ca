"""Entry points: the lines by which distributions name their plugins, and whose each is."""

from collections.abc import Iterable
from functools import cache
from importlib import metadata
from typing import Final, NamedTuple

from qualog.plugins.failures import PluginOrigin

ANYTHING: Final = "qualog"
"""The group of entry points that name modules with hooks of any kind: loaded for every kind."""


class Line(NamedTuple):
    """A line of a distribution's entry points, with whose it is."""

    entry_point: metadata.EntryPoint
    origin: PluginOrigin

    @property
    def module(self) -> tuple[str, str]:
        """What tells a module from those of other distributions."""
        return self.origin.distribution, self.origin.module


def lines_of(entry_points: Iterable[metadata.EntryPoint]) -> tuple[Line, ...]:
    """Return the lines that name plugins, by name."""
    lines = (
        Line(entry_point, _origin(entry_point))
        for entry_point in entry_points
        if f"{entry_point.group}_".startswith(f"{ANYTHING}_")
    )
    return tuple(sorted(lines, key=lambda line: line.origin.name))


def installed() -> Iterable[metadata.EntryPoint]:
    """Return the entry points of this installation."""
    found = metadata.entry_points()
    return (line for group in found.groups for line in found.select(group=group))


def _origin(entry_point: metadata.EntryPoint) -> PluginOrigin:
    distribution, version = _distribution(entry_point.dist)
    return PluginOrigin(entry_point.name, entry_point.value, distribution, version)


@cache
def _distribution(distribution: metadata.Distribution | None) -> tuple[str, str]:
    """Return the name and the version of a distribution; each look at them parses a file."""
    if distribution is None:
        return "unknown", "unknown"
    return distribution.name or "unknown", distribution.version or "unknown"
