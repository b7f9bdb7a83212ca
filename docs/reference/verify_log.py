"""Verify a Qualog project, or a proof from one, without Qualog.

    python verify_log.py STUDY.qualog [--copy FINGERPRINT]… [--all]
    python verify_log.py PROOF.json --key KEY|FINGERPRINT

Written from log-format.md with the standard library, for whoever audits a study. Signatures need
the package `cryptography`; without it, nothing is said to be verified or proved.

It exits with 0 if all holds, with 1 if something does not, and with 2 if that cannot be said.
"""

import argparse
import base64
import hashlib
import json
import re
import sqlite3
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

ZERO = bytes(32)
TABLES = {"project", "replica", "line", "sealed", "content"}
LATER_TABLES = {"branch", "checkpoint"}
INDEXES = {
    1: "command merges order reverts",
    2: "command confirmations erasures merges redactions reverts withdrawals",
    3: "acceptances beginnings bindings command confirmations ends erasures merges redactions "
    "reopenings reverts withdrawals",
}
COLUMNS = {
    "replica": "replica seq hash at",
    "line": "replica seq at authors kind version command together subjects body commitment hash",
    "sealed": "replica seq salt words",
    "content": "id salt bytes",
    "branch": "name parent seq",
    "checkpoint": "replica size root key signature",
}
GUARD = (
    "CREATE TRIGGER line_is_not_{0}d BEFORE {1} ON line\n"
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
)
GUARDS = {GUARD.format("change", "UPDATE"), GUARD.format("delete", "DELETE")}
LAST_TICK = 1 << 62
LARGEST = 1 << 53

# What stands in the body of each kind of line, and after the bar among its words. A "?" is after
# what older lines of the version do not have; a number after a kind is its version, if not 1.
KINDS = r"""
attribute-defined: attribute type | name
attribute-given: about attribute | value
attribute-renamed: attribute | name
author-added: author | name
author-renamed: author | name
code-created: code parent | definition examples exclude include name
code-defined: code | definition examples exclude include
code-moved: code parent
code-renamed: code | name
code-restored: code
code-retired: code
code-split: code into recoded | definitions names
codes-assigned: codes theme
codes-merged: into sources
codes-unassigned: codes theme
coding-applied 2: code coding dated document end region? revision start
coding-recoded: code coding
coding-removed: coding
coding-resized: coding end revision? start
consent-given: day participant | terms
consent-withdrawn: day participant
copy-accepted: copy key upto
copy-ended: copy hash key last reason
copy-reopened: copy key
decision-redacted: target
decision-reverted: target
discussion-opened: discussion document end revision? start | topic
discussion-reopened: discussion
discussion-replied: discussion | reply
discussion-settled: coder discussion holds outcome redefined revision?
document-coded: document passages revision?
document-conducted: day document interviewers
document-imported: document encoding importer layout? media? original parts turns | name speakers
document-read: document
document-removed: document
document-renamed: document | name
document-revised: base blocks document encoding importer layout original parts revision turns \
    | speakers
document-transcribed: day document transcribers
erasure-confirmed: receipts
key-bound: author key proof root size
link-accepted: link
link-proposed: concept evidence link mapper subject | reason
link-rejected: link
memo-removed: memo
memo-revised: memo | text
memo-written: about dated end memo revision? start | text
moment-named: heads moment | name
participant-added: participant | name pseudonym
participant-renamed: participant | pseudonym
passage-attributed: document end first last participant parts revision? start
project-created: | name
project-described: | aim
project-renamed: | name
question-settled: about keep matter question
replica-begun: author cause follows format key passed proof | machine
replicas-merged: heads
round-closed: round
round-opened: blind coders documents round | name
speaker-identified: author document participant revision? speaker
theme-created: parent theme | definition name
theme-defined: theme | definition
theme-moved: parent theme
theme-renamed: theme | name
theme-restored: theme
theme-retired: theme
themes-related: other theme | relation
theory-adopted: concepts theory | pack
theory-dropped: theory
words-erased: because contents lines
"""
TRUST = {"replica-begun", "key-bound", "copy-accepted", "copy-ended", "copy-reopened"}
FORMS = {
    "replica": re.compile("[0-9a-f]{16}"),
    "authors": re.compile("[0-9a-f]{16}( [0-9a-f]{16}){0,31}"),
    "kind": re.compile(
        r"[a-z][a-z0-9-]{0,47}|(?=.{1,128}\Z)[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+"
    ),
    "command": re.compile("[!-~]{0,128}"),
    "together": re.compile("([0-9a-f]{16})?"),
    "subjects": re.compile("([0-9a-f]{16}( [0-9a-f]{16}){0,999})?"),
}
PLAIN = re.compile(r"[A-Za-z0-9._:/+-]{0,128}")


