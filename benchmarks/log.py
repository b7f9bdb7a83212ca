"""The log: one durable decision, many at once, verification, replay; beside raw SQLite and a peer."""

import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import peer
from benchmarks.corpus import drafts, study_of
from benchmarks.measure import Row, alternating, seconds

_ONES = 300
_PEERS = 20_000
_COLUMNS = (
    "replica TEXT, seq INTEGER, at INTEGER, authors TEXT, kind TEXT, version INTEGER, "
    "command TEXT, together TEXT, subjects TEXT, body BLOB, commitment BLOB, hash BLOB"
)


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    yield from _one_by_one(folder, rounds)
    yield from _many(folder, count)


def _one_by_one(folder: Path, rounds: int) -> Iterator[Row]:
    project = study_of(folder / "ones.qualog", 1000)
    raw = _raw(folder / "ones.db")
    row = next(_rows(project.path))
    application, document = peer.application(folder / "ones-peer.db"), peer.document()
    application.save(document)

    def ours() -> None:
        for draft in drafts(project, _ONES):
            project.log.append([draft])

    def verbs() -> None:
        length = len(project.state.codings)
        for number in range(_ONES):
            start = (length + number) * 13 % 80_000
            project.codings.apply("code", "talk", span=(start, start + 3 + number + length % 997))

    def bare() -> None:
        for _ in range(_ONES):
            raw.execute("INSERT INTO line VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def theirs() -> None:
        for number in range(_ONES):
            peer.code(document, number)
            application.save(document)

    append, verb, insert, saved = alternating(rounds, ours, verbs, bare, theirs)
    project.close()
    raw.close()
    application.close()
    work = "one durable decision, `Log.append`"
    target = "≤ 1.3× a bare insert"
    yield Row(
        work, _ONES, append, "bare SQLite insert, full sync", insert, target, append <= 1.3 * insert
    )
    yield Row(work, _ONES, append, "eventsourcing, `app.save`", saved)
    yield Row(
        "one coding, `Project.codings.apply`", _ONES, verb, "bare SQLite insert, full sync", insert
    )


def _many(folder: Path, count: int) -> Iterator[Row]:
    path = folder / "many.qualog"
    project = study_of(path, 0)
    before = _peak()
    bulk = seconds(lambda: project.log.append(drafts(project, count)))
    grown = _peak() - before
    project.close()
    rows = list(_rows(path))
    raw = _raw(folder / "many.db")
    same_row = seconds(lambda: _insert(raw, rows))
    raw.close()
    payload = sqlite3.connect(folder / "payload.db", isolation_level=None)
    payload.execute("PRAGMA journal_mode=WAL")
    payload.execute("PRAGMA synchronous=FULL")
    payload.execute("CREATE TABLE line (pos INTEGER PRIMARY KEY, payload BLOB)")
    two = seconds(lambda: _insert(payload, [(row[1], row[9]) for row in rows]))
    payload.close()
    work = f"{count:,} decisions at once"
    speed = count / bulk
    memory = f"peak memory grew by {grown} MB"
    yield Row(
        work,
        count,
        bulk,
        "raw inserts of the same 12 columns",
        same_row,
        "≥ 100,000/s",
        speed >= 100_000,
        memory,
    )
    yield Row(work, count, bulk, "raw inserts of number and body", two)
    peers = _peer_bulk(folder)
    note = f"the peer measured on {_PEERS:,}, 100 a transaction, and extrapolated"
    yield Row(work, count, bulk, "eventsourcing", peers[0] / _PEERS * count, note=note)

    bodies = [row[9] for row in rows]
    hashing = seconds(lambda: _hash(bodies))
    del rows, bodies
    verified = _fresh("verify", path)
    scale = count / 1_000_000
    yield Row(
        f"verify {count:,}",
        count,
        verified,
        "a hash chain over the bodies alone",
        hashing,
        "≤ 2.5 s a million",
        verified <= 2.5 * scale,
    )
    replayed, limit = _fresh("replay", path), _fresh("limit", path)
    yield Row(
        f"replay {count:,} from nothing",
        count,
        replayed,
        "scan, decode and a dictionary",
        limit,
        "≤ 2.5 s a million",
        replayed <= 2.5 * scale,
    )
    note = f"the peer measured on {_PEERS:,}, and extrapolated"
    yield Row(
        f"replay {count:,} from nothing",
        count,
        replayed,
        "eventsourcing",
        peers[1] / _PEERS * count,
        note=note,
    )


def _peer_bulk(folder: Path) -> tuple[float, float]:
    application, document = peer.application(folder / "peer.db"), peer.document()

    def write() -> None:
        for number in range(_PEERS):
            peer.code(document, number)
            if number % 100 == 99:
                application.save(document)

    written = seconds(write)
    read = seconds(lambda: application.repository.get(document.id))
    application.close()
    return written, read


def _raw(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(f"CREATE TABLE line ({_COLUMNS})")
    return database


def _insert(database: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    marks = ",".join("?" * len(rows[0]))
    for start in range(0, len(rows), 1000):
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO line VALUES ({marks})", rows[start : start + 1000])
        database.execute("COMMIT")


def _rows(path: Path) -> Iterator[tuple[object, ...]]:
    database = sqlite3.connect(path)
    yield from database.execute("SELECT * FROM line WHERE kind='coding-applied'")
    database.close()


def _hash(bodies: list[bytes]) -> None:
    last = b""
    for body in bodies:
        last = hashlib.sha256(last + body).digest()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _fresh(what: str, path: Path) -> float:
    """Measure in a new process, whose memory nothing has stirred."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.fresh", what, str(path)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
    )
    return float(ran.stdout)
