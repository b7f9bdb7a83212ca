"""Wrong usage: what is said where a command is mistyped, with what may have been meant."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from qualog.language import Sayable, alternatives, message, paragraph, plural


class UnexpectedArguments(click.UsageError):
    """More was typed than a command takes."""

    def __init__(self, arguments: Sequence[str], ctx: click.Context) -> None:
        super().__init__("", ctx)
        self.arguments = arguments

    def explanation(self) -> Sayable:
        """Return what is wrong and what may have been meant."""
        assert self.ctx is not None
        what = plural(
            "{command} does not take the argument “{arguments}”.",
            "{command} does not take the arguments “{arguments}”.",
            len(self.arguments),
            command=self.ctx.command_path,
            arguments=" ".join(self.arguments),
        )
        if (meant := _of_the_singular(self.ctx, self.arguments[0])) is not None:
            return paragraph(what, meant)
        if any(isinstance(parameter, click.Argument) for parameter in self.ctx.command.params):
            spaces = message('A name with spaces stands in quotation marks: "Interview 1"')
            return paragraph(what, spaces)
        return what


class OneOf(click.Choice[str]):
    """One of some words, with a hint at the nearest where another is typed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word.

        Raises:
            click.BadParameter: it is none of those.
        """
        if value in self.choices:
            return str(value)
        wrong = message("There is no choice “{value}”.", value=value)
        self.fail(str(paragraph(wrong, _choice(str(value), self.choices))), param, ctx)


def explained(error: click.ClickException) -> Sayable:
    """Return what is wrong with what was typed, and what may have been meant."""
    match error:
        case UnexpectedArguments():
            return error.explanation()
        case click.NoSuchOption():
            wrong = message("There is no option {name}.", name=error.option_name)
            return paragraph(wrong, _meant(error.possibilities or ()))
        case click.NoSuchCommand():
            before = error.ctx.command_path if error.ctx else "qualog"
            wrong = message(
                "There is no command {path} {name}.", path=before, name=error.command_name
            )
            return paragraph(
                wrong, _meant(f"{before} {name}" for name in error.possibilities or ())
            )
        case click.MissingParameter():
            return _missing(error)
        case click.BadOptionUsage():
            return _bad_option(error)
        case click.BadParameter() if error.param is not None:
            place = _called(error.param)
            return message("{place}: {problem}", place=place, problem=error.message)
        case click.UsageError() if error.message == "Missing command.":
            assert error.ctx is not None
            return message("Which command? {path} needs one.", path=error.ctx.command_path)
        case _:
            return error.format_message()


def where_to_look(error: click.ClickException) -> Sayable | None:
    """Return how to get help on the command that was mistyped; None where it is not known."""
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return None
    return message("How it is used: {command} --help", command=error.ctx.command_path)


def _meant(possibilities: Iterable[str]) -> Sayable | None:
    names = list(possibilities)
    return message("Did you mean {names}?", names=alternatives(names)) if names else None


def _choice(value: str, choices: Sequence[str]) -> Sayable:
    from difflib import get_close_matches  # only who mistypes has to wait for it

    close = get_close_matches(value.casefold(), choices, n=2)
    if close:
        return message("Did you mean {names}?", names=alternatives(close))
    return message("Choose {names}.", names=alternatives(choices))


def _of_the_singular(ctx: click.Context, word: str) -> Sayable | None:
    """Return what was meant by `qualog codes add`: a command of the group `qualog code`."""
    name = ctx.info_name or ""
    parent = ctx.parent.command if ctx.parent is not None else None
    if not isinstance(parent, click.Group):
        return None
    singular = parent.get_command(ctx, name.removesuffix("s"))
    if isinstance(singular, click.Group) and singular.get_command(ctx, word) is not None:
        return _meant([f"qualog {singular.name} {word}"])
    return None


def _missing(error: click.MissingParameter) -> Sayable:
    if error.param is None:
        return error.format_message()
    name = _called(error.param)
    kind = error.param.type
    choose = _choice("", kind.choices) if isinstance(kind, click.Choice) else None
    if isinstance(error.param, click.Option):
        if choose is not None:
            return paragraph(message("Missing option: {name}.", name=name), choose)
        return message("Missing option: {name}", name=name)
    if choose is not None:
        return paragraph(message("Missing argument: {name}.", name=name), choose)
    return message("Missing argument: {name}", name=name)


def _bad_option(error: click.BadOptionUsage) -> Sayable:
    params = error.ctx.command.params if error.ctx else []
    for option in params:
        if error.option_name in (*option.opts, *option.secondary_opts):
            if isinstance(option, click.Option) and option.is_flag:
                return message("The option {name} takes no value.", name=error.option_name)
            return message("The option {name} needs a value.", name=error.option_name)
    return error.format_message()


def _called(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.metavar or (parameter.name or "").upper()
