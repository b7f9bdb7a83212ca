"""Deciding in a study: one decision, or several in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec
from attrs import define, field

from qualog.decisions import Decision, is_of_a_plugin, kind_of
from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened
from qualog.decisions.erasure import WordsErased
from qualog.errors import BadInput, NotAllowed, PluginError, QualogError
from qualog.ids import new_id
from qualog.language import Sayable
from qualog.log.codec import require_comes_back
from qualog.log.log import Appended, Draft
from qualog.log.store import StoredContent, Transaction
from qualog.project.reading import StudyReader
from qualog.project.subjects import subjects_named
from qualog.replay.appliers.applier import NoEffect, applier_of
from qualog.state.provenance import Provenance
from qualog.state.state import State

_SAID_ANYWHERE: Final = (WordsErased, CopyAccepted, CopyEnded, CopyReopened)


@define
class UnitOfWork:
    """Decisions that are gathered before they are written in one transaction.

    Attributes:
        id: what shows in the log that they were made together.
        by: the authors (ids) who decide where nobody else is named.
        state: the state with the decisions so far, so that each is checked against it.
        drafts: the decisions so far.
    """

    id: str
    by: tuple[str, ...]
    state: State
    drafts: list[Draft] = field(factory=list)

    def add(self, draft: Draft, replica: str) -> None:
        """Gather a decision, and let it take effect for those after it.

        Raises:
            NotAllowed: it cannot take effect.
        """
        self.drafts.append(draft)
        # It will be written as this decision, unless another process writes first.
        seq = self.state.heads.get(replica, 0) + len(self.drafts)
        made = Provenance(self.state.at, replica, seq, tuple(draft.authors))
        self.state.knowledge.gained(made, self.state.heads)
        try:
            applier_of(type(draft.decision))(self.state, draft.decision, made)
        except NoEffect as refused:
            raise NotAllowed("This cannot take effect: {reason}.", reason=refused.reason) from None
        self.state.forget_current()


@define(slots=False, eq=False)
class StudyWriter(StudyReader):
    """A study that decisions are made in, by the replica of this copy."""

    _work: UnitOfWork | None = field(default=None, init=False, repr=False)
    _has_decided: bool = field(default=False, init=False, repr=False)

    @property
    def working_state(self) -> State:
        """The state as it is now, with decisions that are being made."""
        return self._work.state if self._work is not None else super().working_state

    def authors_of(self, by: Sequence[str] | None) -> tuple[str, ...]:
        """Return the ids of those who decide: those named, else those of the copy.

        Raises:
            NotFound: an author whom the project does not have.
            BadInput: nobody is named, and the copy is set up for nobody.
            NotAllowed: a blind round is open, and it is none of those for whom this is shown.
        """
        if by:
            found = self._authors_named(by)
        else:
            found = self._work.by if self._work is not None else self.author
        if not found:
            raise BadInput(
                "Who decides this? Name an author with --author or $QUALOG_AUTHOR: {authors}.",
                authors=", ".join(author.name for author in self.working_state.authors.values()),
            )
        blinding = self.blinding
        if blinding is not None and blinding.viewer.isdisjoint(found):
            raise NotAllowed(
                "{hidden} Decide for {authors} where the project is open for {authors}.",
                hidden=blinding.hidden()[0],
                authors=self.working_state.author_names(found),
            )
        return found

    def decide(
        self,
        decision: Decision,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
        subjects: Sequence[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Write one decision, durable on return.

        Args:
            decision: what is decided.
            why: the reason.
            by: the authors who decide; else those of the copy.
            subjects: the participants (ids) whom it is about. Those whom a plugin's decision tells
                about are found from its own fields.
            contents: the long words that it comes with.

        Returns:
            Its id; empty inside of `together`, where it is not written yet.

        Raises:
            PluginError: no plugin that is installed gives its kind, so nobody could read it.
            BadInput: a plugin's decision has a value that is not of its field's type.
        """
        if is_of_a_plugin(type(decision)):
            _require_known(decision)
            drafts = self._work.drafts if self._work is not None else ()
            found = subjects_named(decision, self.working_state, self.log.store, drafts)
            subjects = sorted(found.union(subjects))
        draft = Draft(decision, self.authors_of(by), why or None, subjects, contents)
        if self._work is None:
            return self.append([draft]).ids[-1]
        self._work.add(draft, self.log.replica)
        return ""

    @contextmanager
    def together(
        self, why: str | None = None, *, by: Sequence[str] | None = None
    ) -> Iterator[None]:
        """Write the decisions that are made inside in one transaction, all of them or none.

        Args:
            why: the reason of the first that has none of its own.
            by: the authors of those that name nobody.
        """
        if self._work is not None:  # inside of another, it is a part of that
            yield
            return
        work = self._work = UnitOfWork(new_id(), self.authors_of(by), self.working_state)
        try:
            yield
            if work.drafts:
                first, *others = work.drafts
                self.append([first if first.why else first._replace(why=why), *others])
        finally:
            self._work = None
            if work.drafts:
                self._forget()  # the state has what was only going to be written

    def append(self, drafts: Sequence[Draft]) -> Appended:
        """Write decisions in one transaction, and show that they were made together.

        Raises:
            NotAllowed: authors agree that this copy has ended, so that they would not count.
        """
        self._require_to_count(drafts)
        together = self._work.id if self._work is not None else new_id()
        written = self.log.append(drafts, transaction_id=together if len(drafts) > 1 else "")
        self._note_decided()
        return written

    @contextmanager
    def putting(self) -> Iterator[Callable[[Transaction, Sequence[Decision]], None]]:
        """Let decisions of this copy be written in a transaction that is already open.

        Yields:
            What writes them, by the authors of this copy; it is not known whether they are kept
            until the end.
        """
        has_put, by = False, self._authors_or_why_none()

        def put(transaction: Transaction, decisions: Sequence[Decision]) -> None:
            nonlocal has_put
            if isinstance(by, QualogError):
                raise by
            self.log.put(transaction, [Draft(decision, by) for decision in decisions])
            has_put = True

        try:
            yield put
        except BaseException:
            self.log.forget_attempt()
            raise
        if has_put:
            self._note_decided()

    @property
    def was_put_back(self) -> bool:
        """Whether the file is older than what was written here last: a backup was put back.

        It goes on as a copy of its own, and can be merged with what went on elsewhere.
        """
        return self.log.own is not None and self.log.own.binding.put_back

    def set_up_for(self, author: str) -> None:
        """Let this copy decide as an author (an id) where nobody else is named."""
        self.author = (author,)
        self._bind(author=author)

    def sign(self) -> None:
        """Sign how far this copy came; it is done by itself where the log leaves the machine."""
        self.log.sign()

    def close(self) -> None:
        """Close the file or the connection."""
        try:
            if self._has_decided:
                self.sign()
                self._bind()
        finally:
            self._has_decided, self._is_closed = False, True
            self.log.store.close()

    @property
    def news(self) -> tuple[Sayable, ...]:
        """What people are told once: that this copy has begun, and how others know it."""
        return self.log.own.news if self.log.own is not None else ()

    def _authors_or_why_none(self) -> tuple[str, ...] | QualogError:
        """Return who decides in this copy, or what is said where something is to be decided.

        It is asked before a transaction: within one, the state has what may not be kept.
        """
        try:
            return self.authors_of(None)
        except QualogError as error:
            return error

    def _note_decided(self) -> None:
        self._has_decided = True
        if self.log.own is not None and not self.log.own.binding.seq:
            self._bind()

    def _require_to_count(self, drafts: Sequence[Draft]) -> None:
        """Refuse decisions that would be put aside.

        What others erased is erased here too, and what is said of copies is said.
        """
        state, replica = self.working_state, self.log.replica
        if state.ended.counts(replica, state.heads.get(replica, 0) + 1):
            return
        if state.knowledge.branches.forked(replica):
            return  # it goes on as a new copy
        if not all(isinstance(draft.decision, _SAID_ANYWHERE) for draft in drafts):
            raise NotAllowed(
                "This copy was put aside after its decision {last}: what is decided here does not "
                "count. Nothing was written. To go on, let those who ended it take that back and "
                "merge what they say (qualog copies reopen), or work in a new copy of their file.",
                last=state.ended.aside[replica],
            )

    def _bind(self, *, author: str = "") -> None:
        """Remember outside the file that this replica writes here, and how far it came."""
        if self.log.own is not None:
            known = self.log.own.binding.author
            self.log.own.keep(author or known or "".join(self.author[:1]))


def _require_known(decision: Decision) -> None:
    if kind_of(decision.kind) is not type(decision):
        raise PluginError(
            "Decisions of the kind “{kind}” cannot be made: no plugin that works gives this kind. "
            "Return its class from the hook qualog_decisions; what is wrong: qualog plugins",
            kind=decision.kind,
        )
    try:
        require_comes_back(decision)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadInput(
            "This decision of the kind “{kind}” cannot be written: {reason}.",
            kind=decision.kind,
            reason=error,
        ) from None
