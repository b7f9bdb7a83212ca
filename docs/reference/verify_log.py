"""Verify a Qualog project without Qualog: python verify_log.py STUDY.qualog

Written from log-format.md with the standard library alone, for whoever audits a study.
"""

import hashlib
import json
import sqlite3
import struct
import sys
from collections.abc import Iterator
from pathlib import Path


def sha256(domain: str, *parts: bytes) -> bytes:
    return hashlib.sha256(domain.encode() + b"\0" + b"".join(parts)).digest()


def line_hash(project: str, previous: bytes, row: sqlite3.Row) -> bytes:
    texts = [project, *(row[name] for name in ("replica", "authors", "kind"))]
    texts += [row[name] for name in ("command", "together", "subjects")]
    columns = [each.encode() for each in texts] + [row["body"], row["commitment"]]
    numbers = struct.pack(">QQI", row["seq"], row["at"], row["version"])
    lengths = struct.pack(">9I", *map(len, columns))
    return sha256("qualog-line-1", previous, numbers, lengths, *columns)


def contents(value: object) -> Iterator[dict[str, str]]:
    """Find every {content, length, commitment} in a body."""
    if isinstance(value, dict):
        if value.keys() >= {"content", "length", "commitment"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from contents(each)


def faults(db: sqlite3.Connection) -> Iterator[str]:
    (project,) = db.execute("SELECT id FROM project").fetchone()
    for replica, last, head, _at in db.execute("SELECT replica, seq, hash, at FROM replica"):
        previous, seq = bytes(32), 0
        rows = db.execute("SELECT * FROM line WHERE replica=? ORDER BY seq", (replica,))
        for row in rows:
            seq += 1
            name = f"{replica}.{row['seq']}"
            if row["seq"] != seq:
                yield f"{replica}.{seq} is missing"
                return
            if line_hash(project, previous, row) != row["hash"]:
                yield f"{name} was changed, or does not follow the line before it"
                return
            previous = row["hash"]
            yield from faults_of_words(db, name, row)
        if (seq, previous) != (last, head):
            yield f"{replica}.{seq + 1} is missing"


def faults_of_words(db: sqlite3.Connection, name: str, row: sqlite3.Row) -> Iterator[str]:
    place = (row["replica"], row["seq"])
    sealed = db.execute(
        "SELECT salt, words FROM sealed WHERE replica=? AND seq=?", place
    ).fetchone()
    if sealed and sha256("qualog-sealed-1", *sealed) != row["commitment"]:
        yield f"{name} has other words than it was sealed with"
    for each in contents(json.loads(row["body"])):
        found = db.execute(
            "SELECT salt, bytes FROM content WHERE id=?", (each["content"],)
        ).fetchone()
        if found and sha256("qualog-content-1", *found).hex() != each["commitment"]:
            yield f"{name} holds another text or file than it was sealed with"


def main(path: str) -> int:
    db = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    first = next(faults(db), None)
    heads = db.execute("SELECT replica, seq, hash FROM replica ORDER BY replica").fetchall()
    told = "".join(f"{replica} {seq} {head.hex()}\n" for replica, seq, head in heads)
    print(first or f"verified; heads {hashlib.sha256(told.encode()).hexdigest()}")
    db.close()
    return 1 if first else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