class Fault(Exception):
    """Something does not hold."""


def fields_of_kinds() -> dict[str, tuple[int, set[str], set[str], set[str]]]:
    """Give version, fields of the body that must be there and that may, and sealed fields."""
    found = {}
    for line in KINDS.strip().replace("\\\n", "").splitlines():
        name, _, fields = line.partition(":")
        kind, _, version = name.partition(" ")
        body, _, words = fields.partition("|")
        must = {field for field in body.split() if not field.endswith("?")}
        may = {field.rstrip("?") for field in body.split()}
        found[kind] = (int(version or 1), must, may, set(words.split()))
    return found


FIELDS = fields_of_kinds()


# Hashes, trees, signatures


def sha256(domain: str, *parts: bytes) -> bytes:
    return hashlib.sha256(domain.encode() + b"\0" + b"".join(parts)).digest()


def line_hash(project: str, replica: str, previous: bytes, row: Any) -> bytes:
    texts = [project, replica, *(row[name] for name in ("authors", "kind"))]
    texts += [row[name] for name in ("command", "together", "subjects")]
    columns = [text.encode() for text in texts] + [row["body"], row["commitment"]]
    numbers = struct.pack(">QQI", row["seq"], row["at"], row["version"])
    lengths = struct.pack(">9I", *map(len, columns))
    return sha256("qualog-line-1", previous, numbers, lengths, *columns)


def leaf(line: bytes) -> bytes:
    return hashlib.sha256(b"\0" + line).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_root(lines: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1."""
    level = [leaf(line) for line in lines]
    while len(level) > 1:
        pairs = [node(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def root_of_path(line: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2."""
    at, last, root = index, size - 1, leaf(line)
    for beside in path:
        if at & 1 or at == last:
            root = node(beside, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node(root, beside)
        at, last = at >> 1, last >> 1
    return root if last == 0 else b""


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    """Say whether a signature holds; without `cryptography` it is only said that none failed."""
    if Ed25519PublicKey is None:
        return True
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_holds(origin: str, size: int, root: bytes, key: bytes, signature: bytes) -> bool:
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    return is_signed(key, signature, text)


# Whose a chain is


def measured(*texts: str) -> bytes:
    said = [text.encode() for text in texts]
    return b"".join(struct.pack(">H", len(text)) + text for text in said)


def begun_text(project: str, replica: str, body: dict[str, Any]) -> bytes:
    follows = body["follows"] or ""
    texts = (project, replica, body["author"], body["key"], follows, body["cause"])
    return b"qualog-begun-1\0" + measured(*texts)


def begins(project: str, replica: str, body: dict[str, Any]) -> bool:
    key = bytes.fromhex(body["key"])
    is_its_own = replica == sha256("qualog-replica-1", project.encode(), key).hex()[:16]
    text = begun_text(project, replica, body)
    return is_its_own and is_signed(key, bytes.fromhex(body["proof"]), text)


def binds(project: str, replica: str, body: dict[str, Any]) -> bool:
    key, root = bytes.fromhex(body["key"]), bytes.fromhex(body["root"])
    said = measured(project, replica, body["author"], body["key"])
    text = b"qualog-bound-1\0" + said + struct.pack(">Q", body["size"]) + root
    return is_signed(key, bytes.fromhex(body["proof"]), text)


def fingerprint(project: str, replica: str, author: str, key: bytes) -> str:
    said = sha256("qualog-key-1", project.encode(), replica.encode(), author.encode(), key)
    bits = int.from_bytes(said, "big") >> 156
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 5 * at & 31] for at in range(20))
    letters = letters[::-1]
    return " ".join(letters[at : at + 5] for at in range(0, 20, 5))


def typed(letters: str) -> str:
    plain = letters.upper().translate(str.maketrans("ILO", "110", " -"))
    return " ".join(plain[at : at + 5] for at in range(0, len(plain), 5))


# JSON that can be read in one way alone


