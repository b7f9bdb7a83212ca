"""Decisions that are made one by one: each is written and synced before the call returns."""

from collections.abc import Iterator
from typing import Final

from benchmarks.checking import same
from benchmarks.log import event_sourcing, raw
from benchmarks.sizes import Setup
from benchmarks.study import check_codings, drafts, study_of
from benchmarks.table import Row, not_measured
from benchmarks.timing import medians

_BEFORE: Final = 1000  # codings that the study has already


def run(setup: Setup) -> Iterator[Row]:
    """Measure `Log.append` and `Project.codings.apply` beside an insert and the peer."""
    folder, rounds, count = setup.folder, setup.sizes.rounds, setup.sizes.singles
    appending = study_of(folder / "append.qualog", _BEFORE)
    applying = study_of(folder / "apply.qualog", _BEFORE)
    database, row = raw.table(folder / "singles.db"), next(raw.codings(appending.path))
    peer = event_sourcing.Study(folder / "peer.db") if event_sourcing.INSTALLED else None

    def append() -> None:
        for draft in drafts(appending, count):
            appending.log.append([draft])

    def apply() -> None:
        before = len(applying.state.codings)
        for number in range(before, before + count):
            # No two passages are the same: one that has the code already is refused.
            start = number * 13 % 80_000
            applying.codings.apply("code", "talk", span=(start, start + 3 + number))

    def insert() -> None:
        for _ in range(count):
            raw.insert(database, row)

    acts = {"append": append, "apply": apply, "insert": insert}
    if peer:
        acts["peer"] = lambda: peer.code(count)
    times = medians(rounds, **acts)

    check_codings("`Log.append`", appending, _BEFORE + rounds * count)
    check_codings("`Project.codings.apply`", applying, _BEFORE + rounds * count)
    same("bare inserts", raw.count(database), rounds * count)
    for opened in (appending, applying, database, *filter(None, [peer])):
        opened.close()

    work, bare = "one durable decision, `Log.append`", "a bare SQLite insert, full sync"
    target, met = "≤ 1.3× a bare insert", times["append"] <= 1.3 * times["insert"]
    yield Row(work, count, times["append"], bare, times["insert"], target, met)
    theirs = "eventsourcing, `app.save`"
    if not peer:
        theirs = not_measured(theirs, "it is not installed")
    yield Row(work, count, times["append"], theirs, times.get("peer"))
    yield Row("one coding, `Project.codings.apply`", count, times["apply"], bare, times["insert"])
