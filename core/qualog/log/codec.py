"""Decisions to bytes and back: the body apart from the words, old versions through upcasters."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import attrs
import msgspec

from qualog.decisions import Decision, kind_of, sealed_fields

_encode: Final = msgspec.json.Encoder(enc_hook=str).encode  # Erased is a str of its own kind


def encode_body(decision: Decision) -> bytes:
    """Give the body of a decision as JSON: every field that is not words, always all of them."""
    cls: Any = type(decision)
    names = _body_fields(cls)
    if names is None:
        return _encode(decision)
    return _encode({name: getattr(decision, name) for name in names})


def encode_words(decision: Decision, why: str | None) -> bytes:
    """Give the words of a decision and the reason for it as JSON; empty where there are none."""
    cls: Any = type(decision)
    names = _words_fields(cls)
    if not names:
        return _encode({"why": why}) if why else b""
    spoken = {name: getattr(decision, name) for name in names}
    return _encode({"why": why, **spoken} if why else spoken)


Decoder = Callable[[bytes, bytes | None], Decision]
"""Makes a decision of a body and its words; None where the words were erased or there are none."""


@cache
def decoder(kind: str, version: int) -> Decoder | None:
    """Give what reads this kind in this version; None where no loaded code knows it."""
    cls = kind_of(kind)
    if cls is None or version > cls.version:
        return None
    read = msgspec.json.Decoder(cls).decode
    erased = sealed_fields(cls)
    if not erased:
        return lambda body, words: read(body)

    placeholder = _encode(erased)

    def decode(body: bytes, words: bytes | None) -> Decision:
        if words is not None:
            return read(_joined(body, words))
        return attrs.evolve(read(_joined(body, placeholder)), **erased)  # type: ignore[misc]

    return decode


def _joined(body: bytes, words: bytes) -> bytes:
    """Make one JSON object of two, without decoding either."""
    if len(body) <= 2:
        return words
    return body[:-1] + b"," + words[1:]


@cache
def _body_fields(cls: Any) -> tuple[str, ...] | None:
    """Give the names of the fields of the body; None if all fields are, for the common case."""
    sealed = sealed_fields(cls)
    if not sealed:
        return None
    return tuple(each.name for each in attrs.fields(cls) if each.name not in sealed)


@cache
def _words_fields(cls: Any) -> tuple[str, ...]:
    return tuple(sealed_fields(cls))
