"""A project on PostgreSQL: the same work as on a file, beside the same rows without Qualog."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from tests.needs import lacking

from benchmarks.checking import same
from benchmarks.sizes import Setup
from benchmarks.study import check_codings, drafts, study_of, whole
from benchmarks.table import Row, not_measured
from benchmarks.timing import medians, seconds
from qualog.log.integrity.verification import verify
from qualog.log.replication.transfer import merge_from
from qualog.project.locations import create_store, open_store
from qualog.project.project import Project
from qualog.replay.fold import replay

if TYPE_CHECKING:
    from tests.postgresql import Server

_BODY: Final = b"x" * 200
_COPIED: Final = "COPY of two columns"


def run(setup: Setup) -> Iterator[Row]:
    """Measure on a server of our own, or say why there is none."""
    if reason := lacking("postgresql"):
        yield Row("PostgreSQL", 1, None, not_measured("a server", reason), None)
        return

    from tests.postgresql import started

    setup.folder.chmod(0o755)  # PostgreSQL is not run as root, so another user must reach it
    with started(setup.folder) as server:
        yield from _rows(setup, server)


def _rows(setup: Setup, server: "Server") -> Iterator[Row]:
    import psycopg

    url = server.database()
    with study_of(url, 0) as project, psycopg.connect(url, autocommit=True) as raw:
        raw.execute("CREATE TABLE bare (number bigint PRIMARY KEY, body bytea)")
        yield _singles(setup, project, raw)
        copied = _copy(raw, setup.sizes.foreign)
        yield _bulk(setup, project, copied)
        yield from _read(setup, project, raw)
    times = medians(
        setup.sizes.rounds,
        open=lambda: open_store(url).close(),
        connect=lambda: psycopg.connect(url).close(),
    )
    opened, connected = times["open"], times["connect"]
    yield Row("PostgreSQL: open a project", 1, opened, "psycopg.connect", connected)
    yield _merge(setup, server.database(), copied)


def _singles(setup: Setup, project: Project, raw: Any) -> Row:
    count, rounds = setup.sizes.singles, setup.sizes.rounds
    inserted = 0

    def append() -> None:
        for draft in drafts(project, count):
            project.log.append([draft])

    def insert() -> None:
        nonlocal inserted
        for _ in range(count):
            inserted += 1
            raw.execute("INSERT INTO bare VALUES (%s, %s)", (inserted, _BODY))

    times = medians(rounds, append=append, insert=insert)
    check_codings("PostgreSQL: `Log.append`", project, rounds * count)
    same("PostgreSQL: bare inserts", _count(raw), rounds * count)
    work, bare = "PostgreSQL: one durable decision, `Log.append`", "a bare PostgreSQL insert"
    return Row(work, count, times["append"], bare, times["insert"])


def _copy(raw: Any, count: int) -> float:
    """Return how long it takes to copy so many rows into the bare table."""
    before = _count(raw)

    def copy() -> None:
        with raw.cursor().copy("COPY bare FROM STDIN") as rows:
            for number in range(count):
                rows.write_row((10**9 + number, _BODY))

    took = seconds(copy)
    same("PostgreSQL: copied", _count(raw), before + count)
    return took


def _count(raw: Any) -> int:
    return raw.execute("SELECT count(*) FROM bare").fetchone()[0]


def _bulk(setup: Setup, project: Project, copied: float) -> Row:
    count = setup.sizes.foreign
    before = len(project.state.codings)
    took = seconds(lambda: project.log.append(drafts(project, count)))
    check_codings("PostgreSQL: decisions at once", project, before + count)
    return Row(f"PostgreSQL: {count:,} decisions at once", count, took, _COPIED, copied)


def _read(setup: Setup, project: Project, raw: Any) -> Iterator[Row]:
    store, codings = project.log.store, len(project.state.codings)
    lines = sum(head.seq for head in store.heads().values())

    def verify_all() -> None:
        same("PostgreSQL: lines verified", whole(verify(store)), lines)

    def replay_all() -> None:
        same("PostgreSQL: codings replayed", len(replay(store).codings), codings)

    def scan() -> None:
        bodies = raw.execute("SELECT body FROM qualog_line").fetchall()
        same("PostgreSQL: lines scanned", len(bodies), lines)

    times = medians(setup.sizes.long_rounds, verify=verify_all, replay=replay_all, scan=scan)
    against, scanned = "a scan of the bodies", times["scan"]
    yield Row(f"PostgreSQL: verify {lines:,}", lines, times["verify"], against, scanned)
    work = f"PostgreSQL: replay {lines:,} from nothing"
    yield Row(work, lines, times["replay"], against, scanned)


def _merge(setup: Setup, url: str, copied: float) -> Row:
    count = setup.sizes.foreign
    with (
        study_of(setup.folder / "local.qualog", count) as local,
        closing(create_store(url, local.log.store.project)) as there,
    ):
        took = seconds(lambda: merge_from(there, local.log.store, now=0))
        same("PostgreSQL: heads", verify(there).heads, verify(local.log.store).heads)
    work = f"PostgreSQL: bring in {count:,} foreign decisions"
    return Row(work, count, took, _COPIED, copied)
