"""One measurement in a process of its own: python -m benchmarks.fresh verify|replay|limit FILE"""

import gc
import os
import sqlite3
import sys
import time
from pathlib import Path

import msgspec

from qualog.decisions import CodingApplied
from qualog.log.sqlite import SqliteStore
from qualog.log.verification import verify
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


def main(what: str, path: str) -> None:
    store = SqliteStore.open(Path(path))
    acts = {
        "verify": lambda: verify(store),
        "replay": lambda: replay(store),
        "limit": lambda: limit(Path(path)),
    }
    began = time.perf_counter()
    kept = acts[what]()
    print(time.perf_counter() - began, flush=True)
    assert kept is not None
    store.close()
    os._exit(0)  # giving a million objects back is not what is measured


if __name__ == "__main__":
    main(*sys.argv[1:])
