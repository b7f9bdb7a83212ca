"""The mapper by company: what all mappers promise, and when it sees something."""

from qualog_mapper_company import CompanyMapper, Options, qualog_theories

from qualog.plugins.theory_packs import read_pack
from qualog.testing.mappers import MapperContract, named
from qualog.testing.study import add_text

TEXT = (
    "I wrote to the board. I wrote to the paper too, and nobody answered. "
    "So I went to another clinic. I was angry, and I told them so."
)
[PACK] = qualog_theories()


class TestContract(MapperContract):
    mapper = CompanyMapper()
    pack = read_pack(PACK)
    proposes = (("anger", "Voice"),)

    def prepare(self, project):
        coded = [
            ("letters", "I wrote to the board"),
            ("letters", "I wrote to the paper too"),
            ("letters", "I told them so"),
            ("anger", "wrote to the paper too, and nobody answered"),
            ("anger", "I was angry, and I told them so"),
            ("leaving", "I went to another clinic"),
            ("the press", "the paper"),
        ]
        add_text(project, "talk", TEXT, coded)
        self.theory(project)
        link = project.theory.propose("letters", "Voice", reason="they say what is wrong")
        project.theory.accept(link.id)

    def test_nothing_is_proposed_before_a_link_was_accepted(self, project):
        link = project.theory.propose("leaving", "Exit")
        theory = self.theory(project)
        found = [each.concept for each in self.proposed(project.state, theory)]
        assert theory.concept_ids[0] not in found
        project.theory.accept(link.id)
        wide = Options(min_passages=1)
        seen = list(CompanyMapper().propose(project.state, theory, wide))
        assert {named(project.state, each.subject) for each in seen} == {"anger", "the press"}
