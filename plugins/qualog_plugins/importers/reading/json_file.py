"""Reading JSON that nobody vouches for."""

import json
from pathlib import Path
from typing import Any

from qualog.errors import BadInput


def read_json(data: bytes, path: Path) -> Any:
    """Give what a file in JSON holds.

    Raises:
        BadInput: it is damaged, or no JSON.
    """
    try:
        return json.loads(data.decode(encoding_of(data)))
    except (ValueError, RecursionError) as error:
        told = str(error).splitlines()[0][:100]
        raise BadInput(
            f"{path.name} is damaged or cut off: it is no JSON ({told}). Save or copy it anew."
        ) from None


def encoding_of(data: bytes) -> str:
    """Give what a file in JSON is read as: JSON is UTF-8, unless a mark says that it is UTF-16."""
    return "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
