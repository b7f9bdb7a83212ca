"""What decisions do to codings."""

from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.replay.appliers.applier import NoEffect, applies, present
from qualog.replay.appliers.registers import write
from qualog.replay.appliers.revisions import placed, revision_there
from qualog.state.codings import Coding
from qualog.state.provenance import Provenance
from qualog.state.registers import CODING_CODE, CODING_EDGES
from qualog.state.state import State


@applies(CodingApplied)
def _coding_applied(state: State, decision: CodingApplied, made: Provenance) -> None:
    document = state.documents.get(decision.document)
    if document is None:
        raise NoEffect("the document {id} is not there", id=decision.document)
    code = state.codebook.codes.get(decision.code)
    if code is None:
        raise NoEffect("the code {id} is not there", id=decision.code)
    start, end, origin = decision.start, decision.end, None
    if decision.revision != document.revision and decision.region is None:
        start, end, origin = placed(document, decision.revision, start, end)
    coding = state.every_coding[decision.coding] = Coding(
        decision.coding,
        document.id,  # the same string for all its codings, and not a million copies
        code.id,
        start,
        end,
        decision.dated,
        made,
        decision.region,
        origin,
    )
    state.note_place(coding)


@applies(CodingRemoved)
def _coding_removed(state: State, decision: CodingRemoved, made: Provenance) -> None:
    present(state.every_coding, decision.coding, "coding")
    del state.every_coding[decision.coding]


@applies(CodingResized)
def _coding_resized(state: State, decision: CodingResized, made: Provenance) -> None:
    coding = present(state.every_coding, decision.coding, "coding")
    revision = revision_there(state.documents[coding.document], decision.revision)
    boundaries = {"start": decision.start, "end": decision.end, "revision": revision}
    write(state, made, CODING_EDGES, coding.id, **boundaries)


@applies(CodingRecoded)
def _coding_recoded(state: State, decision: CodingRecoded, made: Provenance) -> None:
    coding = present(state.every_coding, decision.coding, "coding")
    present(state.codebook.codes, decision.code, "code")
    write(state, made, CODING_CODE, coding.id, code=decision.code)
