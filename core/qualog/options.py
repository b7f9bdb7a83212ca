"""Options: typed options of a plugin, from which help, parsing and forms are made.

A plugin declares its options as a frozen attrs class whose fields are made by `option()`:

    @frozen
    class Options:
        separator: str = option(";", help="what separates two codes")
"""

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from qualog.errors import PluginError, QualogError
from qualog.language import Sayable, listing, message

_TRUE: Final = {"yes", "true", "on", "1"}
_FALSE: Final = {"no", "false", "off", "0"}


@attrs.frozen
class NoOptions:
    """The options of a plugin that has none."""


@attrs.frozen
class OptionHelp:
    """One option as it is shown to a person."""

    name: str
    type: Sayable
    default: Sayable
    help: str


def option(default: Any, *, help: str) -> Any:
    """Declare one option, with its default and a help text of one line.

    Its type must be `str`, `int`, `float`, `bool`, a `Literal` of strings, or one of these
    or None.
    """
    return attrs.field(default=default, kw_only=True, metadata={"help": help})


def describe_options(options: type[Any]) -> tuple[OptionHelp, ...]:
    """Return each option of an options class, in order, as it is shown in a help page."""
    hints = typing.get_type_hints(options)
    return tuple(
        OptionHelp(
            name=field.name.replace("_", "-"),
            type=_type(hints[field.name]),
            default=_default(field.default),
            help=field.metadata.get("help", ""),
        )
        for field in attrs.fields(options)
    )


def read_options(options: type[Any], given: Mapping[str, str], *, owner: Sayable) -> Any:
    """Return an options value, made from the texts that a person typed.

    Args:
        options: the plugin's options class.
        given: option name to text; `-` and `_` in a name are the same.
        owner: what the plugin is called in messages, as in "the importer word".

    Raises:
        PluginError: an option that does not exist, a text that is not of its type, or what the
            plugin itself refuses.
    """
    hints = typing.get_type_hints(options)
    values: dict[str, Any] = {}
    for name, text in given.items():
        field = name.replace("-", "_")
        if field not in hints:
            raise _unknown(options, name, owner)
        values[field] = _parse(text, hints[field], name, owner)
    try:
        return options(**values)
    except QualogError:
        raise
    except Exception as error:  # the plugin's own check of what was typed
        raise PluginError(
            "{owner} does not take these options: {reason}", owner=owner, reason=error
        ) from error


def split_assignments(texts: Iterable[str]) -> dict[str, str]:
    """Return `name=value` texts, as typed after `-o`, as a mapping.

    Raises:
        PluginError: a text without `=`.
    """
    given = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise PluginError("“{text}” is not an option. Write it as: -o name=value", text=text)
        given[name.strip()] = value
    return given


def _unknown(options: type[Any], name: str, owner: Sayable) -> PluginError:
    known = [described.name for described in describe_options(options)]
    if not known:
        return PluginError(
            "There is no option “{option}”: {owner} has none.", option=name, owner=owner
        )
    return PluginError(
        "There is no option “{option}”. The options of {owner} are: {options}.",
        option=name,
        owner=owner,
        options=listing(known),
    )


def _parse(text: str, type_: Any, name: str, owner: Sayable) -> Any:
    wanted = _without_none(type_)
    if typing.get_origin(wanted) is typing.Literal:
        if text in typing.get_args(wanted):
            return text
    elif wanted is bool:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
    else:
        try:
            return wanted(text)
        except ValueError:
            pass
    raise PluginError(
        "“{text}” is not a value for the option “{option}” of {owner}. Write {wanted}.",
        text=text,
        option=name,
        owner=owner,
        wanted=_wanted(wanted),
    )


def _without_none(type_: Any) -> Any:
    """Return the type of an option's texts: None is a default, and nothing that is typed."""
    if isinstance(type_, types.UnionType) or typing.get_origin(type_) is typing.Union:
        return next(part for part in typing.get_args(type_) if part is not type(None))
    return type_


def _wanted(wanted: Any) -> Sayable:
    """Return what is to be written for a type."""
    if typing.get_origin(wanted) is typing.Literal:
        return message("one of {values}", values=", ".join(typing.get_args(wanted)))
    if wanted is bool:
        return message("yes or no")
    return _type(wanted)


def _type(type_: Any) -> Sayable:
    """Return a type as it is shown after `-o name=`."""
    wanted = _without_none(type_)
    if typing.get_origin(wanted) is typing.Literal:
        return "|".join(typing.get_args(wanted))
    names: dict[type[Any], Sayable] = {
        str: message("a text"),
        int: message("a whole number"),
        float: message("a number"),
        bool: message("yes|no"),
    }
    return names.get(wanted, str(wanted))


def _default(default: Any) -> Sayable:
    if default is None:
        return message("none")
    if isinstance(default, bool):
        return message("yes") if default else message("no")
    return str(default).replace("\n", "\\n")
