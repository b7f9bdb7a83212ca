"""The cache of a replay: a snapshot in a file that may be deleted at any time.

It is used only if it is this program's own, whole, and of this very log: a keyed digest covers
all of it (the key is the user's, in their configuration), and the log must still have the entries
that it was made of. What a plugin's decisions amount to is never in it: the plugin may be another
one tomorrow, or gone. Else it is deleted, and the log is replayed from nothing.
"""

import hashlib
import hmac
import os
import sys
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import Final

import msgspec

from qualog.decisions import is_of_a_plugin, kind_of, kinds_where
from qualog.decisions.erasure import WordsErased
from qualog.errors import BadInput, LogError
from qualog.files import atomic_write
from qualog.log.binding import configuration
from qualog.log.cache_file import cache_file, delete_cache
from qualog.log.replication.branches import Branch
from qualog.log.store import LogRange, Store
from qualog.replay.fold import catch_up, collector_at_rest, replay
from qualog.replay.snapshot import Snapshot, restore, take
from qualog.state.state import State

WORTH: Final = 5_000
"""From how many replayed decisions on a cache is written: fewer are replayed in no time."""

MOST: Final = 200_000
"""Up to how many decisions: a state that was decoded takes three times the memory of a replay."""

_MAGIC: Final = b"qualog cache 2\n"
_DIGEST: Final = 32
_ROOT: Final = Path(__file__).resolve().parents[1]


class _Cache(msgspec.Struct, array_like=True):
    """What a cache file holds: what it was made of and by, and the snapshot."""

    project: str
    heads: dict[str, tuple[int, bytes]]
    branches: dict[str, Branch]
    code: str
    snapshot: Snapshot


def current(store: Store) -> State:
    """Return the state as it is now: from the cache and what came after it, else from nothing."""
    cached = load(store)
    known = cached.decisions if cached is not None else 0
    state = catch_up(cached, store) if cached is not None else replay(store)
    folded = state.decisions - (known if state is cached else 0)
    if folded >= WORTH and state.decisions <= MOST:
        keep(store, state)
    return state


def load(store: Store) -> State | None:
    """Return the state that is cached; None, and no cache, if it is not of this very log."""
    try:
        data = cache_file(store).read_bytes()
    except OSError:
        return None
    with collector_at_rest():
        state = _read(store, data)
    if state is None:
        _give_up(store)
    return state


def keep(store: Store, state: State) -> None:
    """Write a state to the cache, if it can be written; it must not have changed since."""
    found = {replica: store.hash_at(replica, seq) for replica, seq in state.heads.items()}
    heads = {copy: (state.heads[copy], hash_) for copy, hash_ in found.items() if hash_}
    if not store.writable or len(heads) < len(found) or _plugins_took_part(store):
        return
    snapshot = take(state)
    if restore(snapshot, store.content) != state:
        return  # a field of another sort than its type says: better slow than wrong
    data = msgspec.msgpack.encode(_Cache(store.project, heads, store.branches(), code(), snapshot))
    file = cache_file(store)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(file, private=True, durable=False) as draft:
            draft.write_bytes(_MAGIC + _digest(data) + data)
    except (BadInput, OSError):
        _give_up(store)
    # Another process may have erased words, and looked for a cache before this one was there.
    news = LogRange(after=dict(state.heads))
    if next(iter(store.entries(news, kinds=(WordsErased.kind,))), None) is not None:
        _give_up(store)


def _read(store: Store, data: bytes) -> State | None:
    body = data[len(_MAGIC) + _DIGEST :]
    if not hmac.compare_digest(data[: len(_MAGIC) + _DIGEST], _MAGIC + _digest(body)):
        return None
    try:
        found = msgspec.msgpack.decode(body, type=_Cache)
        state = restore(found.snapshot, store.content)
        fits = (
            found.project == store.project
            and found.code == code()
            and found.branches == store.branches()
            and all(store.hash_at(copy, seq) == hash_ for copy, (seq, hash_) in found.heads.items())
            and not any(map(kind_of, state.unknown))  # else a plugin is there now that was not
        )
        return state if fits else None
    except msgspec.MsgspecError:
        return None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, key=_key(), digest_size=_DIGEST).digest()


def _key() -> bytes:
    """Return the user's key, made at first use; one that is not kept if it cannot be written."""
    file = configuration() / "cache-key"
    try:
        key = file.read_bytes()
    except OSError:
        key = b""
    if len(key) != _DIGEST:
        key = os.urandom(_DIGEST)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(key)
    return key


@once
def code() -> str:
    """Return what tells this program from another: its files, and when they were written."""
    versions = [sys.version]
    for path in sorted(_ROOT.rglob("*.py")):
        status = path.stat()
        versions.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.blake2b("\n".join(versions).encode(), digest_size=_DIGEST).hexdigest()


def _plugins_took_part(store: Store) -> bool:
    kinds = kinds_where(is_of_a_plugin)
    return bool(kinds) and next(iter(store.entries(kinds=kinds)), None) is not None


def _give_up(store: Store) -> None:
    with suppress(LogError):  # it will not be believed the next time either
        delete_cache(store)
