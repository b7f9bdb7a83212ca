"""The fields of a kind, exactly: which stand in the body, which among the words, of what form.

All of it is read from the decision class. From each class two types are made that take nothing
else: no field more, none less but those that were not written at first.
"""

from collections.abc import Callable, Collection
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec
from msgspec import Meta

from qualog.decisions import sealed_fields
from qualog.decisions.values import Form, Number, Offset, Span
from qualog.log.codec import default_of


class Fields(NamedTuple):
    """What the two parts of a kind are: types that `msgspec` reads JSON as, or converts to."""

    body: Any
    words: Any


@cache
def fields_of(cls: Any, *, upcast: bool = False) -> Fields:
    """Return what the parts of a class are; of what was upcast, defaults may be missing."""
    sealed = sealed_fields(cls)
    body = [field.name for field in attrs.fields(cls) if field.name not in sealed]
    # A class without words is written in the order of its slots, which Python sorts.
    body = body if sealed else sorted(body)
    why: Any = ("why", str | None | msgspec.UnsetType, msgspec.UNSET)
    is_optional = _has_default if upcast else _came_later
    return Fields(_struct(cls, body, is_optional), _struct(cls, sealed, is_optional, before=[why]))


def _has_default(field: Any) -> bool:
    return field.default is not attrs.NOTHING


def _came_later(field: Any) -> bool:
    return bool(field.metadata.get("later"))


def _struct(
    cls: Any,
    names: Collection[str],
    is_optional: Callable[[Any], bool],
    before: Collection[tuple[Any, ...]] = (),
) -> Any:
    types = get_type_hints(cls, include_extras=True)
    fields = list(before)
    for name in names:
        field = getattr(attrs.fields(cls), name)
        default = default_of(field) if is_optional(field) else ()
        fields.append((name, _exact(types[name], is_optional), *default))
    return msgspec.defstruct(
        cls.__name__,
        fields,
        kw_only=True,
        forbid_unknown_fields=True,
        namespace=_in_order(names),
    )


def _in_order(names: Collection[str]) -> dict[str, Any]:
    return {"__post_init__": _require_order} if {"start", "end"} <= set(names) else {}


def _require_order(made: Any) -> None:
    start, end = made.start, made.end
    if start is not None and end is not None and start > end:
        raise ValueError(f"`start` {start} lies after `end` {end}")


def _exact(type_: Any, is_optional: Callable[[Any], bool]) -> Any:
    """Return a type that holds of each text, number and class in it what can be true of it."""
    origin, arguments = get_origin(type_), get_args(type_)
    if type_ == Span:
        return _SPAN
    if type_ is int:
        return Number
    if origin is Annotated:
        base, limit = arguments
        return Annotated[base, _whole(limit)]
    if attrs.has(type_):
        names = sorted(field.name for field in attrs.fields(type_))  # as it is written
        return _struct(type_, names, is_optional)
    if hasattr(type_, "_fields"):
        return _row(type_)
    inner = tuple(each if each is ... else _exact(each, is_optional) for each in arguments)
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007  (of a tuple)
    return origin[inner] if origin in (tuple, dict) else type_


def _whole(limit: Any) -> Any:
    return Meta(pattern=rf"\A({limit.pattern})\Z") if isinstance(limit, Form) else limit


def _row(cls: Any) -> Any:
    """Return the type of a named tuple, which is an array."""
    types = get_type_hints(cls, include_extras=True)
    return msgspec.defstruct(
        cls.__name__,
        [(name, _exact(type_, _has_default)) for name, type_ in types.items()],
        array_like=True,
        forbid_unknown_fields=True,
        namespace=_in_order(types),
    )


_SPAN: Final = msgspec.defstruct(
    "Span",
    [("start", Offset), ("end", Offset)],
    array_like=True,
    forbid_unknown_fields=True,
    namespace={"__post_init__": _require_order},
)
