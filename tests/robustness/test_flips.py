"""Damage: any bit of a project flipped, lines cut, swapped, duplicated, brought from elsewhere."""

import random
import sqlite3
from pathlib import Path

import pytest

from qualog.errors import LogError
from qualog.log.integrity.signing import check
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import APPLICATION_ID, FORMAT, SqliteStore


@pytest.fixture(scope="session")
def image(study, tmp_path_factory) -> bytes:
    """The bytes of a small project with a withdrawal-free log, in one file."""
    path = tmp_path_factory.mktemp("image") / "s.qualog"
    path.write_bytes((study / "s.qualog").read_bytes())
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=DELETE")  # else it cannot be opened in memory
    database.execute("VACUUM")
    database.close()
    return path.read_bytes()


def opened(image: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(image)
    return connection


def contents(connection: sqlite3.Connection) -> list[object]:
    """Give everything that the file says, however its bytes lie."""
    tables = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1,2").fetchall()
    # That a file is to be scrubbed once more changes nothing of what it says.
    columns = {"project": "id, readable_from"}
    rows = [
        sorted(map(repr, connection.execute(f"SELECT {columns.get(name, '*')} FROM {name}")))
        for type_, name, _ in tables
        if type_ == "table"
    ]
    pragmas = [
        connection.execute(f"PRAGMA {name}").fetchone()
        for name in ("application_id", "user_version", "encoding")
    ]
    return [tables, rows, pragmas]


def is_named(image: bytes) -> bool:
    """Say whether verification, or the check of the database, finds something."""
    connection = opened(image)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return True
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            return True
        store = SqliteStore(Path("in memory"), connection, writable=False)
        if store.damage() or check(store).disproof is not None:
            return True
        return verify(store).fault is not None
    except (sqlite3.Error, LogError, TypeError, UnicodeError):
        return True
    finally:
        connection.close()


def test_a_whole_project_is_not_named(image):
    assert not is_named(image)


def test_any_flipped_bit_is_named_or_unused(image, request):
    whole = contents(opened(image))
    bits = range(len(image) * 8)
    if not request.config.getoption("--nightly"):
        bits = random.Random(7).sample(bits, 6000)
    named = 0
    for bit in bits:
        flipped = bytearray(image)
        flipped[bit // 8] ^= 1 << bit % 8
        if is_named(bytes(flipped)):
            named += 1
            continue
        assert contents(opened(bytes(flipped))) == whole, f"byte {bit // 8}, bit {bit % 8}"
    assert named > len(bits) // 20  # most of so small a file is empty


LINES = {
    "a line is cut out": "DELETE FROM line WHERE seq=5",
    "the last line is cut off": "DELETE FROM line WHERE seq=(SELECT max(seq) FROM line)",
    "two lines are swapped": "UPDATE line SET seq = CASE seq WHEN 4 THEN 5000 WHEN 5 THEN 4 END "
    "WHERE seq IN (4, 5); UPDATE line SET seq=5 WHERE seq=5000",
    "a line is there twice": "INSERT INTO line SELECT replica, seq+100, at, authors, kind, version,"
    " command, together, subjects, body, commitment, hash FROM line WHERE seq=5",
    "a line is another replica's": "UPDATE line SET replica='0000000000000000' WHERE seq=5",
    "the project is another": "UPDATE project SET id='0000000000000000'",
    "an author is another": "UPDATE line SET authors='0000000000000000' WHERE seq=5",
    "a branch is made up": "INSERT INTO branch VALUES ('0000000000000000', 'x', 3)",
    "the head is made up": "UPDATE replica SET seq=seq-1",
    "a checkpoint is made up": "UPDATE checkpoint SET size=size-1",
}


@pytest.mark.parametrize("what", LINES)
def test_lines_that_were_tampered_with_are_named(image, what):
    connection = opened(image)
    connection.execute("DROP TRIGGER line_is_not_changed")
    connection.execute("DROP TRIGGER line_is_not_deleted")
    connection.executescript(LINES[what])
    assert is_named(connection.serialize())
