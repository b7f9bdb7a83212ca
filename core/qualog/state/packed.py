"""Turns and parts of documents as bytes, in a tenth of their memory.

A state holds those of all documents, a hundred and more each, and few are looked at in one run.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from qualog.decisions.documents import Content, Turn

_AT_ONCE: Final = 128  # documents that are kept unpacked, the last that were looked at

_pack: Final = msgspec.msgpack.Encoder().encode
_unpack_turns: Final = msgspec.msgpack.Decoder(
    list[tuple[int, int, int, int | None, int | None]]
).decode
_unpack_parts: Final = msgspec.msgpack.Decoder(list[tuple[str, int]]).decode


class Part(NamedTuple):
    """One part of a text: the id of its content, and how many code points it has."""

    content: str
    length: int


def plain_parts(contents: Iterable[Content]) -> Iterator[Part]:
    """Yield the parts of a text from what the log says of them."""
    return (Part(content.content, content.length) for content in contents)


def pack_turns(turns: Iterable[Turn]) -> bytes:
    """Return turns as bytes."""
    return _pack([(t.start, t.end, t.speaker, t.time, t.until) for t in turns])


def pack_parts(parts: Iterable[Part]) -> bytes:
    """Return parts as bytes."""
    return _pack(list(parts))


@lru_cache(_AT_ONCE)
def turns_of(packed: bytes) -> tuple[Turn, ...]:
    """Return the turns that were packed."""
    return tuple(Turn(*turn) for turn in _unpack_turns(packed))


@lru_cache(_AT_ONCE)
def parts_of(packed: bytes) -> tuple[Part, ...]:
    """Return the parts that were packed."""
    return tuple(Part(*part) for part in _unpack_parts(packed))
