"""Copies: that one began, whom the study knows, and which have ended.

What these amount to (which decisions count, whose erasures are carried out) is worked out by
`qualog.log.replication.standing`, never by a replay.
"""

from typing import Final, Literal

from qualog.decisions.base import Decision, decision, words
from qualog.decisions.names import Names
from qualog.decisions.values import DecisionId, Hash, HashOrNone, Id, Seq, Signature
from qualog.language import Message, message

Cause = Literal["new", "copied", "put-back", "key-lost", "rotated", "forked"]
Reason = Literal["gone", "lost", "stolen", "refused", "replaced"]

_RESTS_ON_IT: Final = "{decision} cannot be undone: the log itself rests on it."


@decision("replica-begun")
class ReplicaBegun(Decision):
    """A copy begins: the first line of its chain, which binds its author and its key.

    `key` is its public key, from which its id is made; `proof` is that key's signature over what
    the line says, so that nobody begins a copy with somebody else's. `follows` is the last
    decision of the copy that it goes on from, if it goes on from one; `passed` that copy's
    signature, where its key is still there to say so. `format` is that of the log.
    """

    cannot_be_undone = _RESTS_ON_IT

    author: Id
    key: Hash
    follows: DecisionId | None
    cause: Cause
    passed: Signature | None
    format: Seq
    proof: Signature
    machine: str = words()

    @property
    def thing(self) -> None:
        return None

    def sentence(self, names: Names) -> Message:
        if self.follows is None:
            return message("began a copy of the study on “{machine}”", machine=self.machine)
        return message(
            "began a copy of the study on “{machine}”, which goes on from {followed} ({cause})",
            machine=self.machine,
            followed=names.decision(self.follows),
            cause=_CAUSES[self.cause],
        )


_CAUSES: Final[dict[Cause, Message]] = {
    "new": message("new"),
    "copied": message("the file was copied"),
    "put-back": message("a backup was put back"),
    "key-lost": message("its key was lost"),
    "rotated": message("its key was exchanged"),
    "forked": message("it had gone on in two places"),
}


@decision("key-bound")
class KeyBound(Decision):
    """A copy that began before copies were bound to keys names its key, once.

    `root` is that of the tree over its first `size` decisions; `proof` the key's signature.
    """

    cannot_be_undone = _RESTS_ON_IT

    author: Id
    key: Hash
    size: Seq
    root: Hash
    proof: Signature

    @property
    def thing(self) -> None:
        return None

    def sentence(self, names: Names) -> Message:
        return message("bound this copy to its key")


@decision("copy-accepted")
class CopyAccepted(Decision):
    """A copy of the study (a replica and its whole key) is known to the authors.

    `upto` is the last decision of it that was here when they met: its number and its hash.
    """

    cannot_be_undone = (
        "{decision} cannot be undone. To say that a copy has ended: qualog copies end"
    )
    reaches_back = True

    copy: Id
    key: Hash
    upto: tuple[Seq, Hash]

    @property
    def thing(self) -> None:
        return None

    def sentence(self, names: Names) -> Message:
        return message("accepted the copy {copy}", copy=self.copy[:4])


@decision("copy-ended")
class CopyEnded(Decision):
    """A copy says nothing more after its decision `last` (its `hash`; empty where `last` is 0).

    Its erasures are not waited for, nor carried out. Once authors of two minds say so, what it
    decided afterwards does not count.
    """

    cannot_be_undone = (
        "{decision} cannot be undone like that. To take the end of a copy back: qualog copies "
        "reopen"
    )
    reaches_back = True

    copy: Id
    key: Hash
    last: Seq
    hash: HashOrNone
    reason: Reason

    @property
    def thing(self) -> None:
        return None

    def sentence(self, names: Names) -> Message:
        return message(
            "ended the copy {copy} after its decision {last} ({reason})",
            copy=self.copy[:4],
            last=self.last,
            reason=REASONS[self.reason],
        )


REASONS: Final[dict[Reason, Message]] = {
    "gone": message("gone"),
    "lost": message("lost"),
    "stolen": message("stolen"),
    "refused": message("refused"),
    "replaced": message("replaced"),
}


@decision("copy-reopened")
class CopyReopened(Decision):
    """An end of a copy is taken back: it was found again."""

    cannot_be_undone = (
        "{decision} cannot be undone. To say that a copy has ended: qualog copies end"
    )
    reaches_back = True

    copy: Id
    key: Hash

    @property
    def thing(self) -> None:
        return None

    def sentence(self, names: Names) -> Message:
        return message("reopened the copy {copy}", copy=self.copy[:4])
