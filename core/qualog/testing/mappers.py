"""The contract of theory mappers, as tests for any mapper, shipped or yours.

Write a class that begins with `Test`, let it inherit from `MapperContract`, and give the mapper
with a theory, a study in which it sees something, and what it proposes there; pytest does the
rest:

    class TestMyMapper(MapperContract):
        mapper = MyMapper()
        pack = TheoryPack("Hirschman", concepts=(Concept("Voice"), Concept("Exit")))
        proposes = (("complaint", "Voice"),)

        def prepare(self, project):
            add_text(project, "talk", "I wrote to them.", [("complaint", "I wrote to them")])
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qualog.decisions.theory import Concept, TheoryPack
from qualog.plugins.protocols import Proposal, TheoryMapper
from qualog.plugins.registry import Registrations, installed_plugins
from qualog.project.project import Project
from qualog.state.state import State
from qualog.state.theory import Theory
from qualog.testing.plugin import PluginContract
from qualog.testing.study import full_study, new_study
from qualog.testing.watch import watched


class MapperContract(PluginContract):
    """What every mapper promises. Inherit, and give `mapper`, `pack`, `prepare` and `proposes`.

    `proposes` are all the links that it sees in the prepared study, each as the name of a code
    or theme, or the words of a coding, and the name of a concept.
    """

    mapper: TheoryMapper
    pack: TheoryPack
    proposes: Sequence[tuple[str, str]] = ()

    def prepare(self, project: Project) -> None:
        """Make texts, codes and codings in which the mapper sees something."""
        raise NotImplementedError("Make in `prepare` a study in which it proposes something.")

    def plugin(self) -> TheoryMapper:
        """Return the mapper."""
        return self.mapper

    def installed(self) -> Registrations[TheoryMapper]:
        """Return the mappers that are installed."""
        return installed_plugins().mappers()

    @pytest.fixture
    def project(self, own_configuration: None, tmp_path: Path) -> Iterator[Project]:
        """Yield the prepared study."""
        with new_study(tmp_path) as project:
            self.prepare(project)
            yield project

    def theory(self, project: Project) -> Theory:
        """Return the theory as the study uses it, which it does from now on."""
        for theory in project.state.theories.values():
            if theory.name == self.pack.name:
                return theory
        return project.theory.adopt(self.pack)

    def proposed(self, state: State, theory: Theory) -> list[Proposal]:
        """Let the mapper look, and check each proposal."""
        proposals = list(self.mapper.propose(state, theory, self.options()))
        for proposal in proposals:
            check_proposal(state, theory, proposal)
        pairs = [(proposal.subject, proposal.concept) for proposal in proposals]
        assert len(set(pairs)) == len(pairs), "it proposes one link twice"
        return proposals

    def test_what_it_proposes(self, project: Project) -> None:
        """Just the links that it is to see, each with a reason and with evidence that is there."""
        assert self.proposes, "give `proposes`: the links that it sees in the prepared study"
        theory = self.theory(project)
        proposals = self.proposed(project.state, theory)
        found = {
            (named(project.state, proposal.subject), concept_name(theory, proposal.concept))
            for proposal in proposals
        }
        assert found == set(self.proposes)

    def test_the_same_state_gives_the_same_proposals(self, project: Project) -> None:
        """In the same order, also when the study is opened again."""
        theory = self.theory(project)
        once = self.proposed(project.state, theory)
        assert self.proposed(project.state, theory) == once
        with Project.open(project.path) as again:
            assert self.proposed(again.state, self.theory(again)) == once

    def test_it_decides_nothing(self, project: Project) -> None:
        """It changes neither state nor log, writes no file, and asks nobody over the network."""
        theory = self.theory(project)
        self.proposed(project.state, theory)
        store = project.log.store
        heads = store.heads()
        with watched() as acts:
            self.proposed(project.state, theory)
        assert acts == []
        assert store.heads() == heads

    def test_people_accept_and_reject(self, project: Project) -> None:
        """What it proposes is recorded as links, and it goes on once they are settled."""
        theory = self.theory(project)
        proposals = self.proposed(project.state, theory)
        links = project.theory.take_proposals(self.mapper.name, proposals)
        assert len(links) == len(proposals)
        assert {link.mapper for link in links} <= {self.mapper.name}
        project.theory.accept(links[0].id)
        for link in links[1:]:
            project.theory.reject(link.id)
        self.proposed(project.state, theory)

    def test_nothing_of_who_withdrew(self, project: Project) -> None:
        """What somebody said who withdrew is no evidence."""
        theory = self.theory(project)
        self.proposed(project.state, theory)
        for number, document in enumerate(list(project.state.documents.values())):
            who = project.participants.add(f"Participant {number}").pseudonym
            project.documents.attribute(document.name, who)
            project.participants.withdraw(who)
            for proposal in self.proposed(project.state, theory):
                assert all(evidence.document != document.id for evidence in proposal.evidence)

    def test_an_empty_study(self, own_configuration: None, tmp_path: Path) -> None:
        """Where nothing is coded, it proposes nothing."""
        with new_study(tmp_path) as project:
            assert self.proposed(project.state, self.theory(project)) == []

    def test_another_theory_and_another_study(
        self, own_configuration: None, tmp_path: Path
    ) -> None:
        """A theory without a definition, and a study in which much has happened, do not stop it."""
        bare = TheoryPack("Bare", concepts=(Concept("one"), Concept("another")))
        with full_study(tmp_path) as project:
            adopted = project.theory.adopt(bare)
            for theory in (adopted, *project.state.theories.values(), self.theory(project)):
                self.proposed(project.state, theory)


def check_proposal(state: State, theory: Theory, proposal: Proposal) -> None:
    """Check that a link leads from something that is there to a concept, on evidence in texts."""
    assert proposal.concept in theory.concept_ids, "it proposes a concept of another theory"
    name = named(state, proposal.subject)
    code = state.codebook.codes.get(proposal.subject)
    assert code is None or code.is_live, f"the code “{name}” is not in use"
    assert str(proposal.reason).strip(), f"no reason is given why “{name}” is proposed"
    for passage in proposal.evidence:
        assert passage.document in state.documents, "evidence is in a document that is not there"
        length = state.documents[passage.document].length
        assert 0 <= passage.start < passage.end <= length, f"{passage} lies outside the text"
        assert not state.is_withdrawn(passage.document, passage.start, passage.end), (
            f"{passage} are words of somebody who withdrew"
        )


def named(state: State, subject: str) -> str:
    """Return the name of a code or theme, or the words of a coding."""
    if subject in state.codebook.codes:
        return state.codebook.codes[subject].name
    if subject in state.themes:
        return state.themes[subject].name
    assert subject in state.codings, f"{subject} is not a code, theme or coding of the study"
    return state.quote(state.codings[subject])


def concept_name(theory: Theory, concept: str) -> str:
    """Return the name of a concept of a theory."""
    return dict(theory.concepts())[concept].name
