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
        return json.loads(data.decode("utf-16" if _is_wide(data) else "utf-8-sig"))
    except (ValueError, RecursionError) as error:
        told = str(error).splitlines()[0][:100]
        raise BadInput(
            f"{path.name} is damaged or cut off: it is no JSON ({told}). Save or copy it anew."
        ) from None


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))
