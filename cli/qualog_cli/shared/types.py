"""The types of what is typed: places, passages, and names that the shell can complete.

Nothing of a study or of plugins is imported until a value is read or completed: `qualog --help` has
options of these types too.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from qualog.language import message

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from qualog.plugins.registry import Plugins, Registration
    from qualog.project.locations import ProjectLocation
    from qualog.state import State


class _Place(click.ParamType["ProjectLocation"]):
    name = "path|url"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "ProjectLocation":
        from qualog.project.locations import project_location

        return project_location(value) if isinstance(value, str) else value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[str]]":
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class _Span(click.ParamType[tuple[int, int]]):
    name = "span"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        start, _, end = str(value).partition(":")
        try:
            return int(start), int(end)
        except ValueError:
            wrong = message(
                "“{value}” is not a span. Write it as START:END, such as 120:164.", value=value
            )
            self.fail(str(wrong), param, ctx)


class _Number(click.ParamType[float]):
    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            return float(value)
        except ValueError:
            wrong = message("“{value}” is not a number. Write it like 0.2.", value=value)
            self.fail(str(wrong), param, ctx)


class WholeNumber(click.ParamType[int]):
    """A whole number, if need be not less than one, nor more than another."""

    name = "n"

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number.

        Raises:
            click.BadParameter: it is not one, or it is too small or too large.
        """
        try:
            number = int(value)
        except ValueError:
            wrong = message("“{value}” is not a whole number. Write it like 12.", value=value)
            self.fail(str(wrong), param, ctx)
        if self.least is not None and number < self.least:
            small = message(
                "{value} is too small: take {least} or more.", value=number, least=self.least
            )
            self.fail(str(small), param, ctx)
        if self.most is not None and number > self.most:
            large = message(
                "{value} is too large: take {most} or less.", value=number, most=self.most
            )
            self.fail(str(large), param, ctx)
        return number


class _Name(click.ParamType[str]):
    """A name that the shell completes, among those that a function returns."""

    def __init__(self, name: str, names: Callable[[click.Context], Iterable[str]]) -> None:
        self.name = name
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[str]]":
        """Return the names that begin so, whatever the letter case; none where anything fails."""
        from click.shell_completion import CompletionItem

        try:
            names = list(self._names(ctx))
        except Exception:  # whoever presses a key wants no error in the middle of a command line
            return []
        begun = incomplete.casefold()
        return [CompletionItem(name) for name in names if name.casefold().startswith(begun)]


def _in_study(name: str, names: "Callable[[State], Iterable[str]]") -> _Name:
    def read(ctx: click.Context) -> list[str]:
        from qualog_cli.shared.opening import named_authors, opened

        with opened(ctx.params.get("project"), viewer=named_authors(ctx)) as project:
            return list(names(project.at().state))

    return _Name(name, read)


def _of_plugins(name: str, kind: "Callable[[Plugins], Iterable[Registration[Any]]]") -> _Name:
    def read(_: click.Context) -> list[str]:
        from qualog.plugins.registry import installed_plugins

        return [registration.called for registration in kind(installed_plugins())]

    return _Name(name, read)


def _codes(state: "State") -> list[str]:
    return [code.name for code in state.codebook.codes.values() if code.status != "merged"]


def _documents(state: "State") -> list[str]:
    return [document.name for document in state.documents.values()]


def _themes(state: "State") -> list[str]:
    return [theme.name for theme in state.themes.values()]


def _participants(state: "State") -> list[str]:
    people = state.participants.values()
    return [participant.pseudonym for participant in people if not participant.withdrawn]


def _anything(state: "State") -> list[str]:
    return [*_codes(state), *_themes(state), *_documents(state), *_participants(state)]


PLACE: Final = _Place()
SPAN: Final = _Span()
NUMBER: Final = _Number()
WHOLE_NUMBER: Final = WholeNumber()

CODE: Final = _in_study("code", _codes)
DOCUMENT: Final = _in_study("document", _documents)
THEME: Final = _in_study("theme", _themes)
PARTICIPANT: Final = _in_study("participant", _participants)
PARTICIPANT_OR_DOCUMENT: Final = _in_study(
    "participant or document", lambda state: [*_participants(state), *_documents(state)]
)
ANYTHING: Final = _in_study("what", _anything)
AUTHOR: Final = _in_study(
    "author", lambda state: (author.name for author in state.authors.values())
)
ROUND: Final = _in_study("round", lambda state: (round_.name for round_ in state.rounds.values()))
ATTRIBUTE: Final = _in_study(
    "attribute", lambda state: (attribute.name for attribute in state.attributes.values())
)
THEORY: Final = _in_study(
    "theory", lambda state: (theory.name for theory in state.theories.values())
)
POINT_IN_TIME: Final = _in_study(
    "time", lambda state: (moment.name for moment in state.moments.values())
)
IMPORTER: Final = _of_plugins("name", lambda plugins: plugins.importers())
FORMAT: Final = _of_plugins("format", lambda plugins: plugins.exporters())
MEASURE: Final = _of_plugins("name", lambda plugins: plugins.measures())
MAPPER: Final = _of_plugins("name", lambda plugins: plugins.mappers())
THEORY_PACK: Final = _of_plugins("pack", lambda plugins: plugins.theories())
