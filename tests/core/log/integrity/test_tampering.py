"""What somebody with an editor may try on a project file, each named by both verifiers."""

import random
from contextlib import closing

import pytest
from tests.core.log.integrity.alterations import Altered, encoded
from tests.core.log.integrity.files import by_qualog, by_the_other, opened_up

from qualog.log.integrity.keys import Key
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore


class Tampering(Altered):
    """A project file in the hands of somebody; `first` began it, `second` is a copy of it."""

    @property
    def first(self):
        (first,) = self.db.execute("SELECT replica FROM line WHERE kind='project-created'")
        return first[0]

    @property
    def second(self):
        (second,) = self.keys.keys() - {self.first}
        return second

    def sealed(self):
        """Give the numbers of two lines of the first copy that have words."""
        rows = "SELECT seq FROM sealed WHERE replica=? ORDER BY seq DESC LIMIT 2"
        return [seq for (seq,) in self.db.execute(rows, (self.first,))]

    def shorten(self, replica, by):
        (last,) = self.db.execute(
            "SELECT max(seq) FROM line WHERE replica=?", (replica,)
        ).fetchone()
        for table in ("line", "sealed"):
            self.db.execute(f"DELETE FROM {table} WHERE replica=? AND seq>?", (replica, last - by))
        self.rehash(replica)

    def take_out(self, replica, *tables):
        for table in tables:
            self.db.execute(f"DELETE FROM {table} WHERE replica=?", (replica,))

    def before_the_first(self, table, seq):
        """Put a decision, or words, where a chain has none; it is what the last of them says."""
        row = self.db.execute(
            f"SELECT * FROM {table} WHERE replica=? ORDER BY seq DESC LIMIT 1", (self.first,)
        ).fetchone()
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO {table} VALUES ({marks})", (row[0], seq, *row[2:]))

    def unsign(self):
        self.db.execute("DELETE FROM checkpoint")

    def change(self, replica, seq, **columns):
        self.set({"replica": replica, "seq": seq}, **columns)


def signed_with_another_key(it, *, beside):
    row = it.db.execute("SELECT * FROM checkpoint WHERE replica=?", (it.first,)).fetchone()
    hashes = it.db.execute("SELECT hash FROM line WHERE replica=? ORDER BY seq", (it.first,))
    it.sign(it.first, [hash_ for (hash_,) in hashes], Key(it.project, it.first, bytes(range(32))))
    if beside:
        it.db.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", row)


def swapped(it, table, key):
    one, other = it.db.execute(f"SELECT {key}, salt FROM {table} LIMIT 2").fetchall()
    for mine, theirs in ((one, other), (other, one)):
        it.db.execute(f"UPDATE {table} SET salt=? WHERE {key}=?", (theirs[1], mine[0]))


def swapped_words(it):
    rows = [
        it.db.execute("SELECT * FROM sealed WHERE replica=? AND seq=?", (it.first, seq)).fetchone()
        for seq in it.sealed()
    ]
    for (_, seq, *_), (*_, salt, words) in zip(rows, reversed(rows), strict=True):
        it.db.execute(
            "UPDATE sealed SET salt=?, words=? WHERE replica=? AND seq=?",
            (salt, words, it.first, seq),
        )


def seen_as_a_view(it, table):
    it.db.execute(f"ALTER TABLE {table} RENAME TO {table}0")
    it.db.execute(f"CREATE VIEW {table} AS SELECT * FROM {table}0")
    it.db.execute(f"DROP VIEW {table}")
    it.db.execute(f"CREATE TABLE {table} AS SELECT * FROM {table}0")
    it.db.execute(f"CREATE VIEW {table}_seen AS SELECT * FROM {table}0")


def rewritten(it, **columns):
    """Change a line of the first copy, chain it anew, and take out what would contradict."""
    it.change(it.first, 9, **columns)
    it.rehash(it.first)
    it.unsign()


def last_dated_early(it):
    """Date the last line back, as its owner: nobody else had seen it, and its key signs it."""
    (last,) = it.db.execute("SELECT seq FROM replica WHERE replica=?", (it.first,)).fetchone()
    it.change(it.first, last, at=1 << 40)
    it.rehash(it.first, it.keys[it.first])


def does(statement, *names):
    """Give what carries out a statement on the first copy."""
    return lambda it: it.db.execute(statement, [getattr(it, name) for name in names])


