"""Many decisions: written at once, verified, and replayed."""

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from benchmarks.checking import same
from benchmarks.log import event_sourcing, raw
from benchmarks.log.event_sourcing import PER_TRANSACTION
from benchmarks.sizes import Setup
from benchmarks.study import check_codings, study_of
from benchmarks.table import Row, not_measured
from benchmarks.timing import in_new_process, medians_of_timed


@frozen
class Peer:
    """What a row says of the library `eventsourcing`, and its times for all; None without it."""

    name: str
    written: float | None = None
    read: float | None = None


def run(setup: Setup) -> Iterator[Row]:
    """Measure writing, verification and replay of one log."""
    path = setup.folder / "many.qualog"
    with study_of(path, setup.sizes.decisions) as project:
        check_codings("the log to be measured", project, setup.sizes.decisions)
        lines = project.log.store.heads()[project.log.replica].seq
    peer = _peer(setup)
    yield from _write(setup, path, peer)
    yield from _verify(setup, path, lines)
    yield from _replay(setup, path, peer)


def _peer(setup: Setup) -> Peer:
    if not event_sourcing.INSTALLED:
        return Peer(not_measured("eventsourcing", "it is not installed"))
    events = setup.sizes.events
    name = f"eventsourcing, {PER_TRANSACTION} a transaction, measured on {events:,}, extrapolated"
    times = event_sourcing.seconds_to_write_and_read(setup.folder / "peers.db", events)
    written, read = (time / events * setup.sizes.decisions for time in times)
    return Peer(name, written, read)


def _write(setup: Setup, path: Path, peer: Peer) -> Iterator[Row]:
    folder, count = setup.folder, setup.sizes.decisions
    rows = list(raw.codings(path))
    pairs = [(row[1], row[9]) for row in rows]
    megabytes = {}

    def append(size: int) -> float:
        measured = in_new_process("append", folder / "bulk.qualog", size)
        same("decisions at once", measured.found, size)
        raw.remove(folder, "bulk.qualog*")
        megabytes[size] = measured.megabytes
        return measured.seconds

    append(count // 10)
    times = medians_of_timed(
        setup.sizes.long_rounds,
        ours=lambda: append(count),
        same_row=lambda: raw.seconds_to_insert(folder, raw.COLUMNS, rows),
        pair=lambda: raw.seconds_to_insert(folder, "seq INTEGER PRIMARY KEY, body BLOB", pairs),
    )
    ours, work = times["ours"], f"{count:,} decisions at once"
    memory = (
        f"peak memory grew by {megabytes[count]:.0f} MB, "
        f"by {megabytes[count // 10]:.0f} MB for a tenth"
    )
    per_second, met = "≥ 100,000/s", count / ours >= 100_000
    same_row, pair = "raw inserts of the same row", "raw inserts of number and body"
    yield Row(work, count, ours, same_row, times["same_row"], per_second, met, memory)
    yield Row(work, count, ours, pair, times["pair"])
    yield Row(work, count, ours, peer.name, peer.written)


def _verify(setup: Setup, path: Path, lines: int) -> Iterator[Row]:
    hashes = set()

    def chain(work: str) -> float:
        measured = in_new_process(work, path)
        hashes.add(measured.found)
        return measured.seconds

    times = medians_of_timed(
        setup.sizes.long_rounds,
        ours=_process("verify", path, lines),
        hash=lambda: chain("hash"),
        scan=lambda: chain("scan"),
    )
    same("ends of a hash chain over the same bodies", len(hashes), 1)
    count, ours = setup.sizes.decisions, times["ours"]
    work, target, met = f"verify {count:,}", "≤ 2.5 s a million", ours <= 2.5e-6 * count
    yield Row(work, count, ours, "a hash chain over the bodies", times["hash"], target, met)
    yield Row(work, count, ours, "scan and hash chain over the bodies", times["scan"])


def _replay(setup: Setup, path: Path, peer: Peer) -> Iterator[Row]:
    count = setup.sizes.decisions
    times = medians_of_timed(
        setup.sizes.long_rounds,
        ours=_process("replay", path, [count, 0]),
        decode=_process("decode", path, count),
    )
    ours, work = times["ours"], f"replay {count:,} from nothing"
    target, met = "≤ 2.5 s a million", ours <= 2.5e-6 * count
    yield Row(work, count, ours, "scan, decode, a dictionary", times["decode"], target, met)
    yield Row(work, count, ours, peer.name, peer.read)


def _process(work: str, path: Path, expected: object) -> Callable[[], float]:
    """Return an act that measures a work in a new process, and checks what came of it."""

    def act() -> float:
        measured = in_new_process(work, path)
        same(work, measured.found, expected)
        return measured.seconds

    return act