def scanned(stored: bytes, largest: int = 16 << 20, depth: int = 16) -> dict[str, Any]:
    """Read a JSON object; raise `Fault` where two programs could read it in two ways."""
    if len(stored) > largest:
        raise Fault("is too large")
    deep = most = 0
    for mark in re.findall(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', stored, re.DOTALL):
        deep += (mark in b"[{") - (mark in b"]}")
        most = max(most, deep)
    if most > depth:
        raise Fault("has JSON that nests too deep")
    try:
        found = json.loads(
            stored.decode(),
            object_pairs_hook=each_once,
            parse_int=whole,
            parse_float=finite,
            parse_constant=finite,
        )
        json.dumps(found, ensure_ascii=False).encode()
    except ValueError:
        raise Fault("has JSON that cannot be read") from None
    if not isinstance(found, dict):
        raise Fault("has JSON that is no object")
    return found


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Fault("has JSON with one key twice")
    return dict(pairs)


def whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Fault("has JSON with a number that is too large")
    return int(digits)


def finite(digits: str) -> float:
    if not float("-inf") < float(digits) < float("inf"):
        raise Fault("has JSON with a number that is none")
    return float(digits)


def read(stored: bytes) -> dict[str, Any]:
    """Read a body if that can be done; that it cannot is said where its form is checked."""
    try:
        return scanned(stored)
    except Fault:
        return {}


def contents(value: object) -> Iterator[dict[str, Any]]:
    """Find every {content, length, commitment} in a body."""
    if isinstance(value, dict):
        if value.keys() >= {"content", "length", "commitment"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from contents(inner)


# A study


class Study:
    """A project file, read whole; its checks come in the order of log-format.md."""

    def __init__(self, db: sqlite3.Connection) -> None:
        db.row_factory = sqlite3.Row
        self.db = db
        self.format = db.execute("PRAGMA user_version").fetchone()[0]
        self.heads: dict[str, tuple[int, bytes, int]] = {}
        self.branches: dict[str, tuple[str, int]] = {}
        self.chains: dict[str, list[sqlite3.Row]] = {}
        self.lines: list[tuple[sqlite3.Row, dict[str, Any]]] = []
        self.keys: dict[str, tuple[str, bytes]] = {}
        self.covered: dict[str, int] = {}
        self.gone: set[tuple[str, int]] = set()
        self.demanded: set[tuple[str, int]] = set()
        self.gone_contents: set[str] = set()
        self.demanded_contents: set[str] = set()

    def faults(self) -> Iterator[str]:
        for check in (
            self.container,
            self.forest,
            self.all_chains,
            self.beginnings,
            self.checkpoints,
            self.coverage,
            self.witnesses,
            self.words_and_contents,
            self.forms,
            self.texts,
        ):
            broken = False
            for fault in told(check):
                broken = True
                yield fault
            if broken and check in (self.container, self.forest, self.all_chains):
                return  # what follows is read along the chains

    def container(self) -> Iterator[str]:
        (application,) = self.db.execute("PRAGMA application_id").fetchone()
        if application != 0x514C4F47 or not 1 <= self.format <= 3:
            yield "the file is not a Qualog project of format 1, 2 or 3"
            return
        for (complaint,) in self.db.execute("PRAGMA integrity_check"):
            if complaint != "ok":
                yield f"the file is damaged: {complaint}"
        made = self.db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = {name for kind, name, _ in made if kind == "table"}
        guards = {sql for kind, _, sql in made if kind == "trigger"}
        views = [name for kind, name, _ in made if kind == "view"]
        indexes = {name for kind, name, sql in made if kind == "index" and sql}
        wanted_indexes = {f"line_{name}" for name in INDEXES[self.format].split()}
        wanted = TABLES | (LATER_TABLES if self.format > 1 else set())
        if tables != wanted or guards != GUARDS or views or indexes != wanted_indexes:
            yield "a table, an index, a view or a guard is not as Qualog makes it"
            return
        for table, columns in COLUMNS.items():
            if table in tables:
                found = self.db.execute(f"SELECT * FROM {table} LIMIT 0").description
                if [column[0] for column in found] != columns.split():
                    yield f"the table {table} is not as Qualog makes it"
        projects = self.db.execute("SELECT * FROM project").fetchall()
        if len(projects) != 1 or (self.format > 1 and projects[0]["readable_from"] != 2):
            yield "the table project is not as Qualog writes it"

    def forest(self) -> Iterator[str]:
        (self.project,) = self.db.execute("SELECT id FROM project").fetchone()
        for name, seq, hash_, at in self.db.execute("SELECT * FROM replica ORDER BY replica"):
            self.heads[name] = (seq, hash_, at)
        if self.format > 1:
            for name, parent, seq in self.db.execute("SELECT * FROM branch"):
                self.branches[name] = (parent, seq)
        for name in self.branches:
            seen, at = {name}, self.branches[name][0]
            while at in self.branches:
                if at in seen:
                    yield f"the branches of {name} go in a circle"
                    return
                seen.add(at)
                at = self.branches[at][0]

    def root(self, run: str) -> str:
        while run in self.branches:
            run = self.branches[run][0]
        return run

    def runs(self, replica: str) -> list[str]:
        """Give a replica or branch, and all branches that go on from it."""
        after = [name for name, (parent, _) in self.branches.items() if parent == replica]
        return [replica, *(run for name in after for run in self.runs(name))]

    def all_chains(self) -> Iterator[str]:
        named = {name for (name,) in self.db.execute("SELECT DISTINCT replica FROM line")}
        for run in sorted(named | self.heads.keys(), key=lambda run: (self.depth(run), run)):
            yield from self.chain(run)
        for name, (parent, seq) in self.branches.items():
            own = self.chains.get(name, [])[seq:]
            ends = self.heads[parent][0] if parent in self.heads else 0
            if not own or own[0]["hash"][:8].hex() != name or ends != seq:
                yield f"{name}.{seq + 1} is said to begin a branch, and does not begin one"

    def depth(self, run: str) -> int:
        return 1 + self.depth(self.branches[run][0]) if run in self.branches else 0

    def chain(self, run: str) -> Iterator[str]:
        parent, first = self.branches.get(run, ("", 0))
        chain = self.chains[run] = self.chains.get(parent, [])[:first]
        root, commands = self.root(run), set()
        for row in self.db.execute("SELECT * FROM line WHERE replica=? ORDER BY seq", (run,)):
            name, last = f"{run}.{row['seq']}", chain[-1] if chain else None
            if row["seq"] != len(chain) + 1:
                yield f"{run}.{len(chain) + 1} is missing"
                return
            try:
                hash_ = line_hash(self.project, root, last["hash"] if last else ZERO, row)
            except (struct.error, UnicodeError, AttributeError, TypeError):
                hash_ = b""
            if hash_ != row["hash"]:
                yield f"{name} has been changed, or does not follow the line before it"
                return
            if last and row["at"] <= last["at"]:
                yield f"{name} is dated before the line that it follows"
            if row["command"] and row["command"] in commands:
                yield f"{name} carries out a command that was carried out before"
            commands.add(row["command"])
            chain.append(row)
            self.lines.append((row, read(row["body"])))
        end = (chain[-1]["seq"], chain[-1]["hash"], chain[-1]["at"]) if chain else None
        if self.heads.get(run) != end or len(chain) == first:
            yield f"{run}.{len(chain) + 1} is missing, or the log is said to end elsewhere"

    def beginnings(self) -> Iterator[str]:
        bound: set[str] = set()
        for row, body in self.in_order("replica-begun", "key-bound"):
            name, root = f"{row['replica']}.{row['seq']}", self.root(row["replica"])
            if row["kind"] == "replica-begun":
                if row["seq"] != 1:
                    yield f"{name} says that its copy begins, and is not its first line"
                if not begins(self.project, root, body):
                    yield f"{name} begins a copy with a key that is not that copy's own"
                self.keys.setdefault(root, (body["author"], bytes.fromhex(body["key"])))
                continue
            chain, size = self.chains[row["replica"]], body["size"]
            if root in bound or chain[0]["kind"] == "replica-begun":
                yield f"{name} binds its copy to a key a second time"
            bound.add(root)
            hashes = [line["hash"] for line in chain[:size]]
            fits = 0 < size < row["seq"] and tree_root(hashes).hex() == body["root"]
            if not fits or not binds(self.project, root, body):
                yield f"{name} binds its copy to a key that is not that copy's own"
            self.keys.setdefault(root, (body["author"], bytes.fromhex(body["key"])))
        for row, body in self.in_order("replica-begun"):
            followed = self.keys.get((body["follows"] or "").partition(".")[0])
            text = begun_text(self.project, self.root(row["replica"]), body)
            if body["passed"] is None or followed is None:
                continue
            if not is_signed(followed[1], bytes.fromhex(body["passed"]), text):
                yield f"{row['replica']}.{row['seq']} goes on from a copy that did not sign it"

    def in_order(self, *kinds: str) -> Iterator[tuple[sqlite3.Row, dict[str, Any]]]:
        found = [line for line in self.lines if line[0]["kind"] in kinds]
        yield from sorted(found, key=lambda line: (line[0]["at"], *line[0][:2]))

    def checkpoints(self) -> Iterator[str]:
        if self.format == 1:
            return
        keys = {root: key for root, (_, key) in self.keys.items()}
        for row in self.db.execute("SELECT * FROM checkpoint ORDER BY replica, size, key"):
            run, size, root, key, signature = row
            name = f"the checkpoint of {run} at {size}"
            first = self.root(run)
            if keys.setdefault(first, key) != key:
                yield f"{name} is signed with another key than before"
                continue
            if not signature_holds(f"qualog/{self.project}/{first}", size, root, key, signature):
                yield f"{name} has a signature that does not hold"
            chains = ((run, self.chains.get(run, [])) for run in self.runs(first))
            for run, chain in chains:
                begun = self.branches.get(run, ("", 0))[1]
                hashes = [line["hash"] for line in chain[:size]]
                if begun < size <= len(chain) and tree_root(hashes) == root:
                    self.cover(run, size)
                    break
            else:
                yield f"{name} does not fit the log"

    def cover(self, run: str, size: int) -> None:
        self.covered[run] = max(size, self.covered.get(run, 0))
        if run in self.branches:
            parent, seq = self.branches[run]
            self.cover(parent, min(seq, size))

    def coverage(self) -> Iterator[str]:
        signed = {self.root(run) for run in self.covered}
        for run in sorted(self.chains):
            first = self.chains[run][0]["kind"] if self.chains[run] else ""
            if first == "replica-begun" and self.root(run) not in signed:
                yield f"nothing of the copy {run} is signed with its key"

    def witnesses(self) -> Iterator[str]:
        for row, body in self.in_order("replicas-merged", "copy-accepted", "copy-ended"):
            seen = [(copy, *head) for copy, head in body.get("heads", {}).items()]
            if row["kind"] == "copy-accepted":
                seen = [(body["copy"], *body["upto"])]
            elif row["kind"] == "copy-ended":
                seen = [(body["copy"], body["last"], body["hash"])]
            for copy, seq, hash_ in seen:
                there = [
                    self.chains[run][seq - 1]
                    for run in self.runs(copy)
                    if 0 < seq <= len(self.chains.get(run, ()))
                ]
                fitting = [line for line in there if line["hash"].hex() == hash_]
                name = f"{row['replica']}.{row['seq']}"
                if seq and not fitting and (there or row["kind"] != "copy-ended"):
                    yield f"{name} had seen {copy}.{seq}, which is not there as it was"
                if fitting and fitting[0]["at"] >= row["at"]:
                    yield f"{name} is dated before {copy}.{seq}, which it had seen"

    def learn_receipts(self) -> None:
        ended = {body.get("copy") for _, body in self.in_order("copy-ended")}
        for row, body in self.in_order("words-erased"):
            # An end may hold back what a copy erased: then its receipt explains, and demands not.
            is_held = self.root(row["replica"]) in ended
            for copy, numbers in body["lines"].items():
                for seq in numbers:
                    places = {
                        (self.chains[run][seq - 1]["replica"], seq)
                        for run in self.runs(copy)
                        if 0 < seq <= len(self.chains.get(run, ()))
                    }
                    self.gone |= places
                    self.demanded |= set() if is_held or len(places) > 1 else places
            self.gone_contents |= set(body["contents"])
            self.demanded_contents |= set() if is_held else set(body["contents"])

    def words_and_contents(self) -> Iterator[str]:
        self.learn_receipts()
        parts = {(row[0], row[1]): row[2:] for row in self.db.execute("SELECT * FROM sealed")}
        strays = {id_ for (id_,) in self.db.execute("SELECT id FROM content")}
        for row, body in self.lines:
            place, name = (row["replica"], row["seq"]), f"{row['replica']}.{row['seq']}"
            sealed = parts.pop(place, None)
            if sealed and not row["commitment"]:
                yield f"{name} has words, and is not said to have any"
            elif sealed and place in self.demanded:
                yield f"{name} still has words that a receipt says were erased"
            elif sealed and sha256("qualog-sealed-1", *sealed) != row["commitment"]:
                yield f"{name} has other words than it was sealed with"
            elif row["commitment"] and not sealed and place not in self.gone:
                yield f"{name} has lost its words, and no receipt says that they were erased"
            for content in contents(body):
                strays.discard(content["content"])
                yield from self.faults_of_content(name, content)
        for replica, seq in sorted(parts):
            yield f"there are words under {replica}.{seq}, which is not said to have any"
        for stray in sorted(strays):
            yield f"{stray} is a text or file that no line names"

    def content(self, id_: str) -> sqlite3.Row | None:
        return self.db.execute("SELECT salt, bytes FROM content WHERE id=?", (id_,)).fetchone()

    def faults_of_content(self, name: str, content: dict[str, Any]) -> Iterator[str]:
        found = self.content(content["content"])
        if found is None:
            if content["content"] not in self.gone_contents:
                yield f"{name} has lost a text or file, and no receipt says that it was erased"
        elif content["content"] in self.demanded_contents:
            yield f"{name} still has a text or file that a receipt says was erased"
        elif sha256("qualog-content-1", *found).hex() != content["commitment"]:
            yield f"{name} has another text or file than it was sealed with"

    def forms(self) -> Iterator[str]:
        for row, _ in self.lines:
            place = (row["replica"], row["seq"])
            sealed = self.db.execute(
                "SELECT salt, words FROM sealed WHERE replica=? AND seq=?", place
            ).fetchone()
            try:
                require_columns(row)
                if sealed and len(sealed["salt"]) != 32:
                    raise Fault("has words whose salt is not of 32 bytes")
                require_parts(row, sealed["words"] if sealed else None)
            except Fault as fault:
                yield f"{row['replica']}.{row['seq']} {fault}"

    def texts(self) -> Iterator[str]:
        """Compare what is kept anew with what it stands for, code point for code point."""
        texts: dict[tuple[str, str | None], list[tuple[int, Any]]] = {}
        for row, body in self.in_order(
            "document-imported", "document-revised", "passage-attributed"
        ):
            name = f"{row['replica']}.{row['seq']}"
            parts = body.get("parts", [])
            if any(self.text(part) is False for part in parts):
                yield f"{name} has a text that is not as long as it says, or is no text"
            if row["kind"] == "document-imported":
                texts[body["document"], None] = laid(0, parts)
            elif row["kind"] == "document-revised":
                own = laid(0, parts)
                base = texts.get((body["document"], body["base"]))
                for begin, start, length in body["blocks"] if base is not None else []:
                    if not agree(self.said(own, start, length), self.said(base, begin, length)):
                        yield f"{name} says that it shares words with a text that has others"
                        break
                texts[body["document"], body["revision"]] = own
            elif parts:
                there = texts.get((body["document"], body.get("revision")), [])
                where, length = places_of_cut(body, parts, there)
                own = self.said(laid(0, parts), 0, length)
                if there and not any(agree(own, self.said(there, at, length)) for at in where):
                    yield f"{name} has other words than the text that it cuts into finer parts"
                there += laid(where[0], parts) if where else []

    def text(self, part: dict[str, Any]) -> Any:
        """Give the text of a part; None where it is gone, False where it is not what it says."""
        found = self.content(part["content"])
        if found is None:
            return None
        try:
            text = found["bytes"].decode()
        except UnicodeDecodeError:
            return False
        return text if len(text) == part["length"] else False

    def said(self, pieces: list[tuple[int, Any]], start: int, length: int) -> list[str | None]:
        found: list[str | None] = [None] * length
        for begin, part in pieces:
            if begin < start + length and start < begin + part["length"]:
                low, high = max(begin, start), min(begin + part["length"], start + length)
                if text := self.text(part):
                    found[low - start : high - start] = text[low - begin : high - begin]
        for begin, part in pieces:  # who cut what was erased had no words of it
            low, high = max(begin, start), min(begin + part["length"], start + length)
            if low < high and part["content"] in self.gone_contents:
                found[low - start : high - start] = [None] * (high - low)
        return found


def laid(begin: int, parts: Iterable[Any]) -> list[tuple[int, Any]]:
    found = []
    for part in parts:
        found.append((begin, part))
        begin += part["length"]
    return found


def places_of_cut(
    body: dict[str, Any], parts: list[Any], there: list[tuple[int, Any]]
) -> tuple[list[int], int]:
    """Give where finer parts may begin: the passage is the first or the second of them."""
    length, before, possible = sum(part["length"] for part in parts), 0, []
    for part in parts[:2]:
        if part["length"] == body["end"] - body["start"] and body["start"] >= before:
            possible.append(body["start"] - before)
        before += part["length"]
    cuts = {place for at, part in there for place in (at, at + part["length"])}
    return [at for at in possible if {at, at + length} <= cuts] or possible, length


def agree(one: list[str | None], other: list[str | None]) -> bool:
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))


