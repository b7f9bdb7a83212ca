"""The registry: plugins found by their entry points, and loaded when they are asked for.

An installation has dozens of plugins and a command needs a few, so the entry points are read, and
a module is imported only when its kind is asked for, or it alone by its name.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import pluggy
from attrs import Factory, define, field, frozen

from qualog.decisions import Decision, kinds_held_back
from qualog.errors import Ambiguous, NotFound, PluginError, QualogError, WrongAnswer
from qualog.language import alternatives, message, paragraph
from qualog.plugins import hookspecs, kinds
from qualog.plugins.answers import within
from qualog.plugins.decision_door import admit
from qualog.plugins.entry_points import ANYTHING, Line, installed, lines_of
from qualog.plugins.failures import Failures, PluginFailure, PluginOrigin, cause_of
from qualog.plugins.gathering import listed, require_command
from qualog.plugins.kinds import Kind
from qualog.plugins.protocols import Exporter, Importer, StoreOpener, TheoryMapper
from qualog.plugins.surroundings import kept_surroundings
from qualog.reliability.measure import AgreementMeasure
from qualog.views.find import close_to

if TYPE_CHECKING:
    import click

T = TypeVar("T")
A = TypeVar("A")


@frozen
class Registration(Generic[T]):
    """One plugin under its name, with where it comes from.

    `called` is what it is asked for by: its name, or its full name where another has that too.
    """

    name: str
    plugin: T
    origin: PluginOrigin
    called: str = Factory(lambda self: self.name, takes_self=True)
    _failures: Failures = field(factory=Failures, repr=False, eq=False)

    @property
    def full_name(self) -> str:
        """The name that no plugin of another distribution has."""
        return full_name(self.origin, self.name)

    def ask(self, question: Callable[[T], A]) -> A | None:
        """Return the plugin's answer; None where it raises, which is noted and stops nothing."""
        return self._failures.attempt(lambda: question(self.plugin), self.origin)

    def answer(self, question: Callable[[T], A], *, seconds: float) -> A | PluginFailure:
        """Return the plugin's answer; where there is none, what is wrong, which stops nothing.

        A plugin that answers what it must not, or not in time, is asked so no more.

        Args:
            question: asks the plugin.
            seconds: how long another's plugin may take; a shipped one is trusted to answer.
        """
        failures, ask = self._failures, partial(question, self.plugin)
        if self.full_name in failures.silenced:
            return failures.silenced[self.full_name]
        act = ask if self.origin.is_shipped else partial(within, seconds, ask)
        with kept_surroundings():
            found = failures.tried(act, self.origin)
        if isinstance(found, PluginFailure) and found.lost:
            failures.silenced[self.full_name] = found
        return found


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

    @property
    def broken(self) -> list[PluginFailure]:
        """What is wrong with the plugins that would give something of this kind, and do not."""
        return self._plugins.broken(self._kind)

    def named(self, wanted: str) -> Registration[T]:
        """Return the plugin of a name, or of a `distribution:name`.

        Where an entry point has the name, nothing else is loaded. A shipped plugin keeps its name
        whatever others are called.

        Raises:
            NotFound: no plugin has the name; the message offers what is close.
            Ambiguous: plugins of several distributions have it; the message has their full names.
            PluginError: the plugin that has it is broken.
        """
        noun, (_, _, entry_point) = self._kind.noun, wanted.rpartition(":")
        for loaded in (self._plugins.given(self._kind, entry_point), self):
            found = [plugin for plugin in loaded if wanted in (plugin.name, plugin.full_name)]
            shipped = [plugin for plugin in found if plugin.origin.is_shipped]
            if len(found) == 1 or len(shipped) == 1:
                return (shipped or found)[0]
            if found:
                names = alternatives(plugin.full_name for plugin in found)
                raise Ambiguous(noun.several, name=wanted, names=names)
        self._plugins.refuse_broken(self._kind, entry_point)
        names = [plugin.called for plugin in self]
        all_names = message(noun.known, names=", ".join(names))
        offered = close_to(wanted.casefold(), names, noun) or all_names
        raise NotFound(paragraph(message(noun.missing, name=wanted), offered))


