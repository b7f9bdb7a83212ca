"""Operations on which copies are known: accepted, ended, reopened."""

from collections.abc import Sequence

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, Reason
from qualog.errors import BadInput, NotAllowed
from qualog.log.replication.trust import standing_with, trust_in
from qualog.operations.base import Operations
from qualog.views.known_copies import KnownCopy, find_copy, known_copies


class KnownCopies(Operations):
    """Which copies of the study are known."""

    def all(self) -> list[KnownCopy]:
        """Return the copies whose decisions are here, this one first."""
        return known_copies(self.project.log)

    def accept(
        self, copy: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> KnownCopy:
        """Accept a copy whose decisions are here: what it erases is erased here, too.

        Args:
            copy: its four groups of letters, its machine, or the beginning of its id.
            why: the reason, for the log.
            by: who decides.

        Raises:
            NotFound: there is none.
            NotAllowed: it is accepted already, or nobody has signed it.
        """
        found = self._other(copy)
        if found.is_accepted:
            raise NotAllowed("The copy {copy} is accepted already.", copy=found.id[:4])
        head = self.project.log.store.heads()[found.id]
        upto = (head.seq, head.hash.hex())
        self.decide(CopyAccepted(copy=found.id, key=_key(found), upto=upto), why, by)
        return self._again(found)

    def end(
        self,
        copy: str,
        reason: Reason,
        *,
        last: int | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> KnownCopy:
        """End a copy, which says nothing more: it is gone, lost or stolen, or was never accepted.

        What it erases after its last decision is not carried out, and it is not waited for. Once a
        second author says so, what it decided afterwards does not count.

        Args:
            copy: its four groups of letters, its machine, or the beginning of its id.
            reason: gone, lost, stolen, refused or replaced.
            last: the number of its last decision that stands. By default the last that is here;
                of a stolen copy the last that a copy of another author had seen; of a refused
                one none.
            why: the reason, for the log.
            by: who decides.

        Raises:
            NotFound: there is no such copy.
            BadInput: it has no decision of that number.
            NotAllowed: nobody has signed it.
        """
        found = find_copy(self.all(), copy)
        after = self._default_last(found, reason) if last is None else last
        store = self.project.log.store
        hash_ = store.hash_at(found.id, after) if after else b""
        if hash_ is None or after < 0:
            raise BadInput(
                "The copy {copy} has no decision {last} here. Its decisions are numbered up to "
                "{most}.",
                copy=found.id[:4],
                last=after,
                most=store.heads()[found.id].seq,
            )
        ended = CopyEnded(
            copy=found.id, key=_key(found), last=after, hash=hash_.hex(), reason=reason
        )
        self._require_to_count(found, ended)
        self.decide(ended, why, by)
        return self._again(found)

    def reopen(
        self, copy: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> KnownCopy:
        """Take back that a copy has ended: it was found again.

        Raises:
            NotFound: there is no such copy.
            NotAllowed: nobody said that it has ended, or it is this one.
        """
        found = self._other(copy)
        if not found.is_ended:
            raise NotAllowed("Nobody said that the copy {copy} has ended.", copy=found.id[:4])
        self.decide(CopyReopened(copy=found.id, key=_key(found)), why, by)
        return self._again(found)

    def _other(self, copy: str) -> KnownCopy:
        found = find_copy(self.all(), copy)
        if found.is_this:
            raise NotAllowed(
                "This is the copy you are in. Its authors accept and reopen it in other copies."
            )
        return found

    def _require_to_count(self, copy: KnownCopy, ended: CopyEnded) -> None:
        """Refuse an end with which this copy would go, too: it was let in by what then ends."""
        log = self.project.log
        here = log.store.heads().get(log.replica)
        if copy.is_this or here is None:
            return
        if not standing_with(log.store, log.replica, ended).counts(log.replica, here.seq):
            raise NotAllowed(
                "If the copy {copy} ended after its decision {last}, what this copy decided would "
                "not count either, since nobody but that copy accepted this one. Nothing was "
                "written. Name a later decision as its last.",
                copy=copy.id[:4],
                last=ended.last,
            )

    def _again(self, copy: KnownCopy) -> KnownCopy:
        return find_copy(self.all(), copy.id)

    def _default_last(self, copy: KnownCopy, reason: Reason) -> int:
        log = self.project.log
        if reason == "refused":
            return 0
        here = log.store.heads()[copy.id].seq
        if reason != "stolen":
            return here
        trust = trust_in(log.store, log.replica)
        seen = (
            log.known_at(f"{replica}.{head.seq}").get(copy.id, 0)
            for replica, head in log.store.heads().items()
            if trust.author(replica) != copy.author
        )
        return max(seen, default=0)


def _key(copy: KnownCopy) -> str:
    """Return the key of a copy.

    Raises:
        NotAllowed: nobody has signed it.
    """
    if copy.key is None:
        raise NotAllowed(
            "Nobody has signed the decisions of the copy {copy}, so it has no key to know it by. "
            "Let its author decide something in it with this version of Qualog, and merge it.",
            copy=copy.id[:4],
        )
    return copy.key
