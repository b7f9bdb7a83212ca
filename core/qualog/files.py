"""Writing a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualog.errors import BadInput


@contextmanager
def atomic_write(target: Path) -> Iterator[Path]:
    """Give a draft beside the target, which takes its place once it is done.

    Raises:
        BadInput: the folder cannot be written.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(b"")
        yield draft
        draft.replace(target)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        draft.unlink(missing_ok=True)
