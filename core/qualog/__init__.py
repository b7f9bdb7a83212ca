"""Qualog: a qualitative coding engine whose heart is an append-only log.

`Project` opens a study, `hookimpl` and `option` make a plugin, the errors say what went wrong.
What is exported here is the stable door for everybody, and listed in `qualog.face`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualog.face import *  # noqa: F403
    from qualog.face import __version__ as __version__


def __getattr__(name: str) -> object:
    """Load the face when something of it is asked for: `qualog --help` needs none of it."""
    if name == "__all__":
        return __dir__()
    if name == "__version__" or not name.startswith("_"):
        face = import_module("qualog.face")
        if hasattr(face, name):
            return getattr(face, name)
    raise AttributeError(f"module 'qualog' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(name for name in vars(import_module("qualog.face")) if not name.startswith("_"))