def require_columns(row: sqlite3.Row) -> None:
    for name, form in FORMS.items():
        named = row[name].split() if isinstance(row[name], str) else []
        if not isinstance(row[name], str) or not form.fullmatch(row[name]):
            raise Fault(f"has a column {name} that is not of its form")
        if len(set(named)) < len(named):
            raise Fault(f"names one twice in its column {name}")
    if not 1 <= row["seq"] <= LARGEST or not 1 <= row["version"] < 10_000:
        raise Fault("has a number that cannot be")
    if not 0 <= row["at"] <= LAST_TICK:
        raise Fault("has a time that cannot be")
    if len(row["hash"]) != 32 or len(row["commitment"]) not in (0, 32):
        raise Fault("has a hash or commitment that is not of 32 bytes")


def require_parts(row: sqlite3.Row, words: bytes | None) -> None:
    """Require each field in its one place; of kinds that are not known, that there are no words."""
    known, version = FIELDS.get(row["kind"]), row["version"]
    if row["kind"] in TRUST and version > 1:
        raise Fault("needs a newer verifier")
    if known is None or version > known[0]:
        require_no_harm(scanned(row["body"], 64 << 10, 8))
        said = scanned(words) if words is not None else {}
        if not isinstance(said.get("why"), str | None):
            raise Fault("has a reason among its words that is no text")
        return
    body = scanned(row["body"])
    said = scanned(words) if words is not None else None
    if version < known[0]:
        return
    _, must, may, sealed = known
    if not must <= body.keys() <= may:
        raise Fault("has other fields than a line of its kind has")
    if said is not None and said.keys() - {"why"} != sealed:
        raise Fault("has other words than a line of its kind has")
    if said is not None and not isinstance(said.get("why"), str | None):
        raise Fault("has a reason among its words that is no text")


