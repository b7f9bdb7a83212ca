"""One measurement in a process of its own: python -m benchmarks.fresh WHAT FILE [MORE]"""

import contextlib
import gc
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from benchmarks.corpus import drafts, study_of
from qualog.decisions.codings import CodingApplied
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore
from qualog.replay.fold import replay


def limit(path: Path) -> dict[str, CodingApplied]:
    """The least that a replay can do: read the bodies, decode them, keep them by id."""
    decode = msgspec.json.Decoder(CodingApplied).decode
    database = sqlite3.connect(path)
    rows = database.execute(
        "SELECT body FROM line WHERE kind='coding-applied' ORDER BY replica, seq"
    )
    gc.disable()
    found = {}
    for (body,) in rows:
        decision = decode(body)
        found[decision.coding] = decision
    return found


def chain(rows: Iterable[tuple[bytes]]) -> bytes:
    """A hash chain over the bodies alone."""
    last = b""
    for (body,) in rows:
        last = hashlib.sha256(last + body).digest()
    return last


def bodies(path: Path) -> Iterable[tuple[bytes]]:
    return sqlite3.connect(path).execute("SELECT body FROM line ORDER BY replica, seq")


def append(path: Path, count: int) -> Callable[[], object]:
    project = study_of(path, 0)
    project.state  # noqa: B018 - so that a replay is not counted
    return lambda: project.log.append(drafts(project, count))


def take_in(path: Path, files: str) -> object:
    """The whole command, without what it prints."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        from qualog_cli.main import qualog

        qualog.main(["import", files, "--project", str(path)], standalone_mode=False)
    return files


def act_of(what: str, path: Path, more: str) -> Callable[[], object]:
    if what == "append":
        return append(path, int(more))
    if what == "import":
        return lambda: take_in(path, more)
    if what == "hash":
        held = list(bodies(path))
        return lambda: chain(held)
    if what == "scan":
        return lambda: chain(bodies(path))
    if what == "limit":
        return lambda: limit(path)
    store = SqliteStore.open(path)
    return (lambda: verify(store)) if what == "verify" else (lambda: replay(store))


def main(what: str, path: str, more: str = "") -> None:
    act = act_of(what, Path(path), more)
    before = peak()
    gc.collect()
    began = time.perf_counter()
    kept = act()
    print(time.perf_counter() - began, peak() - before, flush=True)
    assert kept is not None
    os._exit(0)  # giving a million objects back is not what is measured


def peak() -> float:
    """Peak memory of this program in MB, on Linux; elsewhere 0.

    Not `ru_maxrss`: a process that is started has that of the one that started it.
    """
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
