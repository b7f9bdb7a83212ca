"""A lock between processes, held around writes and checkpoints of one project file."""

import os
from pathlib import Path
from types import TracebackType
from typing import Final

try:
    import fcntl
except ImportError:  # Windows: SQLite's own locks alone
    fcntl = None  # type: ignore[assignment]

LOCKS: Final = fcntl is not None
"""Whether the lock holds on this system."""


class FileLock:
    """An exclusive `flock` on a side file, so that no commit runs beside a checkpoint."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def __enter__(self) -> None:
        if fcntl is None:
            return
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if fcntl is not None and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the side file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
