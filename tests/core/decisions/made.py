"""Makes decisions of any class, of whatever its fields may hold."""

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from msgspec import Meta

from qualog.decisions import sealed_fields

words = st.text(st.characters(codec="utf-8"), max_size=12)
ids = st.text("0123456789abcdef", min_size=16, max_size=16)


def values_of(cls, ids=ids):
    """Give a strategy that makes a decision of this class; `ids` are those of what it names."""
    sealed = sealed_fields(cls)
    types = get_type_hints(cls, include_extras=True)
    return st.fixed_dictionaries(
        {
            name: of_type(type_, words if name in sealed else ids, ids)
            for name, type_ in types.items()
            if name in {each.name for each in attrs.fields(cls)}
        }
    ).map(lambda fields: cls(**in_order(fields)))


def of_type(
    type_: Any, texts: st.SearchStrategy[str], ids: st.SearchStrategy[str] = ids
) -> st.SearchStrategy[Any]:
    """Give a strategy of the values of a type; `texts` are those that no form is asked of."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _limited(arguments[0], arguments[1], ids)
    if origin in (Union, UnionType):
        return st.one_of(*(of_type(each, texts, ids) for each in arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple and arguments[1:] == (...,):
        return st.lists(of_type(arguments[0], texts, ids), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(of_type(each, texts, ids) for each in arguments)).map(
            lambda found: tuple(sorted(found)) if set(map(type, found)) == {int} else found
        )
    if origin is dict:
        return st.dictionaries(*(of_type(each, texts, ids) for each in arguments), max_size=3)
    if attrs.has(type_) or hasattr(type_, "_fields"):
        types = get_type_hints(type_, include_extras=True)
        fields = {name: of_type(each, texts, ids) for name, each in types.items()}
        return st.fixed_dictionaries(fields).map(lambda found: type_(**in_order(found)))
    return {
        str: texts,
        type(None): st.none(),
        bool: st.booleans(),
        int: st.integers(-(1 << 53), 1 << 53),
        float: st.floats(0, 1e6),
    }[type_]


def in_order(fields: dict[str, Any]) -> dict[str, Any]:
    """Give fields of which none ends before it starts."""
    start, end = fields.get("start"), fields.get("end")
    if isinstance(start, int) and isinstance(end, int):
        return fields | {"start": min(start, end), "end": max(start, end)}
    return fields


def _limited(base: Any, limit: Any, ids: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    if base is int:
        return st.integers(limit.ge, limit.le)
    pattern = limit.pattern.removeprefix(r"\A").removesuffix(r"\Z")
    assert isinstance(limit, Meta) or base is str
    if pattern.endswith(r"\.[1-9][0-9]{0,14}"):  # a decision; or a thing, where it may be one
        decisions = st.builds("{}.{}".format, ids, st.integers(1, 400))
        return decisions | ids if "|" in pattern else decisions
    return ids if pattern == "[0-9a-f]{16}" else st.from_regex(pattern, fullmatch=True)
