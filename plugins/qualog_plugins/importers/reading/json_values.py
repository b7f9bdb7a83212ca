"""JSON that nobody vouches for: values are asked for by what they should be."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog_plugins.importers.reading.files import read_bytes


def read_json(path: Path) -> Any:
    """Give what a file of JSON holds.

    Raises:
        BadInput: it cannot be read, or is no JSON.
    """
    return parse(read_bytes(path), f"{path.name} is damaged: it")


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Give what each line of a file of JSON lines holds, with its number from 1.

    Raises:
        BadInput: a line is no JSON; the message says which.
    """
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if line.strip():
            yield number, parse(line, f"{path.name} is damaged: line {number}")


def parse(data: bytes, what: str) -> Any:
    """Give what JSON says; `what` begins the message if it is none.

    Raises:
        BadInput: it is no JSON, is nested too deeply, or holds NUL or half a character.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
        if any(escape in data for escape in (b"\\ud", b"\\uD", b"\\u0000")):
            _check(value)
    except (ValueError, RecursionError) as error:
        told = (str(error).splitlines() or [""])[0][:100]
        raise BadInput(f"{what} is no JSON that can be read ({told}). Export it anew.") from None
    return value


def _check(value: Any) -> None:
    """Check that all that JSON says can be written as text."""
    if isinstance(value, str):
        value.encode("utf-8")
        if "\x00" in value:
            raise ValueError("it holds NUL, which is no text")
    elif isinstance(value, dict | list):
        for each in value:
            _check(each)
            if isinstance(value, dict):
                _check(value[each])


def at(value: Any, *keys: str) -> Any:
    """Give what lies under keys; None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def said(value: Any, *keys: str) -> str:
    """Give the text under keys, without white space around it; "" where there is none."""
    found = at(value, *keys)
    return found.strip() if isinstance(found, str) else ""


def listed(value: Any, *keys: str) -> list[Any]:
    """Give the list under keys; what is no list counts as one of one, nothing as an empty one."""
    found = at(value, *keys)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def whole(value: Any, *keys: str) -> int | None:
    """Give the whole number under keys; None where there is none."""
    found = at(value, *keys)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def named(value: Any, kind: str) -> str:
    """Give a name: a text as it is, a number as that of its kind ("label 12")."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{kind} {str(value)[:20]}"
    return " ".join(value.split()) if isinstance(value, str) else ""
