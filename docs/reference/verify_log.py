"""Verify a Qualog project, or a proof from one, without Qualog.

    python verify_log.py STUDY.qualog
    python verify_log.py PROOF.json

Written from log-format.md with the standard library, for whoever audits a study; signatures are
checked too where the package `cryptography` is installed.
"""

import base64
import hashlib
import json
import sqlite3
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


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


def signature_holds(origin: str, size: int, root: bytes, key: bytes, signature: bytes) -> bool:
    if Ed25519PublicKey is None:
        return True
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def contents(value: object) -> Iterator[dict[str, str]]:
    """Find every {content, length, commitment} in a body."""
    if isinstance(value, dict):
        if value.keys() >= {"content", "length", "commitment"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from contents(inner)


def faults(db: sqlite3.Connection) -> Iterator[str]:
    (project,) = db.execute("SELECT id FROM project").fetchone()
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    branches: dict[str, tuple[str, int]] = {}
    if "branch" in tables:
        branches = {name: (up, at) for name, up, at in db.execute("SELECT * FROM branch")}
    chains: dict[str, list[bytes]] = {}
    heads = db.execute("SELECT replica, seq, hash FROM replica ORDER BY replica").fetchall()
    for replica, last, head in sorted(heads, key=lambda head: depth(branches, head[0])):
        parent, first = branches.get(replica, ("", 0))
        chain = chains[replica] = chains.get(parent, [])[:first]
        root = replica
        while root in branches:
            root = branches[root][0]
        rows = db.execute("SELECT * FROM line WHERE replica=? ORDER BY seq", (replica,))
        for row in rows:
            name = f"{replica}.{row['seq']}"
            if row["seq"] != len(chain) + 1:
                yield f"{replica}.{len(chain) + 1} is missing"
                return
            previous = chain[-1] if chain else bytes(32)
            if line_hash(project, root, previous, row) != row["hash"]:
                yield f"{name} has been changed, or does not follow the line before it"
                return
            chain.append(row["hash"])
            yield from faults_of_words(db, name, row)
        if (len(chain), chain[-1:]) != (last, [head]):
            yield f"{replica}.{len(chain) + 1} is missing"
        if "checkpoint" in tables:
            yield from faults_of_checkpoints(db, f"qualog/{project}/{root}", replica, chain)


def depth(branches: dict[str, tuple[str, int]], replica: str) -> int:
    return 1 + depth(branches, branches[replica][0]) if replica in branches else 0


def faults_of_checkpoints(
    db: sqlite3.Connection, origin: str, replica: str, chain: list[bytes]
) -> Iterator[str]:
    for row in db.execute("SELECT * FROM checkpoint WHERE replica=?", (replica,)):
        _, size, root, key, signature = row
        if not 0 < size <= len(chain) or tree_root(chain[:size]) != root:
            yield f"the checkpoint of {replica} at {size} does not fit the log"
        if not signature_holds(origin, size, root, key, signature):
            yield f"the checkpoint of {replica} at {size} has a signature that does not hold"


def faults_of_words(db: sqlite3.Connection, name: str, row: sqlite3.Row) -> Iterator[str]:
    place = (row["replica"], row["seq"])
    sealed = db.execute(
        "SELECT salt, words FROM sealed WHERE replica=? AND seq=?", place
    ).fetchone()
    if sealed and sha256("qualog-sealed-1", *sealed) != row["commitment"]:
        yield f"{name} has other words than it was sealed with"
    for content in contents(json.loads(row["body"])):
        found = db.execute(
            "SELECT salt, bytes FROM content WHERE id=?", (content["content"],)
        ).fetchone()
        if found and sha256("qualog-content-1", *found).hex() != content["commitment"]:
            yield f"{name} has another text or file than it was sealed with"


def fault_of_proof(proof: dict[str, Any]) -> str | None:
    body, commitment = proof["body"].encode(), bytes.fromhex(proof["commitment"])
    row = proof | {"body": body, "commitment": commitment}
    hash_ = line_hash(proof["project"], proof["replica"], bytes.fromhex(proof["previous"]), row)
    if hash_.hex() != proof["hash"]:
        return "the decision has been changed"
    if "words" in proof:
        salt, words = base64.b64decode(proof["salt"]), proof["words"].encode()
        if sha256("qualog-sealed-1", salt, words) != row["commitment"]:
            return "the words are not those that were sealed"
    origin, size, root, _, signature, verifier = proof["checkpoint"].rstrip("\n").split("\n")
    if origin != f"qualog/{proof['project']}/{proof['replica']}":
        return "the checkpoint is another copy's"
    path = [bytes.fromhex(hash_) for hash_ in proof["path"]]
    top = base64.b64decode(root)
    if root_of_path(hash_, proof["seq"] - 1, int(size), path) != top:
        return "the decision is not in the tree that was signed"
    key = base64.b64decode(verifier.split("+", 2)[2])[1:]
    signed = base64.b64decode(signature.rpartition(" ")[2])[4:]
    if not signature_holds(origin, int(size), top, key, signed):
        return "the signature does not hold"
    return None


def main(path: str) -> int:
    if Path(path).read_bytes()[:1] == b"{":
        try:
            fault = fault_of_proof(json.loads(Path(path).read_text("utf-8")))
        except (ValueError, KeyError, IndexError, struct.error) as error:
            fault = f"this is not a proof: {error}"
        print(fault or "proved: the decision is in the log that its copy signed")
        return 1 if fault else 0
    db = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    first = next(faults(db), None)
    heads = db.execute("SELECT replica, seq, hash FROM replica ORDER BY replica").fetchall()
    lines = "".join(f"{replica} {seq} {head.hex()}\n" for replica, seq, head in heads)
    print(first or f"verified; heads {hashlib.sha256(lines.encode()).hexdigest()}")
    db.close()
    return 1 if first else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
