"""What hooks give, looked at when it is gathered: whether it is what its kind promises."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from inspect import isfunction
from itertools import islice
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import attrs

from qualog.errors import WrongAnswer
from qualog.language import Sayable, alternatives, message
from qualog.options import describe_options
from qualog.plugins.answers import shown
from qualog.plugins.surroundings import kept_surroundings

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_MOST: Final = 1000
"""How many things a hook may give: more than any plugin has, and fewer than without end."""


def listed(hook: str, function: Callable[[], Any]) -> list[Any]:
    """Return the things that a hook gives.

    Raises:
        WrongAnswer: it returns no list, or one that has no end.
    """
    with kept_surroundings():
        found = function()
        if isinstance(found, str | bytes | Mapping) or not isinstance(found, Iterable):
            raise WrongAnswer(
                "{hook} returned {found}, and not a list", hook=hook, found=shown(found)
            )
        things = list(islice(found, _MOST + 1))
    if len(things) > _MOST:
        raise WrongAnswer("{hook} returned more than {most} things", hook=hook, most=_MOST)
    return things


def require_command(name: Any, command: Any) -> None:
    """Check that what a plugin adds to the command line is a command.

    Raises:
        WrongAnswer: it is none, or has a name that nobody can type.
    """
    import click

    if not isinstance(command, click.Command):
        raise WrongAnswer("qualog_commands added {found}, and not a command", found=shown(command))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise WrongAnswer(
            "qualog_commands added the command “{name}”: a name has small letters, digits and "
            "hyphens, such as count-codes",
            name=name,
        )


def require_promised(hook: str, protocol: type, thing: Any) -> None:
    """Check that a thing has all that its kind promises: each field of its type, each method.

    Raises:
        WrongAnswer: something is missing, or of another type.
    """
    if isinstance(thing, type):
        raise WrongAnswer(
            "{hook} returned the class {cls}, and not an object of it: {cls}()",
            hook=hook,
            cls=thing.__name__,
        )
    fields, methods = _promised(protocol)
    called = getattr(thing, "name", None)
    name = called if isinstance(called, str) else type(thing).__name__
    for member in (*fields, *methods):
        if not hasattr(thing, member):
            raise WrongAnswer(
                "{hook} returned “{name}”, which has no “{member}”",
                hook=hook,
                name=name,
                member=member,
            )
    wanted = {member: _unlike(getattr(thing, member), type_) for member, type_ in fields.items()}
    wanted |= {m: message("a method") for m in methods if not callable(getattr(thing, m))}
    for member, what in wanted.items():
        if what is not None:
            raise WrongAnswer(
                "{hook} returned “{name}”, whose “{member}” is {value}, and not {wanted}",
                hook=hook,
                name=name,
                member=member,
                value=shown(getattr(thing, member)),
                wanted=what,
            )
    if "name" in fields and not _NAME.fullmatch(name):
        raise WrongAnswer(
            "{hook} returned “{name}”: a name has small letters, digits and hyphens, such as "
            "bar-lines",
            hook=hook,
            name=name,
        )


@cache
def _promised(protocol: type) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a protocol with their types, and its methods."""
    members = vars(protocol).items()
    methods = (name for name, member in members if isfunction(member) and name[0] != "_")
    return get_type_hints(protocol), tuple(methods)


def _unlike(value: Any, type_: Any) -> Sayable | None:
    """Return what a value ought to be by its type; None where it is."""
    if type_ is str:
        return None if isinstance(value, str) and value else message("a text")
    if get_origin(type_) is type:
        if not (isinstance(value, type) and attrs.has(value)):
            return message("an attrs class")
        describe_options(value), value()  # each raises what is wrong with it
    elif get_origin(type_) is Literal and value not in get_args(type_):
        return alternatives(get_args(type_))
    elif get_origin(type_) is Sequence:
        texts = not isinstance(value, str) and isinstance(value, Sequence)
        if not texts or not all(isinstance(text, str) for text in value):
            return message("a list of texts")
    return None
