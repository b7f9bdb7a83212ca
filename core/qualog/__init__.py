"""Qualog: a qualitative coding engine whose heart is an append-only log.

What this page names is the door for everybody: `Project` opens a study, `hookimpl` and
`option` make a plugin, the errors say what went wrong. All else may move.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualog.errors import (
        Ambiguous,
        BadInput,
        LogError,
        NotAllowed,
        NotFound,
        PluginError,
        QualogError,
    )
    from qualog.material import Material
    from qualog.options import option
    from qualog.plugins.hookspecs import hookimpl
    from qualog.project.project import Project
    from qualog.state import State
    from qualog.views.study import Study

__all__ = [
    "Ambiguous",
    "BadInput",
    "LogError",
    "Material",
    "NotAllowed",
    "NotFound",
    "PluginError",
    "Project",
    "QualogError",
    "State",
    "Study",
    "hookimpl",
    "option",
]

_ROOMS = {
    "Material": "material",
    "Project": "project.project",
    "State": "state",
    "Study": "views.study",
    "hookimpl": "plugins.hookspecs",
    "option": "options",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, and nothing else: `qualog --help` needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module 'qualog' has no attribute '{name}'")
    return getattr(import_module(f"qualog.{_ROOMS.get(name, 'errors')}"), name)
