"""Projects of other programs, made small: an SQLite file of the tables that a test needs."""

import sqlite3
from contextlib import closing


def make(path, tables, *more):
    """Write tables, given as {name: (columns, rows)}, and run statements after them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        for name, (columns, rows) in tables.items():
            database.execute(f"CREATE TABLE {name} ({columns})")
            for row in rows:
                database.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)
        for statement in more:
            database.execute(statement)
    return path


def said(material):
    """Give of each coding its document, its code, its words and its author."""
    texts = {each.name: each.text for each in material.documents}
    return [
        (each.document, each.code, texts[each.document][each.start : each.end], each.author)
        for each in material.codings
    ]
