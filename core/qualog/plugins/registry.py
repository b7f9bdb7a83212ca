"""The registry: plugins found by their entry points, and loaded when they are asked for.

An installation has dozens of plugins and a command needs a few, so the entry points are read, and
a module is imported only when its kind is asked for, or it alone by its name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar, overload

import pluggy
from attrs import define, field, frozen

from qualog.decisions import register_kind
from qualog.errors import Ambiguous, NotFound, PluginError, QualogError
from qualog.language import alternatives, message, paragraph
from qualog.plugins import hookspecs, kinds
from qualog.plugins.failures import Failures, PluginFailure, PluginOrigin, cause_of
from qualog.plugins.kinds import Kind
from qualog.plugins.protocols import Exporter, Importer, StoreOpener, TheoryMapper
from qualog.reliability.measure import AgreementMeasure
from qualog.views.find import close_to

ANYTHING: Final = "qualog"
"""The group of entry points that name modules with hooks of any kind: loaded for every kind."""

T = TypeVar("T")
A = TypeVar("A")


@frozen
class Registration(Generic[T]):
    """One plugin under its name, with where it comes from."""

    name: str
    plugin: T
    origin: PluginOrigin
    _failures: Failures = field(factory=Failures, repr=False, eq=False)

    @property
    def full_name(self) -> str:
        """The name that no plugin of another distribution has."""
        return f"{self.origin.distribution}:{self.name}"

    def ask(self, question: Callable[[T], A]) -> A | None:
        """Return the plugin's answer; None where it raises, which is noted and stops nothing."""
        return self._failures.attempt(self.origin, lambda: question(self.plugin))


class Registrations(Sequence[Registration[T]]):
    """The plugins of one kind, by name: all are loaded when they are looked at, or one by name."""

    def __init__(self, plugins: "Plugins", kind: Kind[T]) -> None:
        self._plugins = plugins
        self._kind = kind

    @overload
    def __getitem__(self, index: int) -> Registration[T]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Registration[T]]: ...
    def __getitem__(self, index: int | slice) -> Registration[T] | Sequence[Registration[T]]:
        return self._plugins.given(self._kind)[index]

    def __len__(self) -> int:
        return len(self._plugins.given(self._kind))

    def named(self, wanted: str) -> Registration[T]:
        """Return the plugin of a name, or of a `distribution:name`.

        Where an entry point has the name, nothing else is loaded.

        Raises:
            NotFound: no plugin has the name; the message offers what is close.
            Ambiguous: plugins of several distributions have it; the message has their full names.
            PluginError: the plugin that has it is broken.
        """
        noun, (_, _, entry_point) = self._kind.noun, wanted.rpartition(":")
        for loaded in (self._plugins.given(self._kind, entry_point), self):
            found = [plugin for plugin in loaded if wanted in (plugin.name, plugin.full_name)]
            if len(found) == 1:
                return found[0]
            if found:
                names = alternatives(plugin.full_name for plugin in found)
                raise Ambiguous(noun.several, name=wanted, names=names)
        self._plugins.refuse_broken(self._kind, entry_point)
        names = [plugin.name for plugin in self]
        all_names = message(noun.known, names=", ".join(names))
        offered = close_to(wanted.casefold(), names, noun) or all_names
        raise NotFound(paragraph(message(noun.missing, name=wanted), offered))


class _Line(NamedTuple):
    """A line of a distribution's entry points, with whose it is."""

    entry_point: metadata.EntryPoint
    origin: PluginOrigin

    @property
    def module(self) -> tuple[str, str]:
        """What tells a module from those of other distributions."""
        return self.origin.distribution, self.origin.module