TAMPERINGS = {
    "the end of a chain is cut": lambda it: it.shorten(it.first, 1),
    "and the signatures are taken out": lambda it: (it.shorten(it.first, 1), it.unsign()),
    "the end that another had seen is cut": lambda it: it.shorten(it.second, 2),
    "and nobody signed it": lambda it: (it.shorten(it.second, 2), it.unsign()),
    "a copy is gone": lambda it: it.take_out(it.second, "line", "sealed", "replica", "checkpoint"),
    "only what it signed is left": lambda it: it.take_out(it.second, "line", "sealed", "replica"),
    "a copy that nobody counts": lambda it: it.take_out(it.second, "replica"),
    "nobody signed anything": lambda it: it.unsign(),
    "another author": lambda it: (it.change(it.first, 9, authors="ab" * 8), it.rehash(it.first)),
    "and nobody signed who": lambda it: rewritten(it, authors="ab" * 8),
    "an author that is none": lambda it: it.change(it.first, 9, authors="x"),
    "words changed places": swapped_words,
    "words are gone": lambda it: it.db.execute(
        "DELETE FROM sealed WHERE replica=? AND seq=?", (it.first, it.sealed()[0])
    ),
    "words are others": lambda it: it.db.execute(
        "UPDATE sealed SET words=? WHERE replica=? AND seq=?", (b"x", it.first, it.sealed()[0])
    ),
    "a text is gone": does("DELETE FROM content WHERE id=(SELECT id FROM content LIMIT 1)"),
    "texts changed salts": lambda it: swapped(it, "content", "id"),
    "a text of nobody": does("INSERT INTO content VALUES ('deadbeefdeadbeef', x'00', x'00')"),
    "words of nobody": does("INSERT INTO sealed VALUES ('deadbeefdeadbeef', 1, x'00', x'00')"),
    "words of a line without": does("INSERT INTO sealed VALUES (?, 1000, x'00', x'00')", "first"),
    "a table too many": does("CREATE TABLE notes (words TEXT)"),
    "a guard that tells": does("CREATE TRIGGER leak AFTER INSERT ON sealed BEGIN SELECT 1; END"),
    "a view in a table's place": lambda it: seen_as_a_view(it, "sealed"),
    "another project": does("UPDATE project SET id='0123456789abcdef'"),
    "a later end": does("UPDATE replica SET at=at+1 WHERE replica=?", "first"),
    "another end": does("UPDATE replica SET hash=zeroblob(32) WHERE replica=?", "first"),
    "another time": does("UPDATE line SET at=at+1 WHERE replica=? AND seq=8", "first"),
    "a time before": last_dated_early,
    "a signature of zeros": does("UPDATE checkpoint SET signature=zeroblob(64)"),
    "signed with another key": lambda it: signed_with_another_key(it, beside=False),
    "signed with two keys": lambda it: signed_with_another_key(it, beside=True),
    "a format to come": does("UPDATE project SET readable_from=4"),
    "a format before the first": does("PRAGMA user_version=-5"),
    "a format that had no signatures": does("PRAGMA user_version=1"),
    "a branch that nothing begins": does(
        "INSERT INTO branch VALUES ('aaaaaaaaaaaaaaaa', ?, 13)", "first"
    ),
    "branches in a circle": does(
        "INSERT INTO branch VALUES ('aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 1), "
        "('bbbbbbbbbbbbbbbb', 'aaaaaaaaaaaaaaaa', 1)"
    ),
    "a branch of itself": does("INSERT INTO branch VALUES (?, ?, 1)", "first", "first"),
    "another version": lambda it: it.change(it.first, 9, version=99),
    "and nobody signed which": lambda it: rewritten(it, version=99),
    "a kind that is unknown": lambda it: rewritten(it, kind="zzz"),
    "a line before the first": lambda it: it.before_the_first("line", 0),
    "a line below every number": lambda it: it.before_the_first("line", -(1 << 63)),
    "words before the first": lambda it: it.before_the_first("sealed", 0),
    "words below every number": lambda it: it.before_the_first("sealed", -(1 << 63)),
}


def tampered(whole, path, tamper):
    path.write_bytes(whole.path.read_bytes())
    with opened_up(path) as database:
        tamper(Tampering(database, random.Random(1), whole.keys))
    return path


@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS)
def test_both_verifiers_name_it(whole, verify_log, tmp_path, tamper):
    path = tampered(whole, tmp_path / "tampered.qualog", tamper)
    assert (by_qualog(path), by_the_other(path, verify_log)) == (False, False)


def test_a_receipt_that_nobody_signed_is_counted_as_that(whole, verify_log, tmp_path):
    """It explains why words are gone; that nobody can prove whose it is is said with it."""

    def erase(it):
        seq = it.sealed()[0]
        body = {"because": f"{it.first}.{seq}", "contents": [], "lines": {it.first: [seq]}}
        it.append(it.first, "words-erased", encoded(body))
        it.db.execute("DELETE FROM sealed WHERE replica=? AND seq=?", (it.first, seq))
        it.rehash(it.first)

    path = tampered(whole, tmp_path / "tampered.qualog", erase)
    with closing(SqliteStore.open(path)) as store:
        found = verify(store)
    assert found.fault is None
    assert list(found.signatures.unsigned.values()) == [1]
