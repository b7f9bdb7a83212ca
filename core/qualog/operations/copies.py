"""Operations on the copies of a study: others' decisions come in, those made here go out."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from qualog.decisions.erasure import WordsErased
from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.files import FilePath
from qualog.log.replication.bundle import Bundle, write_bundle
from qualog.log.replication.gate import Gate
from qualog.log.replication.introduction import Answers, Introduction
from qualog.log.replication.transfer import MergeResult, merge_from
from qualog.log.replication.trust import trust_in
from qualog.log.store import EntrySource, Store
from qualog.log.stores.sqlite import SqliteStore
from qualog.operations.known_copies import KnownCopies
from qualog.operations.trial import try_out
from qualog.privacy.withdrawal import belongings, withdrawn_in


class Copies(KnownCopies):
    """The copies of the study."""

    def merge(
        self,
        other: FilePath,
        *,
        accept: Iterable[str | Introduction] = (),
        refuse: Iterable[str | Introduction] = (),
        accept_clock: Collection[str] = (),
    ) -> MergeResult:
        """Bring in what another project file has and this copy lacks; the other is only read.

        Args:
            other: the file.
            accept: the copies that are accepted if they come for the first time: their four
                groups of letters, or what `NotMet` introduced.
            refuse: those that are not. What others' decisions rest on comes in all the same, and
                has no effect.
            accept_clock: the beginnings of the ids of copies whose clocks may be more than a day
                ahead.

        Raises:
            NotMet: a copy comes for the first time, and nobody has accepted it; nothing was
                changed.
            LogError: it is another project, or does not check out; nothing was changed.
        """
        store = SqliteStore.open(Path(other))
        try:
            return self.merge_from(store, accept=accept, refuse=refuse, accept_clock=accept_clock)
        finally:
            store.close()

    def merge_from(
        self,
        source: EntrySource,
        *,
        accept: Iterable[str | Introduction] = (),
        refuse: Iterable[str | Introduction] = (),
        accept_clock: Collection[str] = (),
    ) -> MergeResult:
        """Bring in what a source has and this copy lacks, as `merge` does."""
        if getattr(source, "place", None) == self.project.log.store.place:
            raise NotAllowed("This is the copy you are in; there is nothing to bring in.")
        return self._take_in(source, Answers.of(accept, refuse), accept_clock)

    def sync(
        self,
        other: Store,
        *,
        accept: Iterable[str | Introduction] = (),
        refuse: Iterable[str | Introduction] = (),
        accept_clock: Collection[str] = (),
    ) -> tuple[MergeResult, MergeResult]:
        """Exchange with another copy what each lacks; return what came in, and what went out.

        What comes in does so as with `merge`. What goes out was let in here.
        """
        merged = self.merge_from(other, accept=accept, refuse=refuse, accept_clock=accept_clock)
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

    def apply(
        self,
        bundle: FilePath,
        *,
        accept: Iterable[str | Introduction] = (),
        refuse: Iterable[str | Introduction] = (),
        accept_clock: Collection[str] = (),
    ) -> MergeResult:
        """Bring in what a bundle has, as `merge` does; each copy's end must be signed.

        Raises:
            NotMet: a copy comes for the first time, and nobody has accepted it; nothing was
                changed.
            LogError: it is not a bundle of this project, or does not check out; nothing was
                changed.
        """
        source, answers = Bundle.open(Path(bundle)), Answers.of(accept, refuse)
        return self._take_in(source, answers, accept_clock, by_mail=True)

    def _take_in(
        self,
        source: EntrySource,
        answers: Answers,
        clocks: Collection[str],
        *,
        by_mail: bool = False,
    ) -> MergeResult:
        project, log = self.project, self.project.log
        with project.putting() as put:
            gate = Gate(
                copy=log.replica,
                author=self._reader(),
                names={author.id: author.name for author in self.state.authors.values()},
                decide=put,
                trial=partial(try_out, log),
                by_mail=by_mail,
                answers=answers,
                clocks=clocks,
            )
            merged = merge_from(log.store, source, now=log.clock(), gate=gate)
        self._carry_out_erasures()
        log.sign()
        return merged

    def _reader(self) -> str:
        """Return the author (an id) whose copy this is; empty where that is not known."""
        log = self.project.log
        with suppress(BadInput):
            return (
                trust_in(log.store, log.replica).author(log.replica)
                or (self.project.authors_of(None)[0])
            )
        return ""

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
