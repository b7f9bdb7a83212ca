"""What a plugin does beyond its task: files that it writes, calls over the network."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OUTWARD = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.Popen",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
)
_watches: list[list[str]] = []


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield a list into which everything goes that is written, called or started meanwhile."""
    _look()
    acts: list[str] = []
    _watches.append(acts)
    try:
        yield acts
    finally:
        _watches.remove(acts)


@cache
def _look() -> None:
    """Begin to look. An audit hook cannot be taken away again, so it is set once."""
    sys.addaudithook(_see)


def _see(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watches:
        return
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        if arguments[0] != os.devnull:
            _watches[-1].append(f"wrote {arguments[0]}")
    elif event in _OUTWARD:
        _watches[-1].append(f"{event} {arguments[0] if arguments else ''}".strip())
