"""Reads JSON so that no other reader could read it otherwise: no key twice, no odd number."""

import json
import math
import re
from typing import Any, Final

from qualog.log.strict.unsound import Unsound

DEPTH: Final = 16
LARGEST: Final = 1 << 53
"""Whole numbers up to here are the same in every program."""

_BRACKET: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def scanned(stored: bytes, *, largest: int, depth: int = DEPTH) -> dict[str, Any]:
    """Return the JSON object that some bytes are.

    Args:
        stored: the bytes.
        largest: how many there may be.
        depth: how deep arrays and objects may lie in each other.

    Raises:
        Unsound: they are none, or can be read in more than one way.
    """
    if len(stored) > largest:
        raise Unsound("it is larger than {limit} bytes", limit=largest)
    if _is_deeper(stored, depth):  # asked first: what reads JSON goes down as deep as it nests
        raise Unsound("its JSON is nested more than {limit} deep", limit=depth)
    try:
        found = json.loads(
            stored.decode(),
            object_pairs_hook=_each_once,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_finite,
        )
        json.dumps(found, ensure_ascii=False).encode()  # half a character is no text
    except UnicodeError:
        raise Unsound("its JSON is not UTF-8") from None
    except ValueError as error:
        raise Unsound("it is not JSON ({cause})", cause=str(error)) from None
    if not isinstance(found, dict):
        raise Unsound("its JSON is not an object")
    return found


def _is_deeper(stored: bytes, limit: int) -> bool:
    depth = 0
    for match in _BRACKET.finditer(stored):
        mark = match[0]
        depth += (mark in b"[{") - (mark in b"]}")
        if depth > limit:
            return True
    return False


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unsound("its JSON has the key “{key}” twice", key=twice[:60])
    return found


def _whole(digits: str) -> int:
    if len(digits) > len(str(LARGEST)) + 1 or abs(int(digits)) > LARGEST:
        raise Unsound("its JSON has the number {number}, which is too large", number=digits[:24])
    return int(digits)


def _finite(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise Unsound("its JSON has the number {number}, which is none", number=digits[:24])
    return number
