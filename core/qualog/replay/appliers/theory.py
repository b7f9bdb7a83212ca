"""What decisions do to adopted theories and links."""

from itertools import zip_longest

from attrs import evolve

from qualog.decisions import ERASED
from qualog.decisions.theory import (
    Concept,
    LinkAccepted,
    LinkProposed,
    LinkRejected,
    TheoryAdopted,
    TheoryDropped,
)
from qualog.replay.appliers.applier import NoEffect, applies, present
from qualog.replay.appliers.registers import write
from qualog.replay.appliers.revisions import moved_evidence
from qualog.state.provenance import Provenance
from qualog.state.registers import LINK_STATUS
from qualog.state.state import State
from qualog.state.theory import Link, Theory


@applies(TheoryAdopted)
def _theory_adopted(state: State, decision: TheoryAdopted, made: Provenance) -> None:
    pack = decision.pack
    if len(pack.concepts) != len(decision.concepts):  # erased: the ids are all that is left
        paired = zip_longest(decision.concepts, pack.concepts)
        pack = evolve(pack, concepts=tuple(concept or Concept(ERASED) for _, concept in paired))
    state.theories[decision.theory] = Theory(decision.theory, pack, decision.concepts)


@applies(TheoryDropped)
def _theory_dropped(state: State, decision: TheoryDropped, made: Provenance) -> None:
    theory = present(state.theories, decision.theory, "theory")
    for link in list(state.links.values()):
        if link.concept in theory.concept_ids:
            del state.links[link.id]
    del state.theories[theory.id]


@applies(LinkProposed)
def _link_proposed(state: State, decision: LinkProposed, made: Provenance) -> None:
    if state.concept(decision.concept) is None:
        raise NoEffect("the concept {id} is not there", id=decision.concept)
    state.links[decision.link] = Link(
        id=decision.link,
        subject=decision.subject,
        concept=decision.concept,
        mapper=decision.mapper,
        evidence=tuple(moved_evidence(state, passage) for passage in decision.evidence),
        reason=decision.reason,
        made=made,
        proposed=decision.evidence,
    )


@applies(LinkAccepted)
def _link_accepted(state: State, decision: LinkAccepted, made: Provenance) -> None:
    link = present(state.links, decision.link, "link")
    write(state, made, LINK_STATUS, link.id, status="accepted")


@applies(LinkRejected)
def _link_rejected(state: State, decision: LinkRejected, made: Provenance) -> None:
    link = present(state.links, decision.link, "link")
    write(state, made, LINK_STATUS, link.id, status="rejected")
