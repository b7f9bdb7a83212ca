"""What was marked in one revision of a text is shown where its words are in another."""

from attrs import evolve

from qualog.decisions.discussions import Holding
from qualog.decisions.documents import DocumentRevised
from qualog.decisions.theory import Evidence
from qualog.replay.appliers.applier import NoEffect
from qualog.state.documents import Coded, Document
from qualog.state.packed import pack_parts, pack_turns, plain_parts
from qualog.state.provenance import Provenance
from qualog.state.registers import DISCUSSION_OUTCOME, Write
from qualog.state.revisions import Anchor, Revision
from qualog.state.state import State
from qualog.text.reanchoring import Block

_OF_THE_TEXT = (
    "length",
    "packed_parts",
    "packed_turns",
    "speakers",
    "importer",
    "encoding",
    "original",
    "layout",
)
"""What a document and a revision of it both tell, of the text that is theirs."""


def revision_there(document: Document, revision: str | None) -> str | None:
    """Give a revision's id, or have no effect because the document's text has no such."""
    if revision == document.revision or document.revision_called(revision) is not None:
        return revision
    raise NoEffect(
        "the corrected text of “{document}” that it was made in is not there",
        document=document.name,
    )


def placed(
    document: Document, revision: str | None, start: int, end: int
) -> tuple[int, int, Anchor | None]:
    """Give where a passage of a revision is in the text that is shown, and where it was marked.

    It ends where it begins if its words are gone.
    """
    if revision == document.revision:
        return start, end, None
    place = Anchor(revision_there(document, revision), start, end)
    moves = [carried for _, carried in document.moves(place)]
    start, end = moves[-1].start, moves[-1].end
    return start, start if any(each.is_lost for each in moves) else end, place


def reached(
    document: Document, revision: str | None, start: int, end: int
) -> tuple[int, int, Anchor | None]:
    """Give how far the words of a passage may reach in the text that is shown, likewise."""
    if revision == document.revision:
        return start, end, None
    place = Anchor(revision_there(document, revision), start, end)
    return *document.placed(place), place


def here(document: Document, start: int, end: int) -> Anchor:
    """Give the place of a passage in the text that is shown."""
    return Anchor(document.revision, start, end)


def first_revision(document: Document) -> Revision:
    """Give the text as it was taken in as a revision."""
    told = {name: getattr(document, name) for name in _OF_THE_TEXT}
    return Revision(
        id=None, base=None, blocks=(), made=document.made, identified=document.identified, **told
    )


def revision_of(document: Document, decision: DocumentRevised, made: Provenance) -> Revision:
    """Give the revision that a decision makes, or have no effect because it corrects nothing."""
    base = document.revision_called(revision_there(document, decision.base))
    length = sum(part.length for part in decision.parts)
    before = base.length if base is not None else document.length
    if not _fit(decision.blocks, before, length):
        raise NoEffect("what the corrected text shares with the other does not fit it")
    return Revision(
        id=decision.revision,
        base=decision.base,
        blocks=decision.blocks,
        made=made,
        length=length,
        packed_parts=pack_parts(plain_parts(decision.parts)),
        packed_turns=pack_turns(decision.turns),
        speakers=decision.speakers,
        importer=decision.importer,
        encoding=decision.encoding,
        original=decision.original,
        layout=decision.layout,
    )


def revised(document: Document, decision: DocumentRevised, made: Provenance) -> Document:
    """Give a document with a new revision of its text, which is shown."""
    return shown_in(with_one_more(document, decision, made), decision.revision)


def with_one_more(document: Document, decision: DocumentRevised, made: Provenance) -> Document:
    """Give a document that has one more revision, or have no effect because it corrects nothing."""
    one_more = revision_of(document, decision, made)
    there = document.revisions or (first_revision(document),)
    return evolve(document, revisions=(*there, one_more))


def with_revision(document: Document, changed: Revision) -> Document:
    """Give a document with a revision in the place of the one of the same id."""
    revisions = (changed if each.id == changed.id else each for each in document.revisions)
    return evolve(document, revisions=tuple(revisions))


def identify(document: Document, revision: str | None, speaker: int, who: str) -> Document:
    """Give a document in which a speaker (by index in a revision) is somebody (an id)."""
    lineage = document.lineage(revision)
    if not lineage:
        return evolve(document, identified={**document.identified, speaker: who})
    # Who speaks in the base too is known from there, to every revision that came of it.
    voices = [max((turn.speaker for turn in each.turns), default=-1) for each in lineage]
    first = max(index for index in range(len(lineage)) if index == 0 or speaker <= voices[index])
    found = lineage[first]
    changed = evolve(found, identified={**found.identified, speaker: who})
    document = with_revision(document, changed)
    return evolve(document, identified=identified_in(document))


