"""Whom a copy accepts: what may come in without a question, and what may erase here.

It follows from the log's lines and from who asks. Which copies count, and whose erasures hold, is
the same for everybody: that is worked out by `standing`.
"""

from attrs import frozen

from qualog.decisions.copies import CopyAccepted
from qualog.log.replication.standing import NO_END, Cuts, Standing, TrustLine, Words


@frozen
class Reader:
    """The copy that asks, and what it goes by.

    Attributes:
        replica: which it is.
        words: what authors say of copies.
        standing: what that amounts to.
        began_with: the copies that its file held when it began.
    """

    replica: str
    words: Words
    standing: Standing
    began_with: frozenset[str]

    @property
    def author(self) -> str:
        """The author of the copy."""
        return self.words.author(self.replica)

    def accepted(self) -> frozenset[str]:
        """Return the copies that this one accepts.

        They are itself, what its file held when it began, those that it accepted or of which its
        author says that they ended or go on, and those that these vouch for.
        """
        here = self.words.authors.keys()
        root = self.words.branches.root
        own = {root(run) for run, last in self._said_by_own_author().items() if last > 0}
        accepted = {self.replica, *self.began_with, *(own & here)}
        while more := {
            copy
            for line in self.words.lines
            if (copy := self._let_in(line, accepted)) in here - accepted
        }:
            accepted |= more
        return frozenset(accepted)

    def bound(self, run: str) -> int:
        """Return the last number of a replica or branch that may come in.

        It is where this copy's own author ends it, if they say anything of it; else where its
        erasures are held.
        """
        said = self._said_by_own_author().get(run)
        return said if said is not None else self.standing.held.get(run, NO_END)

    def may_vouch(self, line: TrustLine, author: str) -> bool:
        """Return whether an acceptance in an accepted copy lets in a copy of an author.

        This copy's own does. Others' do for further copies of their own author: one in the name
        of who reads is always asked about.
        """
        if line.replica == self.replica:
            return True
        by_its_author = self.words.author(line.replica) == author != self.author
        return by_its_author and not self.standing.holds(line.replica, line.seq)

    def _said_by_own_author(self) -> Cuts:
        """Return where the author ends copies, in none that they ended themselves."""
        heard = {run: last for run, last in self.standing.own.items() if run != self.replica}
        return {
            run: ends[self.author]
            for run, ends in self.words.on(void=heard).items()
            if self.author in ends
        }

    def _let_in(self, line: TrustLine, accepted: set[str]) -> str:
        """Return the copy that a line lets in, of an accepted copy; else nothing."""
        accepting = line.decision
        if (
            isinstance(accepting, CopyAccepted)
            and self.words.branches.root(line.replica) in accepted
            and self.words.is_meant(accepting)
            and self.may_vouch(line, self.words.author(accepting.copy))
        ):
            return accepting.copy
        return ""
