"""Verbs for theory: adopt it, and tie codes, codings and themes to its concepts."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from qualog.decisions.theory import (
    Evidence,
    LinkAccepted,
    LinkProposed,
    LinkRejected,
    TheoryAdopted,
    TheoryDropped,
    TheoryPack,
)
from qualog.errors import NotAllowed, NotFound
from qualog.ids import new_id
from qualog.operations.base import Operations
from qualog.plugins.protocols import Proposal
from qualog.state import Link
from qualog.state.theory import Theory
from qualog.views import nouns
from qualog.views.find import find


class TheoryVerbs(Operations):
    """The theories that the material is read through."""

    def adopt(
        self, pack: TheoryPack, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> Theory:
        """Read the material through a theory from now on."""
        if any(each.name == pack.name for each in self.state.theories.values()):
            raise NotAllowed(f"The theory '{pack.name}' is adopted already.")
        id_ = new_id()
        decision = TheoryAdopted(
            theory=id_, concepts=tuple(new_id() for _ in pack.concepts), pack=pack
        )
        self.decide(decision, why, by)
        return self.state.theories[id_]

    def drop(self, theory: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Stop reading the material through a theory."""
        return self.decide(TheoryDropped(theory=self.find.theory(theory).id), why, by)

    def propose(
        self,
        subject: str,
        concept: str,
        *,
        reason: str = "",
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Link:
        """Propose that a code, coding or theme is an instance of a concept."""
        target = self._linkable(subject)
        link = self._proposed(
            Proposal(target, self.concept_id(concept), reason=reason), mapper=None
        )
        self.decide(link, why, by, subjects=self._subjects(target, ()))
        return self.state.links[link.link]

    def take_proposals(
        self,
        mapper: str,
        proposals: Iterable[Proposal],
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> list[Link]:
        """Write down what a theory mapper proposes, without the links that are known already."""
        known = {(each.subject, each.concept) for each in self.state.links.values()}
        made = []
        with self.project.together(why=why, by=by):
            for proposal in proposals:
                if (proposal.subject, proposal.concept) in known:
                    continue
                decision = self._proposed(proposal, mapper=mapper)
                subjects = self._subjects(proposal.subject, proposal.evidence)
                self.decide(decision, None, None, subjects=subjects)
                made.append(decision.link)
        return [self.state.links[id_] for id_ in made]

    def accept(self, link: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Hold a proposed link to be right."""
        found = self._unsettled_as(link, "accepted")
        return self.decide(
            LinkAccepted(link=found.id), why, by, subjects=self._subjects(found.subject, ())
        )

    def reject(self, link: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Hold a proposed link to be wrong."""
        found = self._unsettled_as(link, "rejected")
        return self.decide(
            LinkRejected(link=found.id), why, by, subjects=self._subjects(found.subject, ())
        )

    def concept_id(self, wanted: str) -> str:
        """Give the id of a concept by its name, `theory: concept` where several have it."""
        named = [
            _Concept(id_, told.name, f"{theory.name}: {told.name}")
            for theory in self.state.theories.values()
            for id_, told in theory.concepts()
        ]
        for each in named:
            if each.full.casefold() == wanted.casefold():
                return each.id
        return find(named, wanted, nouns.CONCEPT, name=lambda each: each.name).id

    def _proposed(self, proposal: Proposal, *, mapper: str | None) -> LinkProposed:
        return LinkProposed(
            link=new_id(),
            subject=proposal.subject,
            concept=proposal.concept,
            mapper=mapper,
            evidence=tuple(map(self._marked, proposal.evidence)),
            reason=proposal.reason,
        )

    def _marked(self, evidence: Evidence) -> Evidence:
        """Give evidence with the revision of the text that it was found in: the present one."""
        return evolve(evidence, revision=self.state.documents[evidence.document].revision)

    def _unsettled_as(self, wanted: str, status: str) -> Link:
        found = self.find.link(wanted)
        if found.status == status:
            raise NotAllowed(f"The link {found.id[:8]} is {status} already.")
        return found

    def _linkable(self, wanted: str) -> str:
        id_ = self.find.anything(wanted)
        state = self.state
        if id_ not in state.codebook.codes | state.themes | state.codings:
            raise NotFound(f"'{wanted}' is no code, coding or theme.")
        return id_

    def _subjects(self, subject: str, evidence: Iterable[Evidence]) -> set[str]:
        found: set[str] = set()
        if coding := self.state.codings.get(subject):
            evidence = (*evidence, Evidence(coding.document, coding.start, coding.end))
        for each in evidence:
            document = self.state.documents[each.document]
            found |= document.subjects_in(each.start, each.end)
        return found


class _Concept:
    def __init__(self, id_: str, name: str, full: str) -> None:
        self.id = id_
        self.name = name
        self.full = full