@define
class Plugins:
    """The plugins that entry points name: what they give, and what is wrong with them."""

    _lines: tuple[Line, ...]
    _failures: Failures = field(factory=Failures, init=False)
    _manager: pluggy.PluginManager = field(init=False)
    _modules: dict[tuple[str, str], object] = field(factory=dict, init=False)
    _given: dict[tuple[str, tuple[str, str]], list[Registration[Any]]] = field(
        factory=dict, init=False
    )
    _decisions: list[Registration[type[Decision]]] | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self._manager = pluggy.PluginManager(ANYTHING)
        self._manager.add_hookspecs(hookspecs)

    @classmethod
    def of(cls, entry_points: Iterable[metadata.EntryPoint]) -> "Plugins":
        """Return the plugins that some entry points name; none is loaded yet."""
        return cls(lines_of(entry_points))

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

    def decisions(self) -> list[Registration[type[Decision]]]:
        """Make the kinds of decisions known that plugins add; return their classes, by kind."""
        if self._decisions is None:
            self._decisions = []
            for lines, hook in self._hooks(kinds.DECISIONS):
                self._decisions += self._admitted(lines, hook)
        return self._decisions

    def _admitted(
        self, lines: Sequence[Line], hook: Callable[..., Any]
    ) -> Iterator[Registration[type[Decision]]]:
        origins = [line.origin for line in lines]
        first, names = origins[0], {origin.name for origin in origins} | {origins[0].distribution}
        listing = partial(listed, kinds.DECISIONS, hook)
        for cls in self._failures.attempt(listing, *origins, lost=True) or ():
            door = partial(admit, cls, names, first, self._failures)
            if not isinstance(self._failures.tried(door, first), PluginFailure):
                yield Registration(cls.kind, cls, first, cls.kind, self._failures)

    def commands(
        self, group: Callable[[], Any], taken: Collection[str]
    ) -> list[Registration["click.Command"]]:
        """Return the commands that plugins add to the command line.

        One whose name is taken, or that two plugins have, is called by its full name.

        Args:
            group: makes a click group, one for each plugin to add its commands to.
            taken: the names of Qualog's own commands.
        """
        found: list[tuple[str, PluginOrigin, click.Command]] = []
        for lines, hook in self._hooks(kinds.COMMANDS):
            origins = [line.origin for line in lines]
            by_name = {origin.name: origin for origin in origins}
            added = self._failures.attempt(partial(_added, hook, group()), *origins)
            for name, command in added or ():
                origin = by_name.get(name, origins[0])
                check = partial(require_command, name, command)
                if not isinstance(self._failures.tried(check, origin), PluginFailure):
                    found.append((name, origin, command))
        several = Counter([*taken, *(name for name, _, _ in found)])
        return [
            Registration(
                name,
                command,
                origin,
                full_name(origin, name) if several[name] > 1 else name,
                self._failures,
            )
            for name, origin, command in found
        ]

    @property
    def origins(self) -> list[PluginOrigin]:
        """Where the plugins come from that can be loaded: all of them are."""
        modules = {line.module: line for line in reversed(self._lines)}.values()
        return [line.origin for line in modules if self._module(line) is not None]

    @property
    def failures(self) -> list[PluginFailure]:
        """What went wrong with plugins: with loading any of them, and with what was asked."""
        for line in self._lines:
            self._hook(line, line.entry_point.group)
        self.decisions()
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

    def broken(self, kind: Kind[Any]) -> list[PluginFailure]:
        """Return what is wrong with the plugins that would give something of a kind."""
        origins = {line.origin for line in self._naming(kind.hook)}
        noted = self._failures.noted
        return [failure for failure in noted if failure.lost and failure.origin in origins]

    def refuse_broken(self, kind: Kind[Any], entry_point: str) -> None:
        """Raise what is wrong with the plugin of an entry point, if anything is.

        Raises:
            PluginError: it is broken.
        """
        for failure in self.broken(kind):
            if failure.origin.name == entry_point:
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
            origins, hook = [line.origin for line in lines], self._hook(lines[0], kind.hook)
            things = None
            if hook is not None:
                listing = partial(listed, kind.hook, hook)
                things = self._failures.attempt(listing, *origins, lost=True)
            found = (self._registered(kind, thing, origins) for thing in things or ())
            self._given[kind.hook, module] = [each for each in found if each is not None]
        return self._given[kind.hook, module]

    def _registered(
        self, kind: Kind[T], thing: Any, origins: Sequence[PluginOrigin]
    ) -> Registration[T] | None:
        """Return a thing of a hook under its name; None if it is not what its kind promises."""
        # Of a thing without a name, the check below says so.
        name = Failures().attempt(lambda: kind.name(thing), origins[0]) or ""
        origin = next((origin for origin in origins if origin.name == name), origins[0])
        check = partial(kind.check, thing)
        if isinstance(self._failures.tried(check, origin, lost=True), PluginFailure):
            return None
        others = {
            line.origin.distribution
            for line in self._naming(kind.hook)
            if line.origin.name == name and line.origin.distribution != origin.distribution
        }
        called = full_name(origin, name) if others and not origin.is_shipped else name
        return Registration(name, thing, origin, called, self._failures)

    def _naming(self, hook: str) -> Iterator[Line]:
        """Yield the lines that name modules with a hook."""
        return (line for line in self._lines if line.entry_point.group in (hook, ANYTHING))

    def _hooks(self, name: str) -> Iterator[tuple[list[Line], Callable[..., Any]]]:
        """Yield the hooks of a name, each with the lines that name its module."""
        modules: dict[tuple[str, str], list[Line]] = {}
        for line in self._naming(name):
            modules.setdefault(line.module, []).append(line)
        for lines in modules.values():
            hook = self._hook(lines[0], name)
            if hook is not None:
                yield lines, hook

    def _hook(self, line: Line, name: str) -> Callable[..., Any] | None:
        """Return a hook of the module that a line names; None if it has none.

        It must have the hook that the line's group names.
        """
        module = self._module(line)
        caller = getattr(self._manager.hook, name, None)
        for implementation in caller.get_hookimpls() if caller is not None else ():
            if implementation.plugin is module:
                held: Callable[..., Any] = kinds_held_back()(implementation.function)
                return held
        if module is not None and line.entry_point.group != ANYTHING:
            missing = WrongAnswer(
                "{module} has no hook {hook}, which the group of its entry point names",
                module=line.origin.module,
                hook=line.entry_point.group,
            )
            self._failures.note(missing, line.origin, lost=True)
        return None

    def _module(self, line: Line) -> object:
        """Return the module that a line names, loaded once; None if it is broken."""
        if line.module not in self._modules:
            origins = [other.origin for other in self._lines if other.module == line.module]
            load = partial(self._loaded, line)
            self._modules[line.module] = self._failures.attempt(load, *origins, lost=True)
        return self._modules[line.module]

    def _loaded(self, line: Line) -> object:
        with kinds_held_back(), kept_surroundings():
            module = line.entry_point.load()
        if not self._manager.is_registered(module):
            self._manager.register(module, ":".join(line.module))
        return module


@cache
def installed_plugins() -> Plugins:
    """Return the plugins of this installation."""
    return Plugins.of(installed())


@contextmanager
def plugin_errors(registration: Registration[Any], name: str = "") -> Iterator[None]:
    """Raise whatever a plugin raises with the plugin's name; a `QualogError` speaks for itself.

    Args:
        registration: the plugin.
        name: what it was asked for by, where that is not what it is called.

    Raises:
        PluginError: naming the plugin, its distribution and version, and the cause.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, QualogError) and not isinstance(error, WrongAnswer):
            raise
        raise PluginError(
            "The plugin {plugin} failed in “{name}”: {cause}. The study was not changed by "
            "it. Please report this to the authors of the plugin.",
            plugin=registration.origin,
            name=name or registration.called,
            cause=cause_of(error),
        ) from error


def _added(hook: Callable[..., Any], group: Any) -> list[tuple[Any, Any]]:
    with kept_surroundings():
        hook(group=group)
    return list(group.commands.items())


def full_name(origin: PluginOrigin, name: str) -> str:
    """Return the name of a plugin that no plugin of another distribution has."""
    return f"{origin.distribution}:{name}"
