"""The log: one decision, many, verification and replay; beside raw SQLite and a peer."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import peer
from benchmarks.corpus import drafts, study_of
from benchmarks.measure import Row, alternating, alternating_times, fresh, seconds

_ONES = 300
_PEERS = 20_000
_ROUNDS = 3
_COLUMNS = (
    "replica TEXT, seq INTEGER, at INTEGER, authors TEXT, kind TEXT, version INTEGER, "
    "command TEXT, together TEXT, subjects TEXT, body BLOB, commitment BLOB, hash BLOB"
)


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    yield from _one_by_one(folder, rounds)
    yield from _many(folder, count)


def _one_by_one(folder: Path, rounds: int) -> Iterator[Row]:
    project = study_of(folder / "ones.qualog", 1000)
    desk = study_of(folder / "verbs.qualog", 1000)  # its own: it would catch up on `ours`
    raw = _raw(folder / "ones.db")
    row = next(_rows(project.path))
    application, document = peer.application(folder / "ones-peer.db"), peer.Document()
    application.save(document)

    def ours() -> None:
        for draft in drafts(project, _ONES):
            project.log.append([draft])

    def verbs() -> None:
        length = len(desk.state.codings)
        for number in range(_ONES):
            start = (length + number) * 13 % 80_000
            desk.codings.apply("code", "talk", span=(start, start + 3 + number + length % 997))

    def bare() -> None:
        for _ in range(_ONES):
            raw.execute("INSERT INTO line VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def theirs() -> None:
        for number in range(_ONES):
            peer.code(document, number)
            application.save(document)

    append, verb, insert, saved = alternating(rounds, ours, verbs, bare, theirs)
    project.close()
    desk.close()
    raw.close()
    application.close()
    bare_name = "a bare SQLite insert, full sync"
    target, met = "≤ 1.3× a bare insert", append <= 1.3 * insert
    work = "one durable decision, `Log.append`"
    yield Row(work, _ONES, append, bare_name, insert, target, met)
    yield Row(work, _ONES, append, "eventsourcing, `app.save`", saved)
    yield Row("one coding, `Project.codings.apply`", _ONES, verb, bare_name, insert)


def _many(folder: Path, count: int) -> Iterator[Row]:
    path = folder / "many.qualog"
    study_of(path, count).close()
    rows = list(_rows(path))
    pairs = [(row[1], row[9]) for row in rows]
    growth = {}

    def bulk(size: int = count) -> float:
        took, growth[size] = fresh("append", folder / "bulk.qualog", size)
        _remove(folder, "bulk.qualog*")
        return took

    def inserts(columns: str, values: Sequence[tuple[object, ...]]) -> float:
        took = _timed_inserts(folder / "raw.db", columns, values)
        _remove(folder, "raw.db*")
        return took

    bulk(count // 10)
    ours, same_row, two = alternating_times(
        _ROUNDS,
        bulk,
        lambda: inserts(_COLUMNS, rows),
        lambda: inserts("seq INTEGER PRIMARY KEY, body BLOB", pairs),
    )
    rows.clear(), pairs.clear()
    memory = f"peak memory grew by {growth[count]:.0f} MB, by {growth[count // 10]:.0f} MB"
    memory += " for a tenth"
    written, read = _peer(folder)
    verified, replayed, limit, hashing, scan = alternating_times(
        _ROUNDS,
        *(
            lambda what=what: fresh(what, path)[0]
            for what in ("verify", "replay", "limit", "hash", "scan")
        ),
    )

    scale = count / 1_000_000
    peers = f"eventsourcing, measured on {_PEERS:,} and extrapolated"
    work, target = f"{count:,} decisions at once", "≥ 100,000/s"
    met = count / ours >= 100_000
    yield Row(work, count, ours, "raw inserts of the same row", same_row, target, met, memory)
    yield Row(work, count, ours, "raw inserts of number and body", two)
    yield Row(work, count, ours, f"{peers}, 100 a transaction", written / _PEERS * count)
    work, target = f"verify {count:,}", "≤ 2.5 s a million"
    met = verified <= 2.5 * scale
    yield Row(work, count, verified, "a hash chain over the bodies", hashing, target, met)
    yield Row(work, count, verified, "scan and hash chain over the bodies", scan)
    work = f"replay {count:,} from nothing"
    met = replayed <= 2.5 * scale
    yield Row(work, count, replayed, "scan, decode, a dictionary", limit, target, met)
    yield Row(work, count, replayed, peers, read / _PEERS * count)


def _remove(folder: Path, pattern: str) -> None:
    for each in folder.glob(pattern):
        each.unlink()


def _timed_inserts(path: Path, columns: str, rows: Sequence[tuple[object, ...]]) -> float:
    database = _raw(path, columns)
    marks = ",".join("?" * len(rows[0]))

    def insert() -> None:
        for start in range(0, len(rows), 1000):
            database.execute("BEGIN")
            chunk = rows[start : start + 1000]
            database.executemany(f"INSERT INTO line VALUES ({marks})", chunk)
            database.execute("COMMIT")

    took = seconds(insert)
    database.close()
    return took


def _peer(folder: Path) -> tuple[float, float]:
    application, document = peer.application(folder / "peer.db"), peer.Document()

    def write() -> None:
        for number in range(_PEERS):
            peer.code(document, number)
            if number % 100 == 99:
                application.save(document)

    written = seconds(write)
    read = seconds(lambda: application.repository.get(document.id))
    application.close()
    return written, read


def _raw(path: Path, columns: str = _COLUMNS) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(f"CREATE TABLE line ({columns})")
    return database


def _rows(path: Path) -> Iterator[tuple[object, ...]]:
    database = sqlite3.connect(path)
    yield from database.execute("SELECT * FROM line WHERE kind='coding-applied'")
    database.close()
