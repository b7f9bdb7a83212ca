"""The hooks of a plugin: one a kind, each giving small declarative objects.

A plugin is a module named by an entry point of the group `qualog`. It implements any of
these hooks with `@hookimpl`. Listing what a hook gives must be cheap: heavy imports belong
into the methods.
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
    """Give importers: they bring documents, codebooks and codings in."""


@hookspec
def qualog_theories() -> Iterable[Path]:  # type: ignore[empty-body]
    """Give theory packs: paths of TOML files that `qualog theory adopt` finds by name."""


@hookspec
def qualog_theory_mappers() -> "Iterable[TheoryMapper]":  # type: ignore[empty-body]
    """Give theory mappers: they propose links from the coding to a theory."""


@hookspec
def qualog_agreement_measures() -> "Iterable[AgreementMeasure]":  # type: ignore[empty-body]
    """Give agreement measures."""


@hookspec
def qualog_exporters() -> "Iterable[Exporter]":  # type: ignore[empty-body]
    """Give exporters: they send results out."""


@hookspec
def qualog_stores() -> "Iterable[StoreOpener]":  # type: ignore[empty-body]
    """Give stores: they keep projects at a URL, where several people reach them."""


@hookspec
def qualog_decisions() -> Iterable[type["Decision"]]:  # type: ignore[empty-body]
    """Give decision classes of the plugin's own, under kinds that begin with its name."""


@hookspec
def qualog_commands(group: "click.Group") -> None:
    """Add commands of the plugin's own to the command line."""
