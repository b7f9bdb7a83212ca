"""Operations on theory: use theories, and link codes, codings and themes to their concepts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

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
from qualog.files import FilePath
from qualog.ids import new_id
from qualog.operations.base import Operations
from qualog.operations.checks import require_encodable
from qualog.options import read_options
from qualog.plugins.answers import proposals, require_there
from qualog.plugins.protocols import Proposal
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.plugins.theory_packs import find_pack
from qualog.state import Link
from qualog.state.read_only import read_only
from qualog.state.theory import Theory
from qualog.views import nouns
from qualog.views.find import find


class _Concept(NamedTuple):
    """A concept as a person calls it: by its name, or by its theory and its name."""

    id: str
    name: str
    full_name: str


class Theories(Operations):
    """The theories that the material is read through."""

    def adopt(
        self,
        pack: TheoryPack | FilePath,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Theory:
        """Start using a theory: a pack, the name of one that is installed, or a TOML file of one.

        Raises:
            NotFound, BadInput: no such pack, or it cannot be read.
            NotAllowed: the study uses it already.
        """
        if not isinstance(pack, TheoryPack):
            pack = find_pack(pack)
        if any(theory.name == pack.name for theory in self.state.theories.values()):
            raise NotAllowed("The study already uses the theory “{theory}”.", theory=pack.name)
        id_ = new_id()
        decision = TheoryAdopted(
            theory=id_, concepts=tuple(new_id() for _ in pack.concepts), pack=pack
        )
        self.decide(decision, why, by)
        return self.state.theories[id_]

    def drop(self, theory: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Stop using a theory."""
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
        """Propose a link: that a code, coding or theme is an instance of a concept."""
        target = self._linkable(subject)
        proposal = Proposal(target, self.concept_id(concept), reason=require_encodable(reason))
        link = self._proposed(proposal, mapper=None)
        self.decide(link, why, by, subjects=self._subjects(target, ()))
        return self.state.links[link.link]

    def propose_with(
        self,
        mapper: str,
        theory: str,
        *,
        options: Mapping[str, str] | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> list[Link]:
        """Let a theory mapper look through the coding, and record the links that it proposes.

        Args:
            mapper: its name, such as "indicators".
            theory: the theory, by its name or id.
            options: the mapper's options, as they are typed after -o.
            why: the reason.
            by: the authors.

        Returns:
            The new links. Those that are known already, settled or not, are not proposed again.

        Raises:
            NotFound, Ambiguous: no such mapper or theory, or several.
            PluginError: the mapper does not have such an option, or fails.
        """
        found = installed_plugins().mappers().named(mapper)
        chosen = read_options(
            found.plugin.options, options or {}, owner=f"the mapper {found.called}"
        )
        adopted = self.find.theory(theory)
        with plugin_errors(found):
            proposed = proposals(found.plugin.propose(read_only(self.state), adopted, chosen))
            require_there(proposed, self.state)
        return self.take_proposals(found.called, proposed, why=why, by=by)

    def take_proposals(
        self,
        mapper: str,
        proposed: Iterable[Proposal],
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> list[Link]:
        """Record what a theory mapper proposes, without the links that are known already."""
        known = {(link.subject, link.concept) for link in self.state.links.values()}
        made = []
        with self.project.together(why=why, by=by):
            for proposal in proposed:
                if (proposal.subject, proposal.concept) in known:
                    continue
                decision = self._proposed(proposal, mapper=mapper)
                subjects = self._subjects(proposal.subject, proposal.evidence)
                self.decide(decision, None, None, subjects=subjects)
                made.append(decision.link)
        return [self.state.links[id_] for id_ in made]

    def accept(self, link: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Accept a proposed link."""
        found = self.find.link(link)
        if found.status == "accepted":
            raise NotAllowed("The link {id} has already been accepted.", id=found.id[:8])
        subjects = self._subjects(found.subject, ())
        return self.decide(LinkAccepted(link=found.id), why, by, subjects=subjects)

    def reject(self, link: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Reject a proposed link."""
        found = self.find.link(link)
        if found.status == "rejected":
            raise NotAllowed("The link {id} has already been rejected.", id=found.id[:8])
        subjects = self._subjects(found.subject, ())
        return self.decide(LinkRejected(link=found.id), why, by, subjects=subjects)

    def concept_id(self, wanted: str) -> str:
        """Return the id of a concept by its name, `theory: concept` where several have it."""
        concepts = [
            _Concept(id_, concept.name, f"{theory.name}: {concept.name}")
            for theory in self.state.theories.values()
            for id_, concept in theory.concepts()
        ]
        for concept in concepts:
            if concept.full_name.casefold() == wanted.casefold():
                return concept.id
        return find(concepts, wanted, nouns.CONCEPT, name=lambda concept: concept.name).id

    def _proposed(self, proposal: Proposal, *, mapper: str | None) -> LinkProposed:
        return LinkProposed(
            link=new_id(),
            subject=proposal.subject,
            concept=proposal.concept,
            mapper=mapper,
            evidence=tuple(map(self._anchored, proposal.evidence)),
            reason=str(proposal.reason),
        )

    def _anchored(self, evidence: Evidence) -> Evidence:
        """Return evidence with the revision of the text that it was found in: the present one."""
        return evolve(evidence, revision=self.state.documents[evidence.document].revision)

    def _linkable(self, wanted: str) -> str:
        id_ = self.find.anything(wanted)
        state = self.state
        if not any(id_ in things for things in (state.codebook.codes, state.themes, state.codings)):
            raise NotFound("“{name}” is not a code, a coding or a theme.", name=wanted)
        return id_

    def _subjects(self, subject: str, evidence: Iterable[Evidence]) -> set[str]:
        found: set[str] = set()
        if coding := self.state.codings.get(subject):
            evidence = (*evidence, Evidence(coding.document, coding.start, coding.end))
        for passage in evidence:
            document = self.state.documents[passage.document]
            found |= document.subjects_in(passage.start, passage.end)
        return found
