"""Plugins made by hand, and the entry points that name them, as an installation would."""

import types

from attrs import field, frozen

from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl


class Importer:
    summary = "reads"
    options = NoOptions

    def __init__(self, name, confidence=0.5, companions=()):
        self.name = name
        self.confidence = confidence
        self.heads = []

    def sniff(self, path, head):
        self.heads.append(head)
        if isinstance(self.confidence, Exception):
            raise self.confidence
        return self.confidence

    def read(self, path, options):
        raise RuntimeError("the reader fell over")


def hooked(hook, function):
    """A module with one hook."""
    module = types.ModuleType("a plugin")
    function.__name__ = hook
    setattr(module, hook, hookimpl(function))
    return module


def importing(*importers):
    """A module that gives importers."""
    return hooked("qualog_importers", lambda: importers)


@frozen(eq=False)
class Distribution:
    name: str = "acme"
    version: str = "1.2"


@frozen(eq=False)
class EntryPoint:
    """An entry point, and how often it was loaded."""

    name: str
    module: object
    distribution: str = "acme"
    group: str = "qualog_importers"
    loads: list = field(factory=list)

    @property
    def value(self):
        return f"{self.distribution}.{self.name}"

    @property
    def dist(self):
        return Distribution(self.distribution)

    def load(self):
        self.loads.append(self.name)
        if isinstance(self.module, Exception):
            raise self.module
        return self.module
