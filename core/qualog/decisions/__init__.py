"""Decisions: the vocabulary of the log, a class for each kind and a file for each subject."""

from importlib import import_module
from pkgutil import iter_modules

from qualog.decisions.base import (
    ERASED,
    Decision,
    Erased,
    Upcaster,
    Work,
    decision,
    ids_in,
    is_of_a_plugin,
    kind_of,
    kinds_held_back,
    kinds_where,
    known_kinds,
    on_unknown_kind,
    register_kind,
    sealed_fields,
    upcast_steps,
    upcaster,
    words,
)

# Every file here is imported, so that its kinds are known without a list of them.
for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = [
    "ERASED",
    "Decision",
    "Erased",
    "Upcaster",
    "Work",
    "decision",
    "ids_in",
    "is_of_a_plugin",
    "kind_of",
    "kinds_held_back",
    "kinds_where",
    "known_kinds",
    "on_unknown_kind",
    "register_kind",
    "sealed_fields",
    "upcast_steps",
    "upcaster",
    "words",
]
