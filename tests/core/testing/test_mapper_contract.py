"""The contract of mappers can fail: a flaw of each kind is found by the test that is for it."""

import itertools

import pytest
from attrs import evolve
from tests.core.testing.held import holds_not

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.options import NoOptions
from qualog.plugins.protocols import Proposal
from qualog.testing.mappers import MapperContract
from qualog.testing.study import add_text, new_study

counter = itertools.count()


class Mapper:
    """Proposes each code for the first concept, with its passages; a function changes it."""

    name = "test-mapper"
    summary = "every code for the first concept"
    options = NoOptions

    def __init__(self, change=lambda state, proposal: [proposal]):
        self.change = change

    def propose(self, state, theory, options):
        for code in state.codebook.live():
            found = [Evidence(x.document, x.start, x.end) for x in state.codings_of(code.id)]
            proposal = Proposal(code.id, theory.concept_ids[0], tuple(found), "so it seems")
            yield from self.change(state, proposal)


class Held(MapperContract):
    pack = TheoryPack("Hirschman", concepts=(Concept("Voice"), Concept("Exit")))
    proposes = (("complaint", "Voice"),)

    def prepare(self, project):
        add_text(project, "talk", "I wrote to them.", [("complaint", "I wrote to them")])


def changed(**told):
    return Mapper(lambda state, proposal: [evolve(proposal, **told)])


def keeps(state, proposal):
    """Remembers a passage that it saw once, whatever became of it."""
    keeps.seen = proposal.evidence or getattr(keeps, "seen", ())
    return [evolve(proposal, evidence=keeps.seen)]


def alters(state, proposal):
    state.links.clear()
    return [proposal]


def varies(state, proposal):
    return [evolve(proposal, reason=f"so it seems for the {next(counter)}th time")]


def writes(state, proposal):
    with open("/dev/full", "w"):  # noqa: PTH123
        pass
    return [proposal]


SEEN = "test_what_it_proposes"
FLAWS = {
    "no such concept": (changed(concept="none"), SEEN, "of another theory"),
    "no such code": (changed(subject="none"), SEEN, "not a code, theme or coding"),
    "no reason": (changed(reason=" "), SEEN, "no reason"),
    "no such document": (changed(evidence=(Evidence("none", 0, 1),)), SEEN, "not there"),
    "twice": (Mapper(lambda state, proposal: [proposal, proposal]), SEEN, "twice"),
    "nothing": (Mapper(lambda state, proposal: []), SEEN, "assert"),
    "outside": (
        Mapper(lambda s, p: [evolve(p, evidence=(evolve(p.evidence[0], end=999),))]),
        SEEN,
        "outside the text",
    ),
    "varies": (Mapper(varies), "test_the_same_state_gives_the_same_proposals", "assert"),
    "alters the state": (
        Mapper(alters),
        "test_it_decides_nothing",
        "no attribute .clear",
    ),
    "writes": (Mapper(writes), "test_it_decides_nothing", "wrote /dev/full"),
    "of who withdrew": (Mapper(keeps), "test_nothing_of_who_withdrew", "somebody who withdrew"),
    "not installed": (Mapper(), "test_it_is_installed", "There is no"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_found(flaw, tmp_path):
    mapper, test, told = FLAWS[flaw]
    contract = Held()
    contract.mapper = mapper
    with new_study(tmp_path) as project:
        contract.prepare(project)
        holds_not(contract, test, told, project=project)


def test_a_contract_that_is_not_filled_in_says_so(tmp_path):
    contract = MapperContract()
    contract.mapper, contract.pack = Mapper(), Held.pack
    with new_study(tmp_path) as project:
        holds_not(contract, "test_what_it_proposes", "give `proposes`", project=project)
        with pytest.raises(NotImplementedError, match="Make in `prepare`"):
            contract.prepare(project)
