"""Appliers: what each decision does to the state, a file for each subject."""

from importlib import import_module
from pkgutil import iter_modules

# Every file here is imported, so that its appliers are known without a list of them.
for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
