"""Verification: every chain and every commitment that is still there, computed anew."""

import hashlib
from collections.abc import Iterator, Mapping

from attrs import frozen

from qualog.decisions.documents import Content, contents_of
from qualog.log.codec import decoder
from qualog.log.line import (
    ZERO_HASH,
    Head,
    Line,
    content_commitment,
    line_hash,
    sealed_commitment,
)
from qualog.log.store import Store


@frozen
class Fault:
    """The first thing that does not verify: which line, and what is wrong with it."""

    line: str
    what: str


@frozen
class Verification:
    """What was checked, and what was found.

    Attributes:
        lines: lines whose hash was computed anew.
        sealed: sealed parts that match their commitment.
        erased: lines whose words are no longer there (their commitment still stands).
        contents: long contents that match their commitment.
        heads: SHA-256 over the heads of all replicas, hexadecimal: equal logs, equal heads.
        fault: the first fault, or None.
    """

    lines: int
    sealed: int
    erased: int
    contents: int
    heads: str
    fault: Fault | None = None


def heads_digest(heads: Mapping[str, Head]) -> str:
    """Give the SHA-256 over `replica seq hash`, one line each, in the replicas' order."""
    told = "".join(f"{name} {head.seq} {head.hash.hex()}\n" for name, head in sorted(heads.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def verify(store: Store) -> Verification:
    """Compute every chain and commitment of a log anew, and name the first fault."""
    heads = store.heads()
    counts = {"lines": 0, "sealed": 0, "erased": 0, "contents": 0}
    fault = next(_faults(store, heads, counts), None)
    return Verification(**counts, heads=heads_digest(heads), fault=fault)


def _faults(store: Store, heads: Mapping[str, Head], counts: dict[str, int]) -> Iterator[Fault]:
    for replica, head in heads.items():
        yield from _faults_of_chain(store, replica, head, counts)


def _faults_of_chain(
    store: Store, replica: str, head: Head, counts: dict[str, int]
) -> Iterator[Fault]:
    project, previous, seq = store.project, ZERO_HASH, 0
    for line in store.chain(replica):
        seq += 1
        if line.seq != seq:
            yield Fault(f"{replica}.{seq}", f"is missing: {line.id} follows")
        if line_hash(project, previous, *line[:-1]) != line.hash:
            yield Fault(line.id, "was changed, or does not follow the line before it")
        previous = line.hash
        counts["lines"] += 1
        if line.commitment:
            yield from _faults_of_words(store, line, counts)
    if (seq, previous) != (head.seq, head.hash):
        yield Fault(f"{replica}.{seq + 1}", f"is missing: the log should end with {head.seq}")


def _faults_of_words(store: Store, line: Line, counts: dict[str, int]) -> Iterator[Fault]:
    sealed = store.sealed(line.replica, line.seq)
    if sealed is None:
        counts["erased"] += 1
    elif sealed_commitment(sealed) != line.commitment:
        yield Fault(line.id, "has other words than it was sealed with")
    else:
        counts["sealed"] += 1
    decode = decoder(line.kind, line.version)
    if decode is None:
        return
    for content in contents_of(decode(line.body, sealed and sealed.words)):
        yield from _faults_of_content(store, line, content, counts)


def _faults_of_content(
    store: Store, line: Line, content: Content, counts: dict[str, int]
) -> Iterator[Fault]:
    stored = store.content([content.content]).get(content.content)
    if stored is None:
        return
    if content_commitment(stored.salt, stored.bytes).hex() != content.commitment:
        yield Fault(line.id, "holds another text or file than it was sealed with")
    counts["contents"] += 1
