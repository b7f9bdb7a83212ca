"""A state as bytes and back: plain values, decoded by the types of the fields of `State`.

What `State` leaves out of its comparison (what it reads on demand) is left out here too; every
other field is included by itself.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_origin, get_type_hints

import attrs
import msgspec

from qualog.decisions import ERASED, Erased
from qualog.state.state import ReadContent, State

Path = tuple[str | int, ...]
"""The way to a value: names of fields, keys and places."""


class Snapshot(NamedTuple):
    """The fields of a state in order, and where in them words were erased."""

    fields: bytes
    erased: tuple[Path, ...]


def take(state: State) -> Snapshot:
    """Return a state as bytes."""
    values = {name: getattr(state, name) for name in _types()}
    marks = 0

    def plain(value: Any) -> Any:
        nonlocal marks
        if isinstance(value, Erased):  # a mark is a mark, and not the words "[erased]"
            marks += 1
            return str(value)
        raise TypeError(f"a state holds a {type(value).__name__}")

    fields = msgspec.msgpack.Encoder(enc_hook=plain).encode(values)
    return Snapshot(fields, tuple(_erased(values)) if marks else ())


def restore(snapshot: Snapshot, read_content: ReadContent) -> State:
    """Return the state of a snapshot.

    Raises:
        msgspec.MsgspecError: it is none.
    """
    found = _decoder().decode(snapshot.fields)
    values = {name: getattr(found, name) for name in _types()}
    for path in snapshot.erased:
        values = _marked(values, path)
    return State(**values, read_content=read_content)


@cache
def _types() -> dict[str, Any]:
    types = get_type_hints(State)
    return {field.name: types[field.name] for field in attrs.fields(State) if field.eq}


@cache
def _decoder() -> "msgspec.msgpack.Decoder[Any]":
    fields = msgspec.defstruct("Fields", list(_types().items()))
    return msgspec.msgpack.Decoder(fields, dec_hook=_made)


def _made(wanted: Any, plain: Any) -> Any:
    """Make a value of a type that msgspec does not know, such as a Counter, of a plain one."""
    return (get_origin(wanted) or wanted)(plain)


def _erased(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the ways to all marks of erased words."""
    if isinstance(value, Erased):
        yield path
    for step, inner in _inner(value):
        yield from _erased(inner, (*path, step))


def _inner(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield field.name, getattr(value, field.name)
    elif isinstance(value, tuple | list):
        yield from enumerate(value)


def _marked(value: Any, path: Path) -> Any:
    """Yield a value with the mark of erased words at the end of a way."""
    if not path:
        return ERASED
    step, *rest = path
    inner = _marked(dict(_inner(value))[step], tuple(rest))
    if isinstance(value, dict):
        return {**value, step: inner}
    if attrs.has(type(value)):
        return attrs.evolve(value, **{str(step): inner})
    cells = [inner if place == step else cell for place, cell in enumerate(value)]
    return type(value)(*cells) if hasattr(value, "_fields") else type(value)(cells)
