"""What somebody may do to a project file: alterations that know how it is made.

Each takes a database and chance, and changes it. Some know no key, some have one of their own, and
some have that of the copy that they change: its owner, or a thief.
"""

import json
import random
import sqlite3

from attrs import frozen

from qualog.log.entry import Sealed, content_commitment, entry_hash, sealed_commitment
from qualog.log.integrity.checkpoint import origin, signed_text
from qualog.log.integrity.keys import Key
from qualog.log.integrity.tree import Frontier

COLUMNS = ("seq", "at", "version", "authors", "kind", "command", "together", "subjects", "body")
ROW = ("replica", *COLUMNS, "commitment", "hash")


@frozen
class Altered:
    """A project file that is being altered.

    Attributes:
        db: the file, without its guards.
        chance: what is done where.
        keys: the keys of its copies.
    """

    db: sqlite3.Connection
    chance: random.Random
    keys: dict[str, Key]

    @property
    def project(self):
        return self.db.execute("SELECT id FROM project").fetchone()[0]

    def one(self, rows):
        return self.chance.choice(list(rows))

    def replica(self):
        return self.one(name for (name,) in self.db.execute("SELECT DISTINCT replica FROM line"))

    def line(self, replica=None, where="1"):
        """Choose a line, as its columns by name."""
        names = ", ".join(ROW)
        replica = replica or self.replica()
        rows = self.db.execute(f"SELECT {names} FROM line WHERE replica=? AND {where}", (replica,))
        found = rows.fetchall()
        return dict(zip(ROW, self.one(found), strict=True)) if found else None

    def set(self, line, **columns):
        for name, value in columns.items():
            self.db.execute(
                f"UPDATE line SET {name}=? WHERE replica=? AND seq=?",
                (value, line["replica"], line["seq"]),
            )

    def rehash(self, replica, key=None):
        """Chain a replica anew, and let its head be its last line; sign it if there is a key."""
        previous, hashes, last = bytes(32), [], None
        names = ", ".join((*COLUMNS, "commitment"))
        rows = self.db.execute(
            f"SELECT {names} FROM line WHERE replica=? ORDER BY seq", (replica,)
        ).fetchall()
        for seq, at, version, *texts, body, commitment in rows:
            columns = (self.project.encode(), replica.encode(), *(text.encode() for text in texts))
            previous = entry_hash(previous, seq, at, version, (*columns, body, commitment))
            self.db.execute(
                "UPDATE line SET hash=? WHERE replica=? AND seq=?", (previous, replica, seq)
            )
            hashes.append(previous)
            last = (seq, previous, at)
        if last:
            self.db.execute(
                "UPDATE replica SET seq=?, hash=?, at=? WHERE replica=?", (*last, replica)
            )
        if key is not None and hashes:
            self.sign(replica, hashes, key)

    def sign(self, replica, hashes, key):
        tree = Frontier().grown(hashes)
        text = signed_text(origin(self.project, replica), tree.size, tree.root)
        self.db.execute("DELETE FROM checkpoint WHERE replica=?", (replica,))
        self.db.execute(
            "INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)",
            (replica, tree.size, tree.root, key.public, key.sign(text)),
        )

    def append(self, replica, kind, body, words=None, **columns):
        """Append a line, as the copy's own program would; the chain is not signed."""
        seq, at = self.db.execute(
            "SELECT seq, at FROM replica WHERE replica=?", (replica,)
        ).fetchone()
        sealed = Sealed(bytes(32), words) if words is not None else None
        commitment = sealed_commitment(sealed) if sealed else b""
        author = self.db.execute("SELECT authors FROM line WHERE seq=1").fetchone()[0]
        body = body if isinstance(body, bytes) else encoded(body)
        row = {
            "replica": replica, "seq": seq + 1, "at": at + (1 << 16), "authors": author,
            "kind": kind, "version": 1, "command": "", "together": "", "subjects": "",
            "body": body, "commitment": commitment, "hash": bytes(32),
        } | columns  # fmt: skip
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO line ({', '.join(row)}) VALUES ({marks})", (*row.values(),))
        if sealed:
            self.db.execute("INSERT INTO sealed VALUES (?, ?, ?, ?)", (replica, seq + 1, *sealed))
        self.db.execute("UPDATE replica SET seq=? WHERE replica=?", (seq + 1, replica))


