"""A team at one database, while programs are killed and the server crashes: nothing is lost."""

import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import pytest
from tests.postgresql import PostgresqlStore

from qualog.ids import new_id
from qualog.log.integrity.verification import verify

WRITERS = [f"{number:016x}-{number}" for number in range(1, 8)] + [f"{1:016x}-8"]
"""Eight; the last writes in the same replica as the first, as two programs on one laptop do."""

READERS = ("one", "two")
LAPTOP = "f" * 16
KILLS, DECISIONS = 24, 200


@pytest.fixture
def start(tmp_path):
    """Start programs of the team, of which none outlives the test."""
    running = []

    def start(what, url, name):
        command = [sys.executable, "-m", "tests.plugins.stores.team", what, url, tmp_path, name]
        running.append(subprocess.Popen(command))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_writers_are_killed_and_the_server_crashes(server, database, tmp_path, start):
    if server.folder is None:
        pytest.skip("a server that was given to us is not ours to stop")
    chance = random.Random(3)
    with closing(PostgresqlStore.create(database, new_id())) as store:
        url = store.name

    writers = {name: start("write", url, name) for name in WRITERS}
    laptop = start("carry", url, LAPTOP)
    readers = [start("read", url, name) for name in READERS]
    notes = [tmp_path / f"write-{name}" for name in WRITERS] + [tmp_path / f"carry-{LAPTOP}"]
    restarts = {8: "immediate", 16: "fast"}
    killed = 0
    while killed < KILLS or sum(len(noted(note)) for note in notes) < DECISIONS:
        time.sleep(0.4)
        name = chance.choice(WRITERS)
        writers[name].kill()
        writers[name].wait()
        killed += 1
        writers[name] = start("write", url, name)
        if mode := restarts.get(killed):
            server.restart(mode)
    (tmp_path / "ended").touch()
    assert [process.wait(60) for process in (*writers.values(), laptop)] == [0] * 9
    (tmp_path / "written").touch()
    assert [reader.wait(60) for reader in readers] == [0, 0]

    with closing(PostgresqlStore.open(url)) as store:
        there = [entry.id for entry in store.entries()]
        found = verify(store)
        assert found.fault is None
        assert found.entries == len(there) == len(set(there))
        assert store.branches() == {}
        for replica, head in store.heads().items():
            numbers = [seq for seq, _ in store.hashes(replica)]
            assert numbers == list(range(1, head.seq + 1))
    acknowledged = [entry for note in notes for entry in noted(note)]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(there)
    for name in READERS:
        seen = noted(tmp_path / f"read-{name}")
        assert [id_ for id_, times in Counter(seen).items() if times > 1] == []
        assert set(seen) == set(there)
        last = Counter()
        for id_ in seen:
            replica, _, seq = id_.partition(".")
            last[replica] += 1
            assert int(seq) == last[replica]


def noted(file):
    return file.read_text().split() if file.exists() else []