@define
class Plugins:
    """The plugins that entry points name: what they give, and what is wrong with them."""

    _lines: tuple[_Line, ...]
    _failures: Failures = field(factory=Failures, init=False)
    _manager: pluggy.PluginManager = field(init=False)
    _modules: dict[tuple[str, str], object] = field(factory=dict, init=False)
    _given: dict[tuple[str, tuple[str, str]], list[Registration[Any]]] = field(
        factory=dict, init=False
    )

    def __attrs_post_init__(self) -> None:
        self._manager = pluggy.PluginManager(ANYTHING)
        self._manager.add_hookspecs(hookspecs)

    @classmethod
    def of(cls, entry_points: Iterable[metadata.EntryPoint]) -> "Plugins":
        """Return the plugins that some entry points name; none is loaded yet."""
        lines = (
            _Line(entry_point, _origin(entry_point))
            for entry_point in entry_points
            if f"{entry_point.group}_".startswith(f"{ANYTHING}_")
        )
        return cls(tuple(sorted(lines, key=lambda line: line.origin.name)))

    def importers(self) -> Registrations[Importer]:
        """Return the importers."""
        return Registrations(self, kinds.IMPORTERS)

    def mappers(self) -> Registrations[TheoryMapper]:
        """Return the theory mappers."""
        return Registrations(self, kinds.MAPPERS)

    def measures(self) -> Registrations[AgreementMeasure]:
        """Return the measures of agreement."""
        return Registrations(self, kinds.MEASURES)

    def exporters(self) -> Registrations[Exporter]:
        """Return the exporters."""
        return Registrations(self, kinds.EXPORTERS)

    def stores(self) -> Registrations[StoreOpener]:
        """Return the stores that are opened by URL."""
        return Registrations(self, kinds.STORES)

    def theories(self) -> Registrations[Path]:
        """Return the theory packs, each under the name of its file."""
        return Registrations(self, kinds.THEORIES)

    def register_decisions(self) -> None:
        """Make the kinds of decisions known that plugins add."""
        for line, hook in self._hooks(kinds.DECISIONS):
            for cls in self._failures.attempt(line.origin, partial(_all, hook)) or ():
                self._failures.attempt(line.origin, partial(register_kind, cls))

    def add_commands(self, group: Any) -> None:
        """Let plugins add commands to a click group."""
        for line, hook in self._hooks(kinds.COMMANDS):
            self._failures.attempt(line.origin, partial(hook, group=group))

    @property
    def origins(self) -> list[PluginOrigin]:
        """Where the plugins come from that can be loaded: all of them are."""
        modules = {line.module: line for line in reversed(self._lines)}.values()
        return [line.origin for line in modules if self._module(line) is not None]

    @property
    def failures(self) -> list[PluginFailure]:
        """What went wrong with plugins: with loading any of them, and with what was asked."""
        for line in self._lines:
            self._module(line)
        return self._failures.noted

    def given(self, kind: Kind[T], entry_point: str | None = None) -> list[Registration[T]]:
        """Return what plugins give of a kind, by name; if named, just those of an entry point."""
        modules = dict.fromkeys(
            line.module
            for line in self._naming(kind.hook)
            if entry_point in (None, line.origin.name)
        )
        found = [plugin for module in modules for plugin in self._given_by(kind, module)]
        return sorted(found, key=lambda plugin: plugin.name)

    def refuse_broken(self, kind: Kind[Any], entry_point: str) -> None:
        """Raise what is wrong with the plugin of an entry point, if anything is.

        Raises:
            PluginError: it is broken.
        """
        origins = {line.origin for line in self._naming(kind.hook)}
        for failure in self._failures.noted:
            if failure.origin.name == entry_point and failure.origin in origins:
                raise PluginError(
                    "The plugin {plugin} is broken: {cause}. To see where: qualog plugins "
                    "--traceback",
                    plugin=failure.origin,
                    cause=failure.cause,
                )

    def _given_by(self, kind: Kind[T], module: tuple[str, str]) -> list[Registration[T]]:
        """Return what a module gives of a kind: asked once, however many lines name it."""
        if (kind.hook, module) not in self._given:
            lines = [line for line in self._naming(kind.hook) if line.module == module]
            origins = {line.origin.name: line.origin for line in lines}
            first, hook = lines[0].origin, self._hook(lines[0], kind.hook)
            plugins = self._failures.attempt(
                first, lambda: [(kind.name(plugin), plugin) for plugin in hook()] if hook else []
            )
            self._given[kind.hook, module] = [
                Registration(name, plugin, origins.get(name, first), self._failures)
                for name, plugin in plugins or ()
            ]
        return self._given[kind.hook, module]

    def _naming(self, hook: str) -> Iterator[_Line]:
        """Yield the lines that name modules with a hook."""
        return (line for line in self._lines if line.entry_point.group in (hook, ANYTHING))

    def _hooks(self, name: str) -> Iterator[tuple[_Line, Callable[..., Any]]]:
        for line in {line.module: line for line in self._naming(name)}.values():
            hook = self._hook(line, name)
            if hook is not None:
                yield line, hook

    def _hook(self, line: _Line, name: str) -> Callable[..., Any] | None:
        """Return a hook of the module that a line names; None if it has none."""
        module = self._module(line)
        for implementation in getattr(self._manager.hook, name).get_hookimpls():
            if implementation.plugin is module:
                return implementation.function  # type: ignore[no-any-return]
        return None

    def _module(self, line: _Line) -> object:
        """Return the module that a line names, loaded once; None if it is broken."""
        if line.module not in self._modules:
            self._modules[line.module] = self._failures.attempt(
                line.origin, lambda: self._loaded(line)
            )
        return self._modules[line.module]

    def _loaded(self, line: _Line) -> object:
        module, group = line.entry_point.load(), line.entry_point.group
        if not self._manager.is_registered(module):
            self._manager.register(module, ":".join(line.module))
        if group != ANYTHING and not hasattr(module, group):
            raise PluginError(
                "{module} has no hook {hook}, which the group of its entry point names",
                module=line.origin.module,
                hook=group,
            )
        return module


@cache
def installed_plugins() -> Plugins:
    """Return the plugins of this installation."""
    found = metadata.entry_points()
    return Plugins.of(line for group in found.groups for line in found.select(group=group))


@contextmanager
def plugin_errors(registration: Registration[Any]) -> Iterator[None]:
    """Raise whatever a plugin raises with the plugin's name; a `QualogError` speaks for itself.

    Raises:
        PluginError: naming the plugin, its distribution and version, and the cause.
    """
    try:
        yield
    except QualogError:
        raise
    except Exception as error:
        raise PluginError(
            "The plugin {plugin} failed in “{name}”: {cause}. Nothing was changed. Please report "
            "this to the authors of the plugin.",
            plugin=registration.origin,
            name=registration.name,
            cause=cause_of(error),
        ) from error


def _all(hook: Callable[[], Iterable[Any]]) -> list[Any]:
    return list(hook())


def _origin(entry_point: metadata.EntryPoint) -> PluginOrigin:
    distribution, version = _distribution(entry_point.dist)
    return PluginOrigin(entry_point.name, entry_point.value, distribution, version)


@cache
def _distribution(distribution: metadata.Distribution | None) -> tuple[str, str]:
    """Return the name and the version of a distribution; each look at them parses a file."""
    if distribution is None:
        return "unknown", "unknown"
    return distribution.name, distribution.version
