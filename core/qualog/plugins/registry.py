"""Plugins: found by entry point, loaded when first asked for, and kept apart when they break."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any, Generic, TypeVar

import pluggy
from attrs import define, field, frozen

from qualog.decisions import register_kind
from qualog.errors import BadInput, NotFound, PluginError, QualogError
from qualog.material import Material
from qualog.plugins import hookspecs
from qualog.plugins.protocols import Exporter, Importer, StoreOpener, TheoryMapper
from qualog.reliability.measure import AgreementMeasure

GROUP = "qualog"
_HEAD_BYTES = 4096

T = TypeVar("T")


@frozen
class PluginOrigin:
    """Where a plugin comes from."""

    name: str
    module: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version})"


@frozen
class PluginFailure:
    """What went wrong with a plugin: one line, and the whole traceback for who mends it."""

    origin: PluginOrigin
    cause: str
    traceback: str


@frozen
class Registration(Generic[T]):
    """One plugin that a plugin gives, under its name, with where it comes from."""

    name: str
    plugin: T
    origin: PluginOrigin

    @property
    def full_name(self) -> str:
        """The name that is its own even if another distribution offers the same."""
        return f"{self.origin.distribution}:{self.name}"


@define
class Plugins:
    """All plugins of this installation: what they offer, and what is wrong with the others."""

    origins: list[PluginOrigin] = field(factory=list)
    failures: list[PluginFailure] = field(factory=list)
    _manager: pluggy.PluginManager = field(factory=lambda: pluggy.PluginManager(GROUP))

    @classmethod
    def load(cls, entry_points: Iterable[metadata.EntryPoint] | None = None) -> "Plugins":
        """Load every plugin; one that cannot be imported is noted, and stops nothing."""
        plugins = cls()
        plugins._manager.add_hookspecs(hookspecs)
        found = metadata.entry_points(group=GROUP) if entry_points is None else entry_points
        for entry_point in sorted(found, key=lambda each: each.name):
            plugins._load(entry_point)
        for kind in plugins._gather("qualog_decisions"):
            plugins._guarded(kind.origin, partial(register_kind, kind.plugin))
        return plugins

    def importers(self) -> list[Registration[Importer]]:
        """Give the importers."""
        return self._gather("qualog_importers")

    def mappers(self) -> list[Registration[TheoryMapper]]:
        """Give the theory mappers."""
        return self._gather("qualog_theory_mappers")

    def measures(self) -> list[Registration[AgreementMeasure]]:
        """Give the agreement measures."""
        return self._gather("qualog_agreement_measures")

    def exporters(self) -> list[Registration[Exporter]]:
        """Give the exporters."""
        return self._gather("qualog_exporters")

    def stores(self) -> list[Registration[StoreOpener]]:
        """Give the stores that are opened by URL."""
        return self._gather("qualog_stores")

    def theories(self) -> list[Registration[Path]]:
        """Give the theory packs, each under the name of its file."""
        return self._gather("qualog_theories", name=lambda path: path.stem)

    def add_commands(self, group: Any) -> None:
        """Let plugins add commands to a click group."""
        for source, hook in self._hooks("qualog_commands"):
            self._guarded(source, partial(hook, group=group))

    def importer_for(self, path: Path) -> Registration[Importer]:
        """Give the importer that is surest of reading a file; of equals, the first by name.

        Raises:
            BadInput: the file cannot be read, is empty, or no importer knows it.
        """
        _, offer = self.surest(path)
        if offer is None:
            names = ", ".join(offer.name for offer in self.importers())
            raise BadInput(
                f"{path}: no importer knows this kind of file. Name one with --with: {names}."
            )
        return offer

    def surest(
        self, path: Path, among: Iterable[Registration[Importer]] | None = None
    ) -> tuple[float, Registration[Importer] | None]:
        """Give how sure the surest importer of a file is (0 to 1), and which it is.

        Raises:
            BadInput: the file cannot be read, or is empty.
        """
        head = _head(path)
        sure = []
        for offer in self.importers() if among is None else among:
            confidence = self._guarded(offer.origin, partial(offer.plugin.sniff, path, head))
            if confidence:
                sure.append((-confidence, offer.name, offer))
        if not sure:
            return 0.0, None
        confidence, _, offer = min(sure, key=lambda each: each[:2])
        return -confidence, offer

    def _load(self, entry_point: metadata.EntryPoint) -> None:
        distribution = entry_point.dist
        source = PluginOrigin(
            name=entry_point.name,
            module=entry_point.value,
            distribution=distribution.name if distribution else "unknown",
            version=distribution.version if distribution else "unknown",
        )

        def register() -> None:
            self._manager.register(entry_point.load(), name=f"{source.distribution}:{source.name}")
            self.origins.append(source)

        self._guarded(source, register)

    def _hooks(self, hook: str) -> Iterator[tuple[PluginOrigin, Callable[..., Any]]]:
        sources = {f"{each.distribution}:{each.name}": each for each in self.origins}
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            yield sources[implementation.plugin_name], implementation.function

    def _gather(
        self, hook: str, name: Callable[[Any], str] = lambda plugin: plugin.name
    ) -> list[Registration[Any]]:
        def offers_of(
            source: PluginOrigin, function: Callable[..., Any]
        ) -> list[Registration[Any]]:
            return [Registration(name(plugin), plugin, source) for plugin in function()]

        offers: list[Registration[Any]] = []
        for source, function in self._hooks(hook):
            offers += self._guarded(source, partial(offers_of, source, function)) or []
        return sorted(offers, key=lambda each: each.name)

    def _guarded(self, source: PluginOrigin, act: Callable[[], T]) -> T | None:
        """Do what a plugin wants done; note it as a fault if it raises."""
        try:
            return act()
        except Exception as error:
            cause = f"{type(error).__name__}: {error}".splitlines()[0]
            told = "".join(traceback.format_exception(error))
            fault = PluginFailure(source, cause, told)
            if all((each.origin, each.cause) != (source, cause) for each in self.failures):
                self.failures.append(fault)
            return None


@cache
def installed_plugins() -> Plugins:
    """Give the plugins of this installation, loaded once."""
    return Plugins.load()


def choose(offers: Iterable[Registration[T]], wanted: str, what: str) -> Registration[T]:
    """Give the offer of a name, or of a `distribution:name`.

    Raises:
        NotFound: nobody offers it; the message names what there is.
        PluginError: several distributions offer it under this name.
    """
    known = list(offers)
    found = [each for each in known if wanted in (each.name, each.full_name)]
    if len(found) == 1:
        return found[0]
    if found:
        told = " or ".join(each.full_name for each in found)
        raise PluginError(f"More than one plugin offers the {what} '{wanted}': say {told}.")
    names = ", ".join(each.name for each in known) or "none"
    raise NotFound(f"There is no {what} '{wanted}'. There is: {names}.")


@contextmanager
def plugin_errors(offer: Registration[Any]) -> Iterator[None]:
    """Tell whose error it is when a plugin raises anything that is not a `QualogError`.

    Raises:
        PluginError: naming the plugin, its distribution and version, and the cause.
    """
    try:
        yield
    except QualogError:
        raise
    except Exception as error:
        cause = f"{type(error).__name__}: {error}".splitlines()[0]
        raise PluginError(
            f"The plugin {offer.origin} failed at '{offer.name}': {cause}. Nothing was changed; "
            "tell its authors."
        ) from error


def read_material(offer: Registration[Importer], path: Path, options: Any) -> Material:
    """Let an importer read a file.

    Raises:
        BadInput: the file cannot be read.
        PluginError: the plugin fails.
    """
    _head(path)
    with plugin_errors(offer):
        return offer.plugin.read(path, options)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder. Name the files in it.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    if not head:
        raise BadInput(f"{path} is empty: there is nothing to take in.")
    return head
