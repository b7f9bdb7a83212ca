"""Operations on the copies of a study: others' decisions come in, those made here go out."""

from pathlib import Path

from qualog.decisions.erasure import WordsErased
from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.files import FilePath
from qualog.log.replication.bundle import Bundle, write_bundle
from qualog.log.replication.transfer import MergeResult, merge_from
from qualog.log.store import EntrySource, Store
from qualog.log.stores.sqlite import SqliteStore
from qualog.operations.known_copies import KnownCopies
from qualog.privacy.withdrawal import belongings, withdrawn_in


class Copies(KnownCopies):
    """The copies of the study."""

    def merge(self, other: FilePath) -> MergeResult:
        """Bring in what another project file has and this copy lacks; the other is only read.

        Raises:
            LogError: it is another project, or does not check out; nothing was changed.
        """
        store = SqliteStore.open(Path(other))
        try:
            return self.merge_from(store)
        finally:
            store.close()

    def merge_from(self, source: EntrySource) -> MergeResult:
        """Bring in what a source has and this copy lacks."""
        if getattr(source, "place", None) == self.project.log.store.place:
            raise NotAllowed("This is the copy you are in; there is nothing to bring in.")
        return self._merge_from(source)

    def sync(self, other: Store) -> tuple[MergeResult, MergeResult]:
        """Exchange with another copy what each lacks; return what came in, and what went out."""
        merged = self.merge_from(other)
        log = self.project.log
        return merged, merge_from(other, log.store, now=log.clock())

    def bundle(self, target: FilePath, *, reader: str | None = None) -> int:
        """Write a bundle of everything, or of what an author's copy lacks.

        What the copy lacks follows from its last decision that came here.

        Returns:
            How many decisions the bundle has.

        Raises:
            NotFound: no such author, or nothing of theirs has come here yet.
            BadInput: the file is there already, or cannot be written.
        """
        known = self._known_to(reader) if reader is not None else {}
        self.project.log.sign()  # what leaves the machine is signed
        return write_bundle(self.project.log.store, Path(target), known=known)

    def apply(self, bundle: FilePath) -> MergeResult:
        """Bring in what a bundle has.

        Raises:
            LogError: it is not a bundle of this project, or does not check out; nothing was
                changed.
        """
        return self._merge_from(Bundle.open(Path(bundle)), by_mail=True)

    def _merge_from(self, source: EntrySource, *, by_mail: bool = False) -> MergeResult:
        log = self.project.log
        merged = merge_from(log.store, source, now=log.clock(), by_mail=by_mail)
        self._carry_out_erasures()
        log.sign()
        return merged

    def _known_to(self, reader: str) -> dict[str, int]:
        """Return how far an author's copy had seen each replica when it was last heard of."""
        author, log = self.find.author(reader), self.project.log
        last = None
        for replica, head in log.store.heads().items():
            entry = log.store.entry(replica, head.seq)
            if replica != log.replica and entry is not None and author.id in entry.authors.split():
                last = entry if last is None or entry.at > last.at else last
        if last is None:
            raise NotFound(
                "Nothing has come from a copy of {author} yet, so what it lacks is not known. Make "
                "a bundle of everything.",
                author=author.name,
            )
        return log.known_at(last.id)

    def _carry_out_erasures(self) -> None:
        """Erase what came in about those who withdrew, and confirm what came in as erased."""
        project = self.project
        try:
            authors = project.authors_of(None)
        except BadInput:
            return  # nobody decides in this copy yet; the first who does will confirm
        project.log.confirm(authors)
        store = project.log.store
        obeyed = withdrawn_in(store, project.log.replica)
        for participant in project.working_state.participants.values():
            if participant.id in obeyed and (remaining := belongings(store, participant.id)):
                project.decide(
                    WordsErased(
                        because=participant.id,
                        lines=dict(remaining.lines),
                        contents=remaining.contents,
                    )
                )
