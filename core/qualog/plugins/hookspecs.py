"""The hooks of a plugin: one for each kind of thing that a plugin can give.

A plugin is a module that implements any of these hooks with `@hookimpl`. A line of its
distribution's `pyproject.toml` names it: the group of the entry point is the name of the hook, and
the entry point's name is the name of what the hook gives. So only what is asked for is loaded. What
a hook returns must be cheap to make: heavy imports belong in the methods.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from qualog.decisions import Decision
    from qualog.plugins.protocols import Exporter, Importer, StoreOpener, TheoryMapper
    from qualog.reliability.measure import AgreementMeasure

hookspec = pluggy.HookspecMarker("qualog")
hookimpl = pluggy.HookimplMarker("qualog")


@hookspec
def qualog_importers() -> "Iterable[Importer]":  # type: ignore[empty-body]
    """Return importers, which read files: documents, codebooks and codings."""


@hookspec
def qualog_theories() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return theory packs: paths of TOML files that `qualog theory adopt` finds by name."""


@hookspec
def qualog_theory_mappers() -> "Iterable[TheoryMapper]":  # type: ignore[empty-body]
    """Return theory mappers, which propose links from the coding to a theory."""


@hookspec
def qualog_agreement_measures() -> "Iterable[AgreementMeasure]":  # type: ignore[empty-body]
    """Return measures of agreement."""


@hookspec
def qualog_exporters() -> "Iterable[Exporter]":  # type: ignore[empty-body]
    """Return exporters, which write results to files."""


@hookspec
def qualog_stores() -> "Iterable[StoreOpener]":  # type: ignore[empty-body]
    """Return stores, which keep projects at a URL, where several people reach them."""


@hookspec
def qualog_decisions() -> Iterable[type["Decision"]]:  # type: ignore[empty-body]
    """Return decision classes of the plugin's own.

    Their kinds begin with the name of the entry point or the distribution, and a full stop.
    """


@hookspec
def qualog_commands(group: "click.Group") -> None:
    """Add commands of the plugin's own to the command line.

    One whose name is taken is called by its whole name, `distribution:name`.
    """
