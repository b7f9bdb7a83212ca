"""One measurement in a process of its own: python -m benchmarks.fresh WORK FILE [MORE]

It prints how long the work took, by how much the memory grew, and what came of it: the caller
checks that, and the clock does not run while it is counted.
"""

import contextlib
import gc
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from attrs import frozen

from benchmarks.study import drafts, study_of, whole
from qualog.decisions.codings import CodingApplied
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project
from qualog.replay.fold import replay


@frozen
class Work:
    """What is timed, and what is found in its result."""

    act: Callable[[], Any]
    found: Callable[[Any], object]


def append(path: Path, count: str) -> Work:
    """Write decisions at once, and find how many lines were added to a log that is whole."""
    project = study_of(path, 0)
    project.state  # noqa: B018 - so that a replay is not counted
    before = project.log.store.heads()[project.log.replica].seq
    return Work(
        lambda: project.log.append(drafts(project, int(count))),
        lambda _: whole(verify(project.log.store)) - before,
    )


def verify_all(path: Path) -> Work:
    """Verify a log, and find how many lines it has."""
    store = SqliteStore.open(path)
    return Work(lambda: verify(store), whole)


def replay_all(path: Path) -> Work:
    """Replay a log, and find how many codings come of it, and how many decisions were no use."""
    store = SqliteStore.open(path)
    return Work(lambda: replay(store), lambda state: [len(state.codings), len(state.unapplied)])


def decode_all(path: Path) -> Work:
    """Do the least that a replay can do, and find how many codings are kept."""
    return Work(lambda: decoded(path), len)


def hash_all(path: Path) -> Work:
    """Hash the bodies, which are in memory already, and find the last hash."""
    held = list(bodies(path))
    return Work(lambda: chain(held), bytes.hex)


def scan_all(path: Path) -> Work:
    """Read the bodies and hash them, and find the last hash."""
    return Work(lambda: chain(bodies(path)), bytes.hex)


def import_all(path: Path, files: str) -> Work:
    """Run the whole command, without what it prints, and find how many documents and turns came."""
    return Work(lambda: imported(path, files), lambda _: counted(path))


WORKS: dict[str, Callable[..., Work]] = {
    "append": append,
    "verify": verify_all,
    "replay": replay_all,
    "decode": decode_all,
    "hash": hash_all,
    "scan": scan_all,
    "import": import_all,
}


def decoded(path: Path) -> dict[str, CodingApplied]:
    """Read the bodies of all codings, decode them, and keep them by id."""
    decode = msgspec.json.Decoder(CodingApplied).decode
    rows = sqlite3.connect(path).execute(
        "SELECT body FROM line WHERE kind='coding-applied' ORDER BY replica, seq"
    )
    gc.disable()
    found = {}
    for (body,) in rows:
        decision = decode(body)
        found[decision.coding] = decision
    return found


def bodies(path: Path) -> Iterable[tuple[bytes]]:
    """Read the bodies of all decisions."""
    return sqlite3.connect(path).execute("SELECT body FROM line ORDER BY replica, seq")


def chain(rows: Iterable[tuple[bytes]]) -> bytes:
    """Return the end of a hash chain over the bodies alone."""
    last = b""
    for (body,) in rows:
        last = hashlib.sha256(last + body).digest()
    return last


def imported(path: Path, files: str) -> None:
    """Import files as a person does."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        from qualog_cli.main import qualog

        qualog.main(["import", files, "--project", str(path)], standalone_mode=False)


def counted(path: Path) -> list[int]:
    """Return how many documents a project has, and how many turns."""
    with Project.open(path) as project:
        documents = project.state.documents
        turns = sum(len(document.turns) for document in documents.values())
        return [len(documents), turns]


def peak() -> float:
    """Return the peak memory of this program in MB, on Linux; elsewhere 0.

    Not `ru_maxrss`: a process that is started has that of the one that started it.
    """
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(name: str, path: str, *more: str) -> None:
    """Do a work and print what was measured."""
    work = WORKS[name](Path(path), *more)
    before = peak()
    gc.collect()
    began = time.perf_counter()
    result = work.act()
    took, grew = time.perf_counter() - began, peak() - before
    found = work.found(result)
    print(json.dumps({"seconds": took, "megabytes": grew, "found": found}), flush=True)
    os._exit(0)  # giving a million objects back is not what is measured


if __name__ == "__main__":
    main(*sys.argv[1:])
