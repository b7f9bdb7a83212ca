"""The kinds of plugins: the hook that gives each kind, and what is said where a name finds none."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from qualog.errors import WrongAnswer
from qualog.plugins.answers import shown
from qualog.plugins.gathering import require_promised
from qualog.plugins.protocols import Exporter, Importer, StoreOpener, TheoryMapper
from qualog.reliability.measure import AgreementMeasure
from qualog.views.nouns import Noun

T = TypeVar("T")


def _name(plugin: Any) -> str:
    return str(plugin.name)


def _path(thing: Any) -> None:
    if not isinstance(thing, Path):
        raise WrongAnswer("qualog_theories returned {found}, and not a path", found=shown(thing))


class Kind(NamedTuple, Generic[T]):
    """A kind of plugin.

    Attributes:
        hook: the hook that gives plugins of this kind, and the group of the entry points that
            name the modules with that hook. One word for both: there is nothing to look up.
        noun: what is said where nothing of this kind has the name that is wanted.
        check: a function that raises `WrongAnswer` for what is not of this kind.
        name: a function that returns what a plugin of this kind is called.
    """

    hook: str
    noun: Noun
    check: Callable[[Any], None]
    name: Callable[[T], str] = _name


IMPORTERS: Final = Kind[Importer](
    "qualog_importers",
    Noun(
        "There is no importer “{name}”.",
        "The importers are: {names}.",
        "No importer is installed.",
        "Several plugins have an importer “{name}”. Name one of them as {names}.",
    ),
    partial(require_promised, "qualog_importers", Importer),
)
EXPORTERS: Final = Kind[Exporter](
    "qualog_exporters",
    Noun(
        "There is no export format “{name}”.",
        "The formats are: {names}.",
        "No exporter is installed.",
        "Several plugins have an export format “{name}”. Name one of them as {names}.",
    ),
    partial(require_promised, "qualog_exporters", Exporter),
)
MEASURES: Final = Kind[AgreementMeasure](
    "qualog_agreement_measures",
    Noun(
        "There is no measure “{name}”.",
        "The measures are: {names}.",
        "No measure of agreement is installed.",
        "Several plugins have a measure “{name}”. Name one of them as {names}.",
    ),
    partial(require_promised, "qualog_agreement_measures", AgreementMeasure),
)
MAPPERS: Final = Kind[TheoryMapper](
    "qualog_theory_mappers",
    Noun(
        "There is no theory mapper “{name}”.",
        "The theory mappers are: {names}.",
        "No theory mapper is installed.",
        "Several plugins have a theory mapper “{name}”. Name one of them as {names}.",
    ),
    partial(require_promised, "qualog_theory_mappers", TheoryMapper),
)
THEORIES: Final = Kind[Path](
    "qualog_theories",
    Noun(
        "There is no theory pack “{name}”.",
        "The theory packs are: {names}.",
        "No theory pack is installed.",
        "Several plugins have a theory pack “{name}”. Name one of them as {names}.",
    ),
    _path,
    name=lambda path: path.stem,
)
STORES: Final = Kind[StoreOpener](
    "qualog_stores",
    Noun(
        "There is no store “{name}”.",
        "The stores are: {names}.",
        "No store is installed.",
        "Several plugins have a store “{name}”. Name one of them as {names}.",
    ),
    partial(require_promised, "qualog_stores", StoreOpener),
)
DECISIONS: Final = "qualog_decisions"
"""The hook that gives decision classes: they are made known, and asked for by nobody's name."""

COMMANDS: Final = "qualog_commands"
"""The hook that adds commands: it is called with a click group, and gives nothing."""
