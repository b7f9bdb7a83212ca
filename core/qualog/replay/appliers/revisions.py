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
"""What a document has of the text that is shown, and each revision of its own text."""


def revision_there(document: Document, revision: str | None) -> str | None:
    """Return the id of a revision; raise `NoEffect` where the document has no such."""
    if revision == document.revision or document.revision_called(revision) is not None:
        return revision
    raise NoEffect(
        "the corrected text of “{document}” that it was made in is not there",
        document=document.name,
    )


def placed(
    document: Document, revision: str | None, start: int, end: int
) -> tuple[int, int, Anchor | None]:
    """Return where a passage of a revision is in the text that is shown, and where it was marked.

    A passage that lost its words in any correction on the way ends where it begins, though later
    words may lie between its boundaries: they are somebody else's, and must not count as coded.
    """
    if revision == document.revision:
        return start, end, None
    place = Anchor(revision_there(document, revision), start, end)
    moves = [carried for _, carried in document.moves(place)]
    start, end = moves[-1].start, moves[-1].end
    return start, start if any(move.is_lost for move in moves) else end, place


def reached(
    document: Document, revision: str | None, start: int, end: int
) -> tuple[int, int, Anchor | None]:
    """Return how far the words of a passage may reach in the text that is shown, likewise."""
    if revision == document.revision:
        return start, end, None
    place = Anchor(revision_there(document, revision), start, end)
    return *document.placed(place), place


def here(document: Document, start: int, end: int) -> Anchor:
    """Return the place of a passage in the text that is shown."""
    return Anchor(document.revision, start, end)


def first_revision(document: Document) -> Revision:
    """Return the text as it was imported, as a revision."""
    of_the_text = {name: getattr(document, name) for name in _OF_THE_TEXT}
    return Revision(
        id=None,
        base=None,
        blocks=(),
        made=document.made,
        identified=document.identified,
        **of_the_text,
    )


def revision_of(document: Document, decision: DocumentRevised, made: Provenance) -> Revision:
    """Return the revision that a decision makes; raise `NoEffect` where it corrects nothing."""
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
    """Return a document with a new revision of its text, which is shown."""
    return shown_in(with_one_more(document, decision, made), decision.revision)


def with_one_more(document: Document, decision: DocumentRevised, made: Provenance) -> Document:
    """Return a document with one more revision; raise `NoEffect` where it corrects nothing."""
    one_more = revision_of(document, decision, made)
    there = document.revisions or (first_revision(document),)
    return evolve(document, revisions=(*there, one_more))


def with_revision(document: Document, changed: Revision) -> Document:
    """Return a document with a revision in the place of the one of the same id."""
    revisions = (changed if old.id == changed.id else old for old in document.revisions)
    return evolve(document, revisions=tuple(revisions))


def identify(document: Document, revision: str | None, speaker: int, who: str) -> Document:
    """Return a document in which a speaker (by index in a revision) is somebody (an id)."""
    lineage = document.lineage(revision)
    if not lineage:
        return evolve(document, identified={**document.identified, speaker: who})
    # Who speaks in the base too is known from there, to every revision that came of it.
    voices = [max((turn.speaker for turn in old.turns), default=-1) for old in lineage]
    first = max(index for index in range(len(lineage)) if index == 0 or speaker <= voices[index])
    found = lineage[first]
    changed = evolve(found, identified={**found.identified, speaker: who})
    document = with_revision(document, changed)
    return evolve(document, identified=identified_in(document))


def identified_in(document: Document) -> dict[int, str]:
    """Return who speaks in the text that is shown: who is identified in it and in what it is of."""
    lineage = document.lineage(document.revision)
    return {index: who for old in reversed(lineage) for index, who in old.identified.items()}


def shown_in(document: Document, revision: str | None) -> Document:
    """Return a document with another revision (an id) of its text shown, and its marks moved."""
    found = document.revision_called(revision_there(document, revision))
    assert found is not None
    of_the_text = {name: getattr(found, name) for name in _OF_THE_TEXT}
    shown = evolve(document, revision=revision, **of_the_text)
    attributions = []
    for old in document.attributions:
        anchor = old.origin or here(document, old.start, old.end)
        start, end, origin = reached(shown, *anchor)
        attributions.append(evolve(old, start=start, end=end, origin=origin))
    return evolve(
        shown,
        identified=identified_in(shown),
        attributions=tuple(attributions),
        coded=tuple(moved_coded(shown, coded) for coded in document.coded),
    )


def show_text(state: State, about: str, write: Write) -> None:
    """Make a revision the text of a document; all that was marked moves with its words."""
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
        if any(passage.document == about for passage in link.proposed):
            evidence = tuple(moved_evidence(state, passage) for passage in link.proposed)
            state.links[link.id] = evolve(link, evidence=evidence)


def show_boundaries(state: State, about: str, write: Write) -> None:
    """Set the boundaries of a coding, in whichever revision they were set."""
    coding = state.every_coding[about]
    document = state.documents[coding.document]
    boundaries = (write.value[name] for name in ("revision", "start", "end"))
    start, end, origin = placed(document, *boundaries)  # type: ignore[arg-type]
    moved = coding._replace(start=start, end=end, origin=origin)
    state.every_coding[about] = moved
    state.note_place(moved)


def show_outcome(state: State, about: str, write: Write) -> None:
    """Set the outcome of a discussion, with what holds where its words are."""
    outcome = dict(write.value)
    revision = outcome.pop("revision")
    discussion = state.every_discussion[about]
    document = state.documents[discussion.document]
    holds = []
    for old in outcome["holds"]:  # type: ignore[union-attr]
        start, end, _ = placed(document, revision, old.start, old.end)  # type: ignore[arg-type,union-attr]
        if start < end:  # what holds in words that are gone holds nowhere
            holds.append(Holding(start, end, old.code))  # type: ignore[union-attr]
    outcome["holds"] = tuple(holds)
    state.every_discussion[about] = evolve(discussion, settled=write.made, **outcome)  # type: ignore[arg-type]


def moved_coded(document: Document, coded: Coded) -> Coded:
    """Return where the passages that somebody coded lie in the text that is shown."""
    found = (document.placed(origin) for origin in coded.origins)
    return evolve(coded, passages=tuple((start, end) for start, end in found if start < end))


def moved_evidence(state: State, evidence: Evidence) -> Evidence:
    """Return where evidence lies in the text that is shown."""
    document = state.documents.get(evidence.document)
    if document is None or evidence.revision == document.revision:
        return evidence
    start, end, _ = placed(document, evidence.revision, evidence.start, evidence.end)
    return evolve(evidence, start=start, end=end, revision=document.revision)


def _fit(blocks: tuple[Block, ...], before: int, after: int) -> bool:
    """Return whether blocks lead from a text to another, of these lengths."""
    here = there = 0
    for begin, start, length in blocks:
        if begin < here or start < there or length < 0:
            return False
        here, there = begin + length, start + length
    return bool(blocks) and blocks[-1] == (before, after, 0)
