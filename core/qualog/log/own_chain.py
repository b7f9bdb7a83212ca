"""The chain that this place writes in: which it is, how it begins, and with which key.

A place (a file, a database as one user sees it) has one key, made under a lock before its first
decision. Where the key is lost, a backup was put back or the chain forked, nobody writes on in
the old chain: a new one goes on from it.
"""

import platform
from collections.abc import Iterator
from typing import Final, get_args

from attrs import define, evolve, field

from qualog.decisions import Decision
from qualog.decisions.copies import Cause, KeyBound, ReplicaBegun
from qualog.language import Sayable, message
from qualog.log.binding import Binding, find_binding, keep_binding
from qualog.log.entry import Head
from qualog.log.integrity.beginning import begun_text, bound_text
from qualog.log.integrity.chain_key import chain_key, first_line, key_bound
from qualog.log.integrity.fingerprint import fingerprint, replica_id
from qualog.log.integrity.keys import Key, close_to_others, find_key, keys_locked, make_key
from qualog.log.integrity.tree import Frontier
from qualog.log.store import Store
from qualog.log.stores.sqlite import FORMAT

_MACHINE_LETTERS: Final = 60


@define
class OwnChain:
    """The chain that a place writes in.

    Attributes:
        store: the place.
        binding: the replica that writes there, as the user's configuration knows it; without one
            where nothing was decided there yet.
        began: what the chain began with, if it began in this process: news for people.
    """

    store: Store
    binding: Binding
    began: ReplicaBegun | None = field(default=None, init=False)
    _key: Key | None = field(default=None, init=False, repr=False)
    _names_its_key: bool = field(default=False, init=False)
    _was_open: bool = field(default=False, init=False)

    @classmethod
    def of(cls, store: Store) -> "OwnChain":
        """Return the chain of a place."""
        return cls(store, find_binding(store))

    def ready(self) -> str:
        """Return the replica to write as, once its key is there.

        Raises:
            LogError: there is no place to keep a key.
        """
        if self._key is None:
            with keys_locked(self.store.project):
                self._was_open = close_to_others(self.store.project)
                # Another process may have begun the chain since this one looked.
                self.binding = evolve(find_binding(self.store), author=self.binding.author)
                self._key = self._own_key()
                if self._key is None:
                    self._begin(*self._why_anew())
        return self.binding.replica

    def begin_anew(self, cause: Cause, *, passed_by: str | None = None) -> str:
        """Let a new chain go on from the one that was written so far; return its replica.

        Args:
            cause: why.
            passed_by: the replica that it goes on from instead, whose key is there to say so.
        """
        with keys_locked(self.store.project):
            self._begin(cause, self._last(passed_by or self.binding.replica), passed_by)
        return self.binding.replica

    def opening(self, head: Head, author: str) -> Iterator[Decision]:
        """Yield what stands in the chain before the next decision: at its beginning, or once."""
        if self._names_its_key or self._key is None:
            return
        project, replica, key = self.store.project, self.binding.replica, self._key
        author = self.binding.author or author
        if not head.seq:
            self.began = _beginning(key, author)
            yield self.began
        elif first_line(self.store, replica) is None and key_bound(self.store, replica) is None:
            tree = Frontier().grown(hash_ for _, hash_ in self.store.hashes(replica))
            bound = KeyBound(
                author=author, key=key.public.hex(), size=tree.size, root=tree.root.hex(), proof=""
            )
            text = bound_text(project, replica, bound)
            yield evolve(bound, proof=key.sign(text).hex())  # type: ignore[misc]
        self._names_its_key = True

    def begin_again(self) -> None:
        """Forget what an attempt wrote that was not kept."""
        self.began, self._names_its_key = None, False

    def keep(self, author: str = "") -> None:
        """Remember outside of the log that this replica writes here, how far it came, for whom."""
        with keys_locked(self.store.project):
            # Another process may have begun a chain here, or gone on with another one.
            replica = find_binding(self.store).replica or self.binding.replica
            if replica != self.binding.replica:
                self._key = None
            seq = self.store.heads().get(replica, Head()).seq
            self.binding = Binding(replica, author or self.binding.author, seq)
            keep_binding(self.store, self.binding)

    @property
    def news(self) -> tuple[Sayable, ...]:
        """What people are told once: of the chain that began here, and of a key that lay open."""
        said: list[Sayable] = []
        if self._was_open:
            said.append(message(_LAY_OPEN))
        if self.began is not None and self.began.cause != "new":
            letters = fingerprint(
                self.store.project,
                self.binding.replica,
                self.began.author,
                bytes.fromhex(self.began.key),
            )
            _, _, after = (self.began.follows or "").partition(".")
            said.append(message(_NEWS[self.began.cause], letters=letters, after=after))
        return tuple(said)

    def _own_key(self) -> Key | None:
        """Return the key of the chain that is bound to this place, if it can be written on."""
        replica = self.binding.replica
        key = find_key(self.store.project, replica) if replica else None
        if key is None:
            return None
        if replica not in self.store.heads():
            return key if replica == replica_id(self.store.project, key.public) else None
        return key if chain_key(self.store, replica) in (None, key.public) else None

    def _why_anew(self) -> tuple[Cause, str | None]:
        if self.binding.put_back:
            return "put-back", self._last(self.binding.before)
        if last := self._last(self.binding.replica):
            return "key-lost", last
        return ("copied" if self.store.heads() else "new"), None

    def _last(self, replica: str) -> str | None:
        head = self.store.heads().get(replica)
        return f"{replica}.{head.seq}" if head is not None else None

    def _begin(self, cause: Cause, follows: str | None, passed_by: str | None = None) -> None:
        project = self.store.project
        self._key = make_key(project, cause=cause, follows=follows, passed_by=passed_by)
        self.binding = Binding(self._key.replica, self.binding.author)
        keep_binding(self.store, self.binding)
        self.begin_again()


def _beginning(key: Key, author: str) -> ReplicaBegun:
    """Return the first line of the chain of a key."""
    cause: Cause = next(cause for cause in get_args(Cause) if cause == key.cause)
    begun = ReplicaBegun(
        author=author,
        key=key.public.hex(),
        follows=key.follows,
        cause=cause,
        passed=None,
        format=FORMAT,
        proof="",
        machine=platform.node()[:_MACHINE_LETTERS],
    )
    text = begun_text(key.project, key.replica, begun)
    passing = find_key(key.project, key.passed_by) if key.passed_by else None
    passed = passing.sign(text).hex() if passing is not None else None
    return evolve(begun, proof=key.sign(text).hex(), passed=passed)  # type: ignore[misc]


_LAY_OPEN: Final = (
    "Other users of this computer had access to the keys of this study's copies; now nobody else "
    "has. If one of them may have taken yours: qualog author key exchange"
)
_NEWS: Final[dict[Cause, str]] = {
    "copied": "This copy of the study is yours from now on: {letters}. Read these letters to your "
    "co-authors when they merge it.",
    "put-back": "This file is older than what was decided here last: a backup was put back. It "
    "goes on as a new copy, after its decision {after}: {letters}. Your co-authors are asked for "
    "these letters once.",
    "key-lost": "The key of this copy is gone, so nobody could prove what it decides. It goes on "
    "as a new copy, after its decision {after}: {letters}. Your co-authors are asked for these "
    "letters once.",
    "rotated": "This copy goes on with a new key, after its decision {after}: {letters}. The old "
    "key says so, and nobody is asked.",
    "forked": "This copy had gone on in two places. It goes on as a new one, after its decision "
    "{after}: {letters}. Your co-authors are asked for these letters once.",
}
