"""What plugins share with Qualog: the folder that it runs in, and what it prints."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import Any


@contextmanager
def kept_surroundings() -> Iterator[None]:
    """Let a plugin be loaded or asked, and have the folder and the output as they were.

    What it prints is shown among the errors, so that output which a program reads stays whole.
    """
    folder = None
    with suppress(OSError):  # it was deleted
        folder = os.getcwd()  # noqa: PTH109
    try:
        with redirect_stdout(io.TextIOWrapper(_Aside(), "utf-8", write_through=True)):
            yield
    finally:
        if folder is not None:
            os.chdir(folder)


class _Aside(io.BufferedIOBase):
    """Writes to the errors, and whoever closes it closes nothing else."""

    name = "<stderr>"

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        written = bytes(data)
        sys.stderr.write(written.decode("utf-8", "replace"))
        return len(written)
