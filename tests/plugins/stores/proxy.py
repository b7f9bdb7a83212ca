"""A network that fails at the worst moment: between a COMMIT and its answer."""

import contextlib
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread


class Proxy:
    """Passes everything on between a server's socket and one of its own, until told not to."""

    def __init__(self, server: Path) -> None:
        self.server = server
        self.folder = Path(tempfile.mkdtemp(prefix="qualog-proxy-", dir="/tmp"))
        self.broke = 0
        self._breaks: str | None = None
        self._for_good = False

    def __enter__(self) -> "Proxy":
        self._listening = socket.socket(socket.AF_UNIX)
        self._sockets = [self._listening]
        self._threads: list[Thread] = []
        self._listening.bind(str(self.folder / self.server.name))
        self._listening.listen()
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        for end in self._sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in self._sockets:
            end.close()
        shutil.rmtree(self.folder)

    def break_at_commit(self, *, answered: bool, for_good: bool = False) -> None:
        """Break the next connection that sends COMMIT: when it is `answered`, or right away."""
        self._breaks = "answered" if answered else "sent"
        self._for_good = for_good

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self._for_good and self.broke:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self.server))
                self._sockets += [client, server]
                self._start(self._pass, client, server, True)
                self._start(self._pass, server, client, False)

    def _start(self, act: Callable[..., None], *values: object) -> None:
        self._threads.append(Thread(target=act, args=values))
        self._threads[-1].start()

    def _pass(self, source: socket.socket, target: socket.socket, asks: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if not asks and self._breaks == "now":
                    break
                if asks and b"COMMIT\0" in data and self._breaks == "answered":
                    self._breaks = "now"
                target.sendall(data)
                if asks and b"COMMIT\0" in data and self._breaks == "sent":
                    self._breaks = "now"
                    break
        if self._breaks == "now":
            self._breaks = None
            self.broke += 1
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
