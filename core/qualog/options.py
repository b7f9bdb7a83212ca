"""Typed options of a plugin: one attrs class, from which help, parsing and forms are made.

A plugin declares its options as a frozen attrs class whose fields are made by `option()`:

    @frozen
    class Options:
        separator: str = option(";", help="what stands between two codes")
"""

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from qualog.errors import PluginError

_TRUE = {"yes", "true", "on", "1"}
_FALSE = {"no", "false", "off", "0"}


@attrs.frozen
class NoOptions:
    """The options of a plugin that has none."""


@attrs.frozen
class OptionHelp:
    """One option as it is shown to a person."""

    name: str
    type: str
    default: str
    help: str


def option(default: Any, *, help: str) -> Any:
    """Declare one option, with its default and a help text of one line.

    Its type must be `str`, `int`, `float`, `bool`, a `Literal` of strings, or one of these
    or None.
    """
    return attrs.field(default=default, kw_only=True, metadata={"help": help})


def describe_options(options: type[Any]) -> tuple[OptionHelp, ...]:
    """Give each option of an options class, in order, as it is shown in a help page."""
    hints = typing.get_type_hints(options)
    return tuple(
        OptionHelp(
            name=field.name.replace("_", "-"),
            type=_type_name(hints[field.name]),
            default=_shown(field.default),
            help=field.metadata.get("help", ""),
        )
        for field in attrs.fields(options)
    )


def read_options(options: type[Any], given: Mapping[str, str], *, owner: str) -> Any:
    """Make an options value from the texts that a person typed.

    Args:
        options: the plugin's options class.
        given: option name to text; `-` and `_` in a name are the same.
        owner: how the plugin is called in messages.

    Raises:
        PluginError: an option that does not exist, or a text that is not of its type.
    """
    hints = typing.get_type_hints(options)
    values: dict[str, Any] = {}
    for name, text in given.items():
        field = name.replace("-", "_")
        if field not in hints:
            known = ", ".join(each.name for each in describe_options(options)) or "none"
            raise PluginError(f"{owner} has no option '{name}'. It has: {known}.")
        values[field] = _parse(text, hints[field], f"option '{name}' of {owner}")
    return options(**values)


def split_assignments(texts: Iterable[str]) -> dict[str, str]:
    """Turn `key=value` texts, as typed after `-o`, into a mapping.

    Raises:
        PluginError: a text without `=`.
    """
    given = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise PluginError(f"'{text}' is not an option: write it as name=value.")
        given[name.strip()] = value
    return given


def _parse(text: str, wanted: Any, where: str) -> Any:
    if isinstance(wanted, types.UnionType) or typing.get_origin(wanted) is typing.Union:
        wanted = next(each for each in typing.get_args(wanted) if each is not type(None))
    if typing.get_origin(wanted) is typing.Literal:
        choices = typing.get_args(wanted)
        if text not in choices:
            raise PluginError(f"{where} is one of {', '.join(choices)}, not '{text}'.")
        return text
    if wanted is bool:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        raise PluginError(f"{where} is yes or no, not '{text}'.")
    try:
        return wanted(text)
    except ValueError:
        raise PluginError(f"{where} is {_type_name(wanted)}, not '{text}'.") from None


def _type_name(wanted: Any) -> str:
    if isinstance(wanted, types.UnionType) or typing.get_origin(wanted) is typing.Union:
        wanted = next(each for each in typing.get_args(wanted) if each is not type(None))
    if typing.get_origin(wanted) is typing.Literal:
        return "|".join(typing.get_args(wanted))
    names = {str: "a text", int: "a whole number", float: "a number", bool: "yes|no"}
    return names.get(wanted, str(wanted))


def _shown(default: Any) -> str:
    if default is None:
        return "none"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return str(default).replace("\n", "\\n")
