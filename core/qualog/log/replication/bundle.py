"""A bundle: entries of a log in one file, to send by mail; all, or what the other copy lacks.

It is JSON, one value a line: a heading (`Heading`), the entries in the order of replay, and an
end with their number; gzipped to be sent, plain to be read and kept as an archive.

It is read twice, a line at a time, and never trusted: first every hash in it is computed again,
then its entries are merged as any others.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final, NamedTuple

import msgspec
from attrs import define, field

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.errors import BadInput, LogError
from qualog.files import atomic_write, require_regular
from qualog.language import Sayable, message
from qualog.log.entry import ZERO_HASH, Head, computed_hash, short_id
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch, Branches
from qualog.log.store import EVERYTHING, LogRange, Store, StoredEntry

_FORMAT: Final = "qualog-bundle-1"
_FORMAT_WITH_KEYS: Final = "qualog-bundle-2"
"""Its heading where a chain in it names its key: older programs must not take that in unchecked."""

_GZIP: Final = b"\x1f\x8b"
_LINE_BYTES: Final = 128 << 20
"""No line of a bundle is longer, so that reading a hostile one needs no more memory."""


class BundlePlace(NamedTuple):
    """An entry that a bundle begins after or ends with."""

    seq: int
    hash: bytes
    at: int = 0


class Heading(msgspec.Struct, forbid_unknown_fields=True):
    """What a bundle begins with. `begins` are the last entries that its reader has already."""

    bundle: str
    project: str
    begins: dict[str, BundlePlace]
    heads: dict[str, BundlePlace]
    branches: list[Branch]
    checkpoints: list[tuple[str, int, bytes, bytes, bytes]]


class End(msgspec.Struct, forbid_unknown_fields=True):
    """What a bundle ends with: how many entries there are."""

    entries: int


def write_bundle(store: Store, target: Path, *, known: Mapping[str, int]) -> int:
    """Write a bundle of what a log has and its reader lacks, durably, whole or not at all.

    Args:
        store: the log.
        target: the file; it must not be there.
        known: the last number that the reader has of each replica.

    Returns:
        How many entries it has.

    Raises:
        BadInput: there is such a file, it cannot be written, or a text or file is too large.
    """
    with (
        atomic_write(target, overwrite=False) as draft,
        draft.open("wb") as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed,
    ):
        return write_lines(store, packed, known=known, heads=store.heads())


def write_lines(
    store: Store,
    file: "IO[bytes] | gzip.GzipFile",
    *,
    known: Mapping[str, int],
    heads: Mapping[str, Head],
) -> int:
    """Write the lines of a bundle, up to some heads.

    Returns:
        How many entries there are.

    Raises:
        BadInput: a text or file is too large.
    """
    begins = {
        replica: BundlePlace(seq, hash_)
        for replica, seq in known.items()
        if replica in heads and (hash_ := store.hash_at(replica, seq)) is not None
    }
    heading = Heading(
        bundle=_FORMAT_WITH_KEYS if _names_keys(store, heads) else _FORMAT,
        project=store.project,
        begins=begins,
        heads={
            replica: BundlePlace(head.seq, head.hash, head.at) for replica, head in heads.items()
        },
        branches=[branch for branch in store.branches().values() if branch.name in heads],
        checkpoints=[
            (signed.replica, signed.size, signed.root, signed.key, signed.signature)
            for signed in store.checkpoints()
            if signed.replica in heads and signed.size <= heads[signed.replica].seq
        ],
    )
    after = {replica: begins[replica].seq if replica in begins else 0 for replica in heads}
    limits = {replica: head.seq for replica, head in heads.items()}
    encode, count = msgspec.json.Encoder().encode, 0
    file.write(encode(heading) + b"\n")
    for stored in store.stored_entries(LogRange(heads=limits, after=after)):
        line = encode(stored)
        if len(line) >= _LINE_BYTES:
            raise BadInput(
                "{decision} has a file that is too large for a bundle. Merge the project files "
                "themselves (qualog merge), or sync through a database (qualog sync).",
                decision=stored.entry.short_id,
            )
        file.write(line + b"\n")
        count += 1
    file.write(encode(End(count)) + b"\n")
    return count


def _names_keys(store: Store, heads: Mapping[str, Head]) -> bool:
    ends = LogRange(heads={replica: head.seq for replica, head in heads.items()})
    return any(store.entries(ends, kinds=(ReplicaBegun.kind, KeyBound.kind)))


@define
class Bundle:
    """A bundle that came by mail: entries can be merged from it as from a store."""

    path: Path
    project: str
    _heading: Heading
    _hashes: dict[str, bytearray] = field(factory=dict)

    @classmethod
    def open(cls, path: Path) -> "Bundle":
        """Read a bundle through once, and compute every hash in it again.

        Raises:
            LogError: it is not a bundle, or it is incomplete or was changed on its way.
        """
        lines = _lines(path)
        try:
            heading = msgspec.json.decode(next(lines, b""), type=Heading)
        except (msgspec.MsgspecError, ValueError):
            raise LogError("{path} is not a bundle of a Qualog project.", path=path) from None
        if heading.bundle not in (_FORMAT, _FORMAT_WITH_KEYS):
            raise LogError(
                "{path} is a bundle of a newer version of Qualog ({format}). Upgrade Qualog: "
                "pip install --upgrade qualog",
                path=path,
                format=heading.bundle,
            )
        bundle = cls(path, heading.project, heading)
        bundle._check(lines)
        return bundle

    def heads(self) -> dict[str, Head]:
        """Return the last entry of each replica."""
        return {
            replica: Head(place.seq, place.hash, place.at)
            for replica, place in self._heading.heads.items()
        }

    def branches(self) -> dict[str, Branch]:
        """Return the branches of replicas that forked, by name."""
        return {branch.name: branch for branch in self._heading.branches}

    def begins(self) -> dict[str, int]:
        """Return the number after which its entries of a replica begin, where that is not 0."""
        return {replica: place.seq for replica, place in self._heading.begins.items()}

    def checkpoints(self) -> list[Checkpoint]:
        """Return the signed checkpoints."""
        return [Checkpoint(*columns) for columns in self._heading.checkpoints]

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Return the hash of one entry; None where it is not there."""
        begins = self._heading.begins.get(replica)
        if begins is not None and seq == begins.seq:
            return begins.hash
        index = seq - self._first(replica) - 1
        found = bytes(self._hashes.get(replica, b"")[32 * index : 32 * index + 32])
        return found if index >= 0 and found else None

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield entries with their words and contents, in the order of replay.

        Of the range only `after` is heeded: nobody asks a bundle for more.
        """
        lines = _lines(self.path)
        next(lines)
        after = range_.after or {}
        for stored in _entries(lines, self.path):
            if stored.entry.seq > after.get(stored.entry.replica, 0):
                yield stored

    def _first(self, replica: str) -> int:
        begins = self._heading.begins.get(replica)
        branch = self.branches().get(replica)
        return max(begins.seq if begins else 0, branch.seq if branch else 0)

    def _check(self, lines: Iterator[bytes]) -> None:
        branches = Branches(self.branches())
        last: dict[str, bytes] = {}
        for stored in _entries(lines, self.path):
            entry = stored.entry
            hashes = self._hashes.setdefault(entry.replica, bytearray())
            if entry.seq != self._first(entry.replica) + len(hashes) // 32 + 1:
                raise self._broken(
                    message("{decision} is out of its place", decision=entry.short_id)
                )
            previous = last.get(entry.replica) or self._before(entry.replica)
            root = branches.root(entry.replica)
            computed = computed_hash(entry, project=self.project, root=root, previous=previous)
            if computed != entry.hash:
                raise self._broken(message("{decision} has been changed", decision=entry.short_id))
            last[entry.replica] = entry.hash
            hashes += entry.hash
        for replica, head in self._heading.heads.items():
            if self.hash_at(replica, head.seq) != head.hash:
                missing = short_id(replica, head.seq)
                raise self._broken(message("{decision} is missing", decision=missing))
        if not self._hashes.keys() <= self._heading.heads.keys():
            raise self._broken(message("it has more than its heading says"))

    def _before(self, replica: str) -> bytes:
        if begins := self._heading.begins.get(replica):
            return begins.hash
        if branch := self.branches().get(replica):
            return self.hash_at(branch.parent, branch.seq) or ZERO_HASH
        return ZERO_HASH

    def _broken(self, problem: Sayable) -> LogError:
        return LogError(
            "{path} is incomplete or damaged: {problem}. Ask the sender for a new copy.",
            path=self.path,
            problem=problem,
        )


def _lines(path: Path) -> Iterator[bytes]:
    require_regular(path)
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == _GZIP
        with gzip.open(path, "rb") if is_packed else path.open("rb") as opened:
            while line := opened.readline(_LINE_BYTES + 1):
                if len(line) > _LINE_BYTES:
                    raise LogError("{path} has a line that is too long; it is refused.", path=path)
                yield line
    except FileNotFoundError:
        raise LogError("The file {path} does not exist.", path=path) from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise LogError(
            "{path} cannot be read as a bundle: {reason}.", path=path, reason=reason
        ) from None


def _entries(lines: Iterator[bytes], path: Path) -> Iterator[StoredEntry]:
    """Yield the entries up to the end, and see that the end is there and has their number."""
    read = msgspec.json.Decoder(StoredEntry).decode
    for count, line in enumerate(lines):
        try:
            if line.startswith(b"{"):
                end = msgspec.json.decode(line, type=End)
                if end.entries != count or next(lines, None) is not None:
                    raise LogError(
                        "{path} is incomplete or damaged. Ask the sender for a new copy.", path=path
                    )
                return
            stored = read(line)
        except (msgspec.MsgspecError, ValueError) as error:
            raise LogError(
                "{path} cannot be read as a bundle: {reason}.", path=path, reason=error
            ) from None
        yield stored
    raise LogError("{path} is only part of a bundle. Ask the sender for a new copy.", path=path)
