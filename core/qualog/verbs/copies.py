"""Verbs for the copies of a study: what others decided comes in, what was decided here goes out."""

from pathlib import Path

from qualog.errors import BadInput, NotAllowed
from qualog.log.sqlite import SqliteStore
from qualog.log.store import Source, Store
from qualog.log.transfer import TakenIn, take_in
from qualog.verbs.base import Verbs


class Copies(Verbs):
    """The copies of the study."""

    def merge(self, other: Path) -> TakenIn:
        """Take in what another project file has and this copy lacks; the other is only read.

        Raises:
            LogError: it is another project, or does not hold up; nothing was taken in.
        """
        store = SqliteStore.open(other)
        try:
            return self.take_in(store)
        finally:
            store.close()

    def take_in(self, source: Source) -> TakenIn:
        """Take in what a source has and this copy lacks."""
        log = self.project.log
        if isinstance(source, SqliteStore) and source.place == log.store.place:
            raise NotAllowed("That is this very copy: there is nothing to merge.")
        taken = take_in(log.store, source, now=log.clock())
        self._carry_out_erasures()
        return taken

    def sync(self, other: Store) -> tuple[TakenIn, TakenIn]:
        """Give this copy and another what each lacks: what came in, and what went out."""
        taken = self.take_in(other)
        log = self.project.log
        return taken, take_in(other, log.store, now=log.clock())

    def _carry_out_erasures(self) -> None:
        """Say that this copy, too, has erased what came in as erased."""
        try:
            authors = self.project.authors_of(None)
        except BadInput:
            return  # nobody decides in this copy yet; the first who does will say it
        self.project.log.confirm(authors)
