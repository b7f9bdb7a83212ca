"""JSON that is not trusted: values are asked for by what they should be."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog_plugins.importers.reading.files import read_bytes

_MOST_SHOWN = 100


def read_json(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises:
        BadInput: it cannot be read, or is not JSON.
    """
    return parse_json(read_bytes(path), path.name)


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield what each line of a file of JSON lines holds, with its number from 1.

    Raises:
        BadInput: a line is not JSON; the message says which.
    """
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if line.strip():
            yield number, parse_json(line, path.name, line=number)


def parse_json(data: bytes, file: str, *, line: int | None = None) -> Any:
    """Return what JSON in UTF-8 says.

    Args:
        data: the JSON.
        file: the name of the file that it is from, for messages.
        line: which line of the file it is, if it is not all of it.

    Raises:
        BadInput: it is not JSON, is nested too deeply, or holds NUL or half a character.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
        if any(escape in data for escape in (b"\\ud", b"\\uD", b"\\u0000")):
            _check_characters(value)
    except (ValueError, RecursionError) as error:
        raise _not_json(error, file, line) from None
    return value


def parse_json_unchecked(data: bytes, file: str) -> tuple[Any, str]:
    """Return what JSON says, whatever characters are in it, and the encoding that it is in.

    For files whose texts are repaired where they hold what no text can hold. JSON is in UTF-8,
    unless a byte order mark says that it is in UTF-16.

    Raises:
        BadInput: it is not JSON, or is nested too deeply.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return json.loads(data.decode(encoding)), encoding
    except (ValueError, RecursionError) as error:
        raise _not_json(error, file) from None


def _not_json(error: Exception, file: str, line: int | None = None) -> BadInput:
    first_line: Sayable = (str(error).splitlines() or [""])[0][:_MOST_SHOWN]
    where = file if line is None else message("{file}, line {line}", file=file, line=line)
    return BadInput(
        "{where} is damaged or cut off: it is not JSON that can be read ({reason}). "
        "Export or copy the file again.",
        where=where,
        reason=first_line,
    )


def _check_characters(value: Any) -> None:
    """Raise a ValueError where JSON holds what cannot be written as text."""
    if isinstance(value, str):
        value.encode("utf-8")
        if "\x00" in value:
            raise ValueError("it holds NUL, which no text does")
    elif isinstance(value, dict | list):
        for item in value:
            _check_characters(item)
            if isinstance(value, dict):
                _check_characters(value[item])


def value_at(value: Any, *keys: str) -> Any:
    """Return what lies under keys, each within the one before; None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_at(value: Any, *keys: str) -> str:
    """Return the text under keys, without white space around it; "" where there is none."""
    found = value_at(value, *keys)
    return found.strip() if isinstance(found, str) else ""


def list_at(value: Any, *keys: str) -> list[Any]:
    """Return the list under keys: anything else as a list of one, nothing as an empty list."""
    found = value_at(value, *keys)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def integer_at(value: Any, *keys: str) -> int | None:
    """Return the whole number under keys; None where there is none."""
    found = value_at(value, *keys)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def name_of(value: Any, kind: str) -> str:
    """Return a name: a text as it is, a number as one of its kind ("label 12"); else ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{kind} {str(value)[:20]}"
    return " ".join(value.split()) if isinstance(value, str) else ""