def require_no_harm(value: object) -> None:
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        raise Fault("has words in its body, where they could not be erased")
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for inner in value:
            require_no_harm(inner)


UNREADABLE = (
    sqlite3.Error, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error,
    RecursionError, OverflowError,
)  # fmt: skip


def told(check: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Yield what a check finds; that it cannot be made is a fault too."""
    try:
        yield from check()
    except UNREADABLE as error:
        yield f"the file cannot be read: {type(error).__name__} {error}"


def faults(db: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with a project file, the first of it first."""
    try:
        study = Study(db)
    except sqlite3.Error as error:
        yield f"the file cannot be read: {error}"
        return
    yield from study.faults()


def verify_study(path: str, named: list[str], every: bool) -> int:
    db = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    try:
        study = Study(db)
        found = study.faults()
        wrong = list(found) if every else [fault for fault in (next(found, None),) if fault]
        copies = dict(copies_of(study)) if not wrong else {}
    except sqlite3.Error as error:
        wrong, copies = [f"the file cannot be read: {error}"], {}
    finally:
        db.close()
    wanted = {typed(letters) for letters in named}
    for letters, copy in copies.items():
        print(copy)
        if wanted and letters not in wanted:
            wrong.append(f"the copy {letters} is not among those that you named")
    if missing := wanted - copies.keys():
        wrong += [f"there is no copy {letters}" for letters in sorted(missing)] if copies else []
    if wrong:
        print("\n".join(wrong))
        return 1
    digest = hashlib.sha256(
        "".join(
            f"{name} {seq} {head.hex()}\n" for name, (seq, head, _) in study.heads.items()
        ).encode()
    ).hexdigest()
    if Ed25519PublicKey is None:
        print(f"no hash is wrong; signatures need: pip install cryptography; heads {digest}")
        return 2
    print(f"verified; heads {digest}")
    return 0


def copies_of(study: Study) -> Iterator[tuple[str, str]]:
    """Yield the fingerprint of each copy, and the line that is said of it."""
    for run, chain in sorted(study.chains.items()):
        root, bare = study.root(run), len(chain) - study.covered.get(run, 0)
        bare -= 0 if study.covered.get(run) else study.branches.get(run, ("", 0))[1]
        author, key = study.keys.get(root, ("", b""))
        letters = fingerprint(study.project, root, author, key) if key else f"({run}, no key)"
        signed = "all signed" if not bare else f"{bare} not signed"
        yield letters, f"copy {letters}, author {author or '?'}, {len(chain)} lines, {signed}"


# A proof


def fault_of_proof(proof: dict[str, Any]) -> str | None:
    """Give what is wrong with a proof; None if it holds for the key that it names."""
    place = (proof["project"], proof["replica"])
    row = columns_of(proof)
    hash_ = line_hash(*place, bytes.fromhex(proof["previous"]), row)
    if hash_.hex() != proof["hash"]:
        return "the decision has been changed"
    if "words" in proof:
        salt, words = base64.b64decode(proof["salt"]), proof["words"].encode()
        if sha256("qualog-sealed-1", salt, words) != row["commitment"]:
            return "the words are not those that were sealed"
    origin, size, top, key, signed = checkpoint_of(proof)
    if origin != "qualog/{}/{}".format(*place):
        return "the checkpoint is another copy's"
    if root_of_path(hash_, proof["seq"] - 1, size, hexes(proof["path"])) != top:
        return "the decision is not in the tree that was signed"
    if not signature_holds(origin, size, top, key, signed):
        return "the signature does not hold"
    begun = proof.get("beginning")
    if begun is None:
        return None
    first = columns_of(begun)
    line = line_hash(*place, bytes.fromhex(begun["previous"]), first)
    if root_of_path(line, begun["seq"] - 1, size, hexes(begun["path"])) != top:
        return "the line that binds the key is not in the tree that was signed"
    body = scanned(first["body"])
    holds = begins if begun["kind"] == "replica-begun" and begun["seq"] == 1 else binds
    if begun["kind"] not in ("replica-begun", "key-bound") or not holds(*place, body):
        return "the line that binds the key is not that key's own"
    if bytes.fromhex(body["key"]) != key:
        return "the checkpoint is signed with another key than the copy's own"
    return None


def columns_of(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"body": line["body"].encode(), "commitment": bytes.fromhex(line["commitment"])}


def hexes(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(hash_) for hash_ in path]


def checkpoint_of(proof: dict[str, Any]) -> tuple[str, int, bytes, bytes, bytes]:
    origin, size, root, _, signature, verifier = proof["checkpoint"].rstrip("\n").split("\n")
    key = base64.b64decode(verifier.split("+", 2)[2])[1:]
    signed = base64.b64decode(signature.rpartition(" ")[2])[4:]
    return origin, int(size), base64.b64decode(root), key, signed


def verify_proof(proof: dict[str, Any], known: str | None) -> int:
    """Say whether a decision is in the log of the copy with a key that the reader knows."""
    try:
        fault = fault_of_proof(proof)
        *_, key, _ = checkpoint_of(proof) if fault is None else ("", b"", b"")
        begun = scanned(proof["beginning"]["body"].encode()) if "beginning" in proof else None
    except (*UNREADABLE, Fault) as error:
        fault = f"this is not a proof: {error}"
    if fault is not None:
        print(fault)
        return 1
    if Ed25519PublicKey is None:
        print("no hash is wrong; whether it is proved needs: pip install cryptography")
        return 2
    letters = ""
    if begun is not None:
        letters = fingerprint(proof["project"], proof["replica"], begun["author"], key)
    shown = f"the key {key.hex()}" + (f", of the copy {letters}" if letters else "")
    if known is None:
        print(f"it is signed with {shown}. Anybody can make a key: compare it with the report,")
        print("or with what its author tells you, and say it: --key KEY or --key FINGERPRINT")
        return 2
    if known.lower() != key.hex() and (not letters or typed(known) != letters):
        print(f"it is signed with {shown}: that is not the one that you named")
        return 1
    by = f", and whose author is {begun['author']}" if begun is not None else ""
    print(f"proved: the decision is in the log of the copy that signed with {shown}{by}")
    return 0


def main(*arguments: str) -> int:
    parser = argparse.ArgumentParser(description="Verify a Qualog project, or a proof from one.")
    parser.add_argument("path", help="STUDY.qualog or PROOF.json")
    parser.add_argument("--key", help="of a proof: the key or fingerprint that you know")
    parser.add_argument("--copy", nargs="+", action="extend", default=[], metavar="FINGERPRINT")
    parser.add_argument("--all", action="store_true", help="name all that is wrong")
    given = parser.parse_args(arguments)
    if Path(given.path).read_bytes()[:1] == b"{":
        try:
            proof = json.loads(Path(given.path).read_text("utf-8"))
        except ValueError as error:
            print(f"this is not a proof: {error}")
            return 1
        return verify_proof(proof, given.key)
    return verify_study(given.path, given.copy, given.all)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