def identified_in(document: Document) -> dict[int, str]:
    """Give who speaks in the text that is shown: who is identified in it and in what it is of."""
    lineage = document.lineage(document.revision)
    return {index: who for each in reversed(lineage) for index, who in each.identified.items()}


def shown_in(document: Document, revision: str | None) -> Document:
    """Give a document with another revision (an id) of its text shown, and its marks moved."""
    found = document.revision_called(revision_there(document, revision))
    assert found is not None
    told = {name: getattr(found, name) for name in _OF_THE_TEXT}
    shown = evolve(document, revision=revision, **told)
    attributions = []
    for each in document.attributions:
        place = each.origin or here(document, each.start, each.end)
        start, end, origin = reached(shown, *place)
        attributions.append(evolve(each, start=start, end=end, origin=origin))
    return evolve(
        shown,
        identified=identified_in(shown),
        attributions=tuple(attributions),
        coded=tuple(moved_coded(shown, each) for each in document.coded),
    )


def show_text(state: State, about: str, write: Write) -> None:
    """Let a revision be the text of a document, and all that was marked move with its words."""
    old = state.documents[about]
    revision: str | None = write.value["revision"]  # type: ignore[assignment]
    document = state.documents[about] = shown_in(old, revision)
    for coding in state.every_coding.values():
        if coding.document == about and coding.region is None:
            place = coding.origin or here(old, coding.start, coding.end)
            start, end, origin = placed(document, *place)
            moved = coding._replace(start=start, end=end, origin=origin)
            state.every_coding[coding.id] = moved
            state.note_place(moved)
    for memo in state.memos.values():
        if memo.about == about and memo.start is not None and memo.end is not None:
            place = memo.origin or here(old, memo.start, memo.end)
            start, end, origin = placed(document, *place)
            state.memos[memo.id] = evolve(memo, start=start, end=end, origin=origin)
    for found in state.every_discussion.values():
        if found.document == about:
            place = found.origin or here(old, found.start, found.end)
            start, end, origin = placed(document, *place)
            state.every_discussion[found.id] = evolve(found, start=start, end=end, origin=origin)
            outcome = state.registers.get((DISCUSSION_OUTCOME.name, found.id))
            if outcome is not None:
                show_outcome(state, found.id, outcome.current[-1])
    for link in state.links.values():
        if any(each.document == about for each in link.proposed):
            evidence = tuple(moved_evidence(state, each) for each in link.proposed)
            state.links[link.id] = evolve(link, evidence=evidence)


def show_boundaries(state: State, about: str, write: Write) -> None:
    """Let a coding have edges, wherever they were set."""
    coding = state.every_coding[about]
    document = state.documents[coding.document]
    edges = (write.value[name] for name in ("revision", "start", "end"))
    start, end, origin = placed(document, *edges)  # type: ignore[arg-type]
    moved = coding._replace(start=start, end=end, origin=origin)
    state.every_coding[about] = moved
    state.note_place(moved)


def show_outcome(state: State, about: str, write: Write) -> None:
    """Let a discussion have ended in a way, with what holds where its words are."""
    told = dict(write.value)
    revision = told.pop("revision")
    discussion = state.every_discussion[about]
    document = state.documents[discussion.document]
    holds = []
    for each in told["holds"]:  # type: ignore[union-attr]
        start, end, _ = placed(document, revision, each.start, each.end)  # type: ignore[arg-type,union-attr]
        if start < end:
            holds.append(Holding(start, end, each.code))  # type: ignore[union-attr]
    told["holds"] = tuple(holds)
    state.every_discussion[about] = evolve(discussion, settled=write.made, **told)  # type: ignore[arg-type]


def moved_coded(document: Document, coded: Coded) -> Coded:
    """Give where the passages that somebody coded lie in the text that is shown."""
    found = (document.placed(each) for each in coded.origins)
    return evolve(coded, passages=tuple((start, end) for start, end in found if start < end))


def moved_evidence(state: State, evidence: Evidence) -> Evidence:
    """Give where evidence lies in the text that is shown."""
    document = state.documents.get(evidence.document)
    if document is None or evidence.revision == document.revision:
        return evidence
    start, end, _ = placed(document, evidence.revision, evidence.start, evidence.end)
    return evolve(evidence, start=start, end=end, revision=document.revision)


def _fit(blocks: tuple[Block, ...], before: int, after: int) -> bool:
    """Say whether blocks lead from a text to another, of these lengths."""
    here = there = 0
    for begin, start, length in blocks:
        if begin < here or start < there or length < 0:
            return False
        here, there = begin + length, start + length
    return bool(blocks) and blocks[-1] == (before, after, 0)
