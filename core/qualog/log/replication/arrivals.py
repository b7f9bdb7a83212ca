"""The lines that come in: put at the ends of their chains, with their words and what was signed."""

from collections import Counter
from collections.abc import Iterable

from attrs import define, field

from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.log.codec import decoder
from qualog.log.contents import contents_named
from qualog.log.entry import LogEntry, content_commitment, sealed_commitment, short_id
from qualog.log.erasure import Erasures, explained
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.signing import fitted
from qualog.log.replication.branches import Branches
from qualog.log.replication.references import References
from qualog.log.store import Store, StoredEntry, Transaction

_CHUNK = 1000


@define
class Arrivals:
    """Takes lines in, within a transaction.

    Attributes:
        store: where they go.
        transaction: what they are written in.
        gone: what must not come in any more.
        came: how many came in of each run.
    """

    store: Store
    transaction: Transaction
    gone: Erasures
    came: Counter[str] = field(factory=Counter)
    _wordless: list[tuple[LogEntry, str]] = field(factory=list)

    def put(self, lines: Iterable[StoredEntry]) -> None:
        """Write lines, which follow what is here.

        Raises:
            LogError: what a line's writer had seen is not here, or words are not those that were
                sealed.
        """
        references = References(self.store)
        chunk: list[StoredEntry] = []
        for stored in lines:
            entry = stored.entry
            if entry.kind == ReplicasMerged.kind or len(chunk) >= _CHUNK or stored.contents:
                # What a `replicas-merged` had seen is looked up in the store, so it must be there;
                # and texts are long, so few are held at once.
                self.transaction.put(chunk)
                chunk.clear()
            if entry.kind == ReplicasMerged.kind:
                self._check_past(entry, references)
            self._check_words(stored)
            chunk.append(self.gone.purge(stored))
            self.came[entry.replica] += 1
        self.transaction.put(chunk)

    def require_reasons(self) -> None:
        """Check that a receipt says why words are missing, once all receipts are here.

        Raises:
            LogError: words are missing, and no receipt says that they were erased.
        """
        known = explained(self.store)
        for entry, content in self._wordless:
            if not (content in known.contents if content else known.has(entry.replica, entry.seq)):
                raise LogError(
                    "The words of {decision} are missing, and no receipt says that they were "
                    "erased. Nothing was changed. Ask for a complete copy.",
                    decision=entry.short_id,
                )

    def keep_checkpoints(self, offered: Iterable[Checkpoint]) -> None:
        """Keep what others signed.

        Raises:
            LogError: it is contradicted by the log.
        """
        known = self.store.checkpoints()
        news = [checkpoint for checkpoint in offered if checkpoint not in known]
        fitting, disproof = fitted(self.store, news)
        if disproof is not None:
            raise LogError(
                "The other copy does not check out: {problem}. Nothing was changed.",
                problem=disproof.problem,
            )
        self.transaction.put_checkpoints(fitting)

    def unsigned(self) -> dict[str, int]:
        """Return how many of the lines that came in nobody's signature covers, by run."""
        branches, heads = Branches(self.store.branches()), self.store.heads()
        covered: dict[str, int] = {}
        for checkpoint in self.store.checkpoints():
            for run, end in branches.path(checkpoint.replica, checkpoint.size).items():
                covered[run] = max(covered.get(run, 0), end)
        return {
            run: min(count, heads[run].seq - covered.get(run, 0))
            for run, count in self.came.items()
            if heads[run].seq > covered.get(run, 0)
        }

    def _check_past(self, entry: LogEntry, references: References) -> None:
        """Refuse a line whose writer had seen what is not here: it would come before its past."""
        decode = decoder(entry.kind, entry.version)
        if decode is None:
            return
        merged = references.resolve(decode(entry.body, None), entry.replica, entry.seq)
        assert isinstance(merged, ReplicasMerged)
        for replica, (seq, hash_) in merged.heads.items():
            seen = self.store.entry(replica, seq) if seq else None
            if seen is None or seen.hash.hex() != hash_:
                raise LogError(
                    "{decision} was decided after {seen}, which is in neither copy as it was then. "
                    "Nothing was changed. Ask for a complete copy.",
                    decision=entry.short_id,
                    seen=short_id(replica, seq),
                )
            if seen.at >= entry.at:
                raise LogError(
                    "{decision} is dated before {seen}, after which it was decided. Nothing was "
                    "changed.",
                    decision=entry.short_id,
                    seen=seen.short_id,
                )

    def _check_words(self, stored: StoredEntry) -> None:
        """Refuse words that are not those that were sealed; remember where there are none."""
        entry, sealed, contents = stored
        if sealed is not None and sealed_commitment(sealed) != entry.commitment:
            raise LogError(
                "{decision} has other words than it was sealed with. Nothing was changed.",
                decision=entry.short_id,
            )
        if sealed is None and entry.commitment:
            self._wordless.append((entry, ""))
        given = {content.id: content for content in contents}
        for named in contents_named(entry.body):
            content = given.pop(named.content, None)
            if content is None:
                self._wordless.append((entry, named.content))
            elif content_commitment(content.salt, content.bytes).hex() != named.commitment:
                raise LogError(
                    "{decision} has another text or file than it was sealed with. Nothing was "
                    "changed.",
                    decision=entry.short_id,
                )
        if given:
            raise LogError(
                "{decision} comes with a text that it does not refer to. Nothing was changed.",
                decision=entry.short_id,
            )