def encoded(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def flipped(value, chance):
    """Return a value with one bit changed; of a text, one letter."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(20)
    if not value:
        return value + (b"x" if isinstance(value, bytes) else "x")
    at = chance.randrange(len(value))
    if isinstance(value, str):
        return value[:at] + chance.choice("0123456789abcdefxyz ") + value[at + 1 :]
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


# What whoever has the file can do


def flip_a_column(it):
    line = it.line()
    name = it.chance.choice((*COLUMNS, "commitment", "hash"))
    if name != "seq" or line["seq"] > 1:
        it.set(line, **{name: flipped(line[name], it.chance)})


def flip_and_chain_anew(it):
    flip_a_column(it)
    it.rehash(it.replica())


def swap_lines(it):
    replica = it.replica()
    one, other = it.line(replica), it.line(replica)
    for name in (*COLUMNS[1:], "commitment", "hash"):
        it.set(one, **{name: other[name]})
        it.set(other, **{name: one[name]})
    if it.chance.random() < 0.5:
        it.rehash(replica)


def delete_a_row(it):
    table = it.chance.choice(("line", "replica", "sealed", "content", "checkpoint"))
    keys = {"line": "replica, seq", "sealed": "replica, seq", "content": "id"}
    key = keys.get(table, "replica")
    row = it.one(it.db.execute(f"SELECT {key} FROM {table}"))
    where = " AND ".join(f"{name}=?" for name in key.split(", "))
    it.db.execute(f"DELETE FROM {table} WHERE {where}", row)


def cut(it):
    """Cut the last lines of a chain off, as if they had never been."""
    replica = it.replica()
    (last,) = it.db.execute("SELECT seq FROM replica WHERE replica=?", (replica,)).fetchone()
    left = it.chance.randrange(1, last)
    for table in ("line", "sealed"):
        it.db.execute(f"DELETE FROM {table} WHERE replica=? AND seq>?", (replica, left))
    it.rehash(replica)
    return replica


def cut_without_signatures(it):
    replica = cut(it)
    it.db.execute("DELETE FROM checkpoint WHERE replica=?", (replica,))


def cut_and_sign_as_the_owner(it):
    replica = cut(it)
    it.rehash(replica, it.keys[replica])


def take_a_copy_out(it):
    replica = it.replica()
    for table in ("line", "sealed", "replica", "checkpoint"):
        if table != "checkpoint" or it.chance.random() < 0.8:
            it.db.execute(f"DELETE FROM {table} WHERE replica=?", (replica,))


def take_signatures_out(it):
    it.db.execute("DELETE FROM checkpoint")
    if it.chance.random() < 0.5:
        line = it.line()
        it.set(line, authors=it.line()["authors"], subjects=it.line()["subjects"])
        it.rehash(line["replica"])


def change_a_time(it):
    line = it.line(where="seq > 1")
    replica = line["replica"]
    before = it.line(replica, f"seq = {line['seq'] - 1}")["at"]
    at = it.chance.choice((before, before - 1, 1, 1 << 62, (1 << 62) + 1, line["at"] + 1))
    it.set(line, at=at)
    it.rehash(replica, it.chance.choice((None, it.keys[replica])))


def other_words(it):
    replica, seq, salt, words = it.one(it.db.execute("SELECT * FROM sealed"))
    how = it.chance.randrange(4)
    if how == 0:
        words = flipped(words, it.chance)
    elif how == 1:
        salt = flipped(salt, it.chance)
    elif how == 2:
        salt, words = it.one(it.db.execute("SELECT salt, words FROM sealed"))
    else:
        words = b'{"name":"mistrust"}'
    it.db.execute(
        "UPDATE sealed SET salt=?, words=? WHERE replica=? AND seq=?", (salt, words, replica, seq)
    )


def other_text(it):
    id_, salt, text = it.one(it.db.execute("SELECT id, salt, bytes FROM content"))
    how = it.chance.randrange(4)
    if how == 0:
        it.db.execute("UPDATE content SET bytes=? WHERE id=?", (flipped(text, it.chance), id_))
    elif how == 1:
        it.db.execute("UPDATE content SET salt=? WHERE id=?", (flipped(salt, it.chance), id_))
    elif how == 2:
        other = it.one(it.db.execute("SELECT salt, bytes FROM content"))
        it.db.execute("UPDATE content SET salt=?, bytes=? WHERE id=?", (*other, id_))
    else:
        it.db.execute("UPDATE content SET id=? WHERE id=?", (flipped(id_, it.chance), id_))


def stray_row(it):
    replica = it.chance.choice((it.replica(), "ab" * 8))
    seq = it.chance.choice((3, 99, 1))
    hash_ = it.chance.randbytes(32)
    for statement, values in it.chance.sample(
        [
            ("INSERT OR IGNORE INTO sealed VALUES (?, ?, ?, ?)", (replica, seq, hash_, b"{}")),
            ("INSERT INTO content VALUES (?, ?, ?)", ("ab" * 8, hash_, b"words")),
            ("INSERT OR IGNORE INTO replica VALUES (?, ?, ?, ?)", (replica, seq, hash_, 7)),
            ("INSERT INTO branch VALUES (?, ?, ?)", ("ab" * 8, replica, seq)),
            ("INSERT INTO branch VALUES (?, ?, ?)", (replica, replica, seq)),
            ("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", (replica, seq, hash_, hash_, b"s")),
            (
                "INSERT OR IGNORE INTO line VALUES (?, ?, 1, '', 'zzz', 1, '', '', '', ?, ?, ?)",
                (replica, seq, b"{}", b"", hash_),
            ),
            ("INSERT INTO project VALUES (?, 2, 0)", ("ab" * 8,)),
        ],
        1,
    ):
        it.db.execute(statement, values)


def wrong_head(it):
    replica = it.replica()
    name, value = it.chance.choice((("seq", 3), ("at", 5), ("hash", bytes(32)), ("seq", 400)))
    it.db.execute(f"UPDATE replica SET {name}=? WHERE replica=?", (value, replica))


def wrong_checkpoint(it):
    replica, size, root, key, signature = it.one(it.db.execute("SELECT * FROM checkpoint"))
    name = it.chance.choice(("size", "root", "key", "signature", "replica"))
    value = {"size": size - 1, "root": flipped(root, it.chance), "key": flipped(key, it.chance)}
    value |= {"signature": flipped(signature, it.chance), "replica": it.replica()[::-1]}
    it.db.execute(
        f"UPDATE checkpoint SET {name}=? WHERE replica=? AND key=?", (value[name], replica, key)
    )


def another_key(it):
    """Sign with a key of one's own, beside the copy's signature or in its place."""
    replica = it.replica()
    own = Key(it.project, replica, it.chance.randbytes(32))
    kept = it.db.execute("SELECT * FROM checkpoint WHERE replica=?", (replica,)).fetchall()
    if it.chance.random() < 0.7:
        line = it.line(replica, "seq > 1")
        it.set(line, authors=it.line()["authors"], at=line["at"])
    it.rehash(replica, own)
    if it.chance.random() < 0.3:
        for row in kept:
            it.db.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", row)


def other_tables(it):
    it.db.execute(
        it.chance.choice(
            (
                "CREATE TABLE notes (words TEXT)",
                "CREATE VIEW words AS SELECT words FROM sealed",
                "CREATE TRIGGER leak AFTER INSERT ON sealed BEGIN SELECT 1; END",
                "CREATE INDEX by_kind ON line (kind)",
                "DROP INDEX line_command",
                "PRAGMA user_version=0",
                "PRAGMA user_version=1",
                "PRAGMA user_version=2",
                "PRAGMA application_id=7",
                "UPDATE project SET readable_from=3",
                "UPDATE project SET id='0123456789abcdef'",
                "DELETE FROM project",
                "ALTER TABLE content ADD COLUMN note TEXT",
            )
        )
    )


# What the owner of a copy can do, or who has its key


def as_the_owner(it, replica):
    it.rehash(replica, it.keys[replica])


def another_past(it):
    """Change an old decision, chain and sign all anew: only another copy can tell."""
    line = it.line(where="seq > 2")
    how = it.chance.randrange(4)
    if how == 0:
        it.set(line, authors=it.line()["authors"])
    elif how == 1:
        it.set(line, command=it.line()["command"])
    elif how == 2:
        it.set(line, kind=it.line()["kind"])
    else:
        it.set(line, version=it.chance.choice((2, 99, 0)))
    as_the_owner(it, line["replica"])


def another_body(it):
    """Append a decision whose JSON is not as Qualog writes it."""
    replica = it.replica()
    code = "c0" * 8
    bodies = {
        "code-retired": [
            b'{"code":"%s","code":"%s"}' % (code.encode(), code.encode()),
            b'{"code":"%s","co\\u0064e":"%s"}' % (code.encode(), code.encode()),
            encoded({"code": code}),
            encoded({"code": code, "name": "trust"}),
            encoded({}),
            encoded([code]),
            b'{"code":',
            b'{"code":NaN}',
            b'{"code":1e999}',
            b'{"code":"\xff"}',
            b'{"code":"\\ud800"}',
            b"\xef\xbb\xbf" + encoded({"code": code}),
            b'{"code":%d}' % (1 << 60),
            b'{"code":' + b"[" * 30 + b"]" * 30 + b"}",
        ],
        "never-heard-of": [
            encoded({"a": 1}),
            encoded({"a": "words that nobody could erase"}),
            encoded({"a": 1, "b": [1, {"c": "ok"}]}),
            b'{"a":1,"a":2}',
            b'{"a":' + b"[" * 12 + b"]" * 12 + b"}",
        ],
    }
    kind = it.chance.choice(list(bodies))
    it.append(replica, kind, it.chance.choice(bodies[kind]))
    as_the_owner(it, replica)


def another_sealed_part(it):
    """Append a decision whose words hold what they must not, or lack what they must have."""
    replica = it.replica()
    body = {"code": "c0" * 8}
    whole = {"name": "trust"}
    words = it.chance.choice(
        (
            encoded(whole),
            encoded({"why": "so", **whole}),
            encoded({"why": 7, **whole}),
            encoded({**whole, "code": "c1" * 8}),
            b'{"name":"trust","name":"mistrust"}',
            encoded({}),
            b"[]",
            b"",
        )
    )
    it.append(replica, "code-renamed", body, words)
    as_the_owner(it, replica)


def another_form(it):
    replica = it.replica()
    columns = it.chance.choice(
        (
            {"authors": ""},
            {"authors": "Ingrid"},
            {"kind": "Code Retired"},
            {"command": "with a space"},
            {"together": "xyz"},
            {"subjects": "ab" * 8 + " " + "ab" * 8},
            {"version": 9},
            {"together": "ab" * 8},
            {"at": (1 << 62) + 5},
        )
    )
    columns = {"kind": "code-retired"} | columns
    it.append(replica, columns.pop("kind"), {"code": "c0" * 8}, **columns)
    as_the_owner(it, replica)


def another_beginning(it):
    replica = it.replica()
    line = it.line(replica, "seq = 1")
    body = json.loads(line["body"])
    how = it.chance.randrange(4)
    if how == 0:
        it.append(replica, "replica-begun", line["body"], b'{"machine":"m"}')
    elif how == 1:
        bound = {"author": body["author"], "key": body["key"], "size": 3}
        it.append(replica, "key-bound", bound | {"root": "00" * 32, "proof": "00" * 64})
    else:
        name = it.chance.choice(("author", "key", "cause", "proof"))
        value = "copied" if name == "cause" else flipped_hex(body[name])
        it.set(line, body=encoded(body | {name: value}))
    as_the_owner(it, replica)


def flipped_hex(digits):
    return ("1" if digits[0] != "1" else "2") + digits[1:]


def another_witness(it):
    """Say that one had seen what another copy never had; or that one had accepted it."""
    one, other = it.one([(a, b) for a in it.keys for b in it.keys if a != b])
    line = it.line(other)
    hash_ = it.chance.choice((line["hash"].hex(), "ab" * 32))
    seq = it.chance.choice((line["seq"], line["seq"] + 90))
    key = it.keys[other].public.hex()
    how = it.chance.randrange(3)
    if how == 0:
        it.append(one, "replicas-merged", {"heads": {other: [seq, hash_]}})
    elif how == 1:
        it.append(one, "copy-accepted", {"copy": other, "key": key, "upto": [seq, hash_]})
    else:
        body = {"copy": other, "key": key, "last": seq, "hash": hash_, "reason": "lost"}
        it.append(one, "copy-ended", body, b"{}" if it.chance.random() < 0.1 else None)
    as_the_owner(it, one)


def a_receipt(it):
    """Say that words were erased, with or without having done it."""
    replica, seq, _, _ = it.one(it.db.execute("SELECT * FROM sealed"))
    body = {"because": f"{replica}.{seq}", "contents": [], "lines": {replica: [seq]}}
    it.append(replica, "words-erased", body)
    if it.chance.random() < 0.6:
        it.db.execute("DELETE FROM sealed WHERE replica=? AND seq=?", (replica, seq))
    as_the_owner(it, replica)


def words_that_come_back(it):
    gone = it.one(
        it.db.execute(
            "SELECT replica, seq FROM line WHERE length(commitment) > 0 AND (replica, seq) NOT IN "
            "(SELECT replica, seq FROM sealed)"
        )
    )
    it.db.execute("INSERT INTO sealed VALUES (?, ?, ?, ?)", (*gone, bytes(32), b"{}"))


def replaced_words(it):
    """Cut a passage out with words that nobody said; or revise a text so; or rightly."""
    replica = it.replica()
    imported = json.loads(
        it.one(it.db.execute("SELECT body FROM line WHERE kind='document-imported'"))[0]
    )
    index = it.chance.randrange(len(imported["parts"]))
    part = imported["parts"][index]
    found = it.db.execute("SELECT bytes FROM content WHERE id=?", (part["content"],)).fetchone()
    if found is None or part["length"] < 2:  # erased: then nobody can tell
        return
    text, start = found[0].decode(), sum(each["length"] for each in imported["parts"][:index])
    if it.chance.random() < 0.6:
        at = it.chance.randrange(len(text))
        text = text[:at] + it.chance.choice("xyzå🙂") + text[at + 1 :]
    middle = it.chance.randrange(1, len(text))
    parts = [contents_of(it, piece) for piece in (text[:middle], text[middle:])]
    person = it.one(it.db.execute("SELECT body FROM line WHERE kind='participant-added'"))[0]
    if it.chance.random() < 0.5:
        body = {
            "document": imported["document"], "start": start, "end": start + middle,
            "participant": json.loads(person)["participant"], "first": index, "last": index + 1,
            "parts": parts, "revision": None,
        }  # fmt: skip
        it.append(replica, "passage-attributed", body)
    else:
        length = len(text)
        body = {
            "document": imported["document"], "revision": "ab" * 8, "base": None,
            "blocks": [[start, 0, length], [start + length, length, 0]], "parts": parts,
            "turns": [], "original": None, "importer": None, "encoding": None, "layout": None,
        }  # fmt: skip
        it.append(replica, "document-revised", body, encoded({"speakers": []}))
    as_the_owner(it, replica)


def contents_of(it, text):
    id_, salt, said = it.chance.randbytes(8).hex(), bytes(32), text.encode()
    it.db.execute("INSERT INTO content VALUES (?, ?, ?)", (id_, salt, said))
    length = len(text) + (it.chance.random() < 0.05)
    return {
        "content": id_,
        "length": length,
        "commitment": content_commitment(salt, said).hex(),
    }


ALTERATIONS = (
    flip_a_column, flip_and_chain_anew, swap_lines, delete_a_row, cut, cut_without_signatures,
    cut_and_sign_as_the_owner, take_a_copy_out, take_signatures_out, change_a_time, other_words,
    other_text, stray_row, wrong_head, wrong_checkpoint, another_key, other_tables, another_past,
    another_body, another_sealed_part, another_form, another_beginning, another_witness, a_receipt,
    words_that_come_back, replaced_words,
)  # fmt: skip
