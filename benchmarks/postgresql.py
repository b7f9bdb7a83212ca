"""A project on PostgreSQL: the same work as on a file, beside the same rows without Qualog."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import drafts, study_of
from benchmarks.measure import Row, alternating, seconds
from qualog.log.integrity.verification import verify
from qualog.log.replication.transfer import merge_from
from qualog.project.locations import create_store, open_store
from qualog.replay.fold import replay

if TYPE_CHECKING:
    from tests.postgresql import Server

_ONES = 100


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    try:
        from tests.postgresql import program, started
    except ImportError:  # psycopg is an extra
        return
    if program("initdb") is None:
        return
    folder.chmod(0o755)  # PostgreSQL is not run as root, so another user must reach it
    with started(folder) as server:
        yield from _rows(server, folder, count // 10, rounds)


def _rows(server: "Server", folder: Path, count: int, rounds: int) -> Iterator[Row]:
    import psycopg

    url = server.database()
    project = study_of(url, 0)
    raw = psycopg.connect(url, autocommit=True)
    raw.execute("CREATE TABLE bare (number bigint PRIMARY KEY, body bytea)")
    body, number = b"x" * 200, 0

    def ours() -> None:
        for draft in drafts(project, _ONES):
            project.log.append([draft])

    def bare() -> None:
        nonlocal number
        for _ in range(_ONES):
            number += 1
            raw.execute("INSERT INTO bare VALUES (%s, %s)", (number, body))

    append, insert = alternating(rounds, ours, bare)
    one = "a bare PostgreSQL insert"
    yield Row("PostgreSQL: one durable decision, `Log.append`", _ONES, append, one, insert)

    def copied() -> None:
        with raw.cursor().copy("COPY bare FROM STDIN") as copy:
            for each in range(count):
                copy.write_row((10**9 + each, body))

    bulk = seconds(lambda: project.log.append(drafts(project, count)))
    limit = seconds(copied)
    yield Row(f"PostgreSQL: {count:,} decisions at once", count, bulk, "COPY of two columns", limit)
    store = project.log.store

    def scan() -> None:
        raw.execute("SELECT body FROM qualog_line").fetchall()

    verified, replayed, scanned = alternating(3, lambda: verify(store), lambda: replay(store), scan)
    rows = "a scan of the bodies"
    yield Row(f"PostgreSQL: verify {count:,}", count, verified, rows, scanned)
    yield Row(f"PostgreSQL: replay {count:,} from nothing", count, replayed, rows, scanned)
    opened, connected = alternating(
        rounds, lambda: open_store(url).close(), lambda: psycopg.connect(url).close()
    )
    yield Row("PostgreSQL: open a project", 1, opened, "psycopg.connect", connected)
    project.close()
    raw.close()
    with study_of(folder / "local.qualog", count) as local:
        there = create_store(server.database(), local.log.store.project)
        merged = seconds(lambda: merge_from(there, local.log.store, now=0))
        there.close()
    work = f"PostgreSQL: take in {count:,} foreign decisions"
    yield Row(work, count, merged, "COPY of two columns", limit)
