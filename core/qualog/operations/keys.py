"""Operations on the key of this copy: shown, exported, brought in on another machine, exchanged."""

from pathlib import Path

from attrs import frozen

from qualog.decisions.copies import CopyEnded
from qualog.errors import BadInput, NotAllowed
from qualog.files import FilePath, atomic_write, require_regular
from qualog.log.integrity.chain_key import chain_key
from qualog.log.integrity.fingerprint import fingerprint
from qualog.log.integrity.key_exports import MOST_LETTERS, locked_key, unlocked_key
from qualog.log.integrity.keys import Key, find_key, keep_key, key_file
from qualog.log.own_chain import OwnChain
from qualog.log.replication.trust import trust_in
from qualog.operations.base import Operations


@frozen
class ShownKey:
    """What may be shown of a key.

    Attributes:
        copy: the copy that it is the key of.
        letters: the fingerprint of that copy.
        public: the public key, in hexadecimal digits.
        file: where the key is kept on this machine.
    """

    copy: str
    letters: str
    public: str
    file: Path


class Keys(Operations):
    """The key with which this copy signs what it decides."""

    def show(self) -> ShownKey:
        """Return what may be shown of this copy's key.

        Raises:
            NotAllowed: this copy has decided nothing yet, or its key is not on this machine.
        """
        key = self._key()
        log = self.project.log
        author = trust_in(log.store, log.replica).author(key.replica)
        letters = fingerprint(key.project, key.replica, author, key.public)
        return ShownKey(key.replica, letters, key.public.hex(), key_file(key.project, key.replica))

    def export(self, target: FilePath, passphrase: str) -> ShownKey:
        """Write this copy's key to a file that nobody opens without the passphrase.

        Raises:
            NotAllowed: this copy has decided nothing yet, or its key is not on this machine.
            BadInput: the passphrase is short, or the file is there or cannot be written.
        """
        shown = self.show()
        locked = locked_key(self._key(), passphrase)
        with atomic_write(Path(target), private=True, overwrite=False) as draft:
            draft.write_text(locked, "ascii")
        return shown

    def import_(self, file: FilePath, passphrase: str) -> ShownKey:
        """Let this copy go on from another of its author's, whose key a file holds.

        The key says itself that its copy goes on as this one, so nobody is asked about this one;
        the other ends, since two that write with one key could not be told apart.

        Raises:
            BadInput: the file holds no key, or the passphrase is another.
            NotAllowed: the key is that of another study, of a copy that is not here, that goes
                on in this place, or of another author.
        """
        key = unlocked_key(_text(Path(file)), passphrase)
        log = self.project.log
        if key.project != log.store.project:
            raise NotAllowed("This key is that of another study. Nothing was changed.")
        known = chain_key(log.store, key.replica)
        if known is None or known != key.public:
            raise NotAllowed(
                "No decision of the copy {copy} of this key is here. Merge a file or a bundle of "
                "it first, then import its key.",
                copy=key.replica[:4],
            )
        if key.replica == log.replica:
            raise NotAllowed("This key is that of this copy already. Nothing was changed.")
        trust = trust_in(log.store, log.replica)
        if (trust.author(key.replica),) != self.project.authors_of(None):
            raise NotAllowed(
                "This key is that of a copy of another author. Nothing was changed. To decide as "
                "that author here: qualog author use"
            )
        if find_key(key.project, key.replica) is None:
            keep_key(key)
        return self._go_on_from(key)

    def exchange(self) -> ShownKey:
        """Let this copy go on with a new key: nobody is asked, and the old key says no more.

        Raises:
            NotAllowed: this copy has decided nothing yet, or its key is not on this machine.
        """
        key, log = self._key(), self.project.log
        if log.replica in log.store.heads():
            return self._go_on_from(key)
        before = find_key(key.project, key.passed_by) if key.passed_by else None
        if before is None:
            return self.show()  # nobody has seen a decision with it yet
        return self._end(before)  # a program was killed before it did

    def _go_on_from(self, key: Key) -> ShownKey:
        self._own().begin_anew("rotated", passed_by=key.replica)
        return self._end(key)

    def _end(self, key: Key) -> ShownKey:
        head = self.project.log.store.heads()[key.replica]
        self.project.decide(
            CopyEnded(
                copy=key.replica,
                key=key.public.hex(),
                last=head.seq,
                hash=head.hash.hex(),
                reason="replaced",
            )
        )
        return self.show()

    def _own(self) -> OwnChain:
        own = self.project.log.own
        if own is None:
            raise NotAllowed("Nothing is signed in this copy, so it has no key.")
        return own

    def _key(self) -> Key:
        log = self.project.log
        found = find_key(log.store.project, log.replica) if log.replica else None
        if found is None:
            raise NotAllowed(
                "This copy has no key on this machine yet: it is made before the first decision in "
                "it."
            )
        return found


def _text(file: Path) -> str:
    require_regular(file)
    try:
        with file.open(encoding="ascii") as opened:
            return opened.read(MOST_LETTERS)
    except OSError as error:
        raise BadInput(
            "{file} cannot be read ({reason}).", file=file, reason=error.strerror or error
        ) from None
    except UnicodeDecodeError:
        raise BadInput(
            "{file} is not a key that was exported with: qualog author key export", file=file
        ) from None
