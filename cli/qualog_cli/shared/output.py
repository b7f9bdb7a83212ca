"""Printing: the one place where text leaves for the terminal, and what is kept from it.

A name, a quotation or a file may hold anything, escape sequences too, which could rewrite what is
on the screen or send keys to the shell. So everything that is printed goes through `say` or
`print_json`, which show control characters as marks and never send them.
"""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import attrs
import click

from qualog.language import Sayable, message
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.terminal import colour

_DELETE = 0x7F
_LAST_CONTROL = 0x9F

MARKS: Final[Mapping[int, str]] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    _DELETE: "␡",
    **{code: f"\\x{code:02x}" for code in range(_DELETE + 1, _LAST_CONTROL + 1)},
}
"""What is shown in place of each control character; line breaks and tabs are let through."""

_NOT_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f]")


class Heading(str):
    """A line that stands above others: bold on a terminal."""

    __slots__ = ()


def visible(text: object) -> str:
    """Return a text to be printed, with its control characters as marks (␛ for escape)."""
    return str(text).translate(MARKS)


def rendered(line: object) -> str:
    """Return a line as a terminal shows it: made visible, then styled if it is a heading."""
    return click.style(visible(line), bold=True) if isinstance(line, Heading) else visible(line)


def say(line: object = "", *, err: bool = False) -> None:
    """Print a line."""
    click.echo(rendered(line), err=err)


def warn(line: object) -> None:
    """Print a warning beside the output, so that it is seen where that goes to a file."""
    click.secho(visible(line), err=True, fg="yellow")


def say_error(problem: object) -> None:
    """Print an error beside the output."""
    label = click.style(str(message("Error:")), fg="red", bold=True)
    click.echo(f"{label} {visible(problem)}", err=True, color=colour())


def say_styled(text: str) -> None:
    """Print a text that is styled already; it must hold nobody's words, which could do harm."""
    click.echo(text)


def say_decided(what: Sayable, decision: str) -> None:
    """Print what was decided, and the id of the decision."""
    say(message("{what} ({decision}).", what=what, decision=short_decision(decision)))


def confirm(question: Sayable) -> None:
    """Ask a question of yes or no, beside the output.

    Raises:
        click.Abort: the answer is no.
    """
    click.confirm(visible(question), abort=True, err=True)


def print_json(data: Any, *, indent: int | None = 2) -> None:
    """Print a value as JSON; attrs values as objects, and messages as texts.

    It is on one line if `indent` is None.
    """
    import json  # not every command prints it, and each would wait for it

    text = json.dumps(_plain(data), ensure_ascii=False, indent=indent)
    click.echo(_NOT_ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and type(value).__str__ is not object.__str__:
        return str(value)  # a message is a tuple too, of its sentence and values
    if attrs.has(type(value)):
        return {
            field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))
        }
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None  # JSON has no such number
    return value.hex() if isinstance(value, bytes) else value
