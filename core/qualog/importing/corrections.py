"""Correcting a text: a file has it in other words, and what was marked moves with its words."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from qualog.decisions.documents import DocumentRevised, Turn
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.log.store import StoredContent
from qualog.material import ImportedDocument
from qualog.replay.appliers.revisions import revised, shown_in
from qualog.state import Document, State
from qualog.state.state import ERASED_CHARACTER
from qualog.text.chunks import cut_by_turns, seal_file, seal_text
from qualog.text.layout import write_layout
from qualog.text.reanchoring import Block, reanchor, shared_blocks

_LEAST: Final = 0.25
"""Such a share of a text must be in another one, to be corrected by it."""


@frozen
class Correction:
    """The decision to correct a text, what is stored of it, and the document as it is then."""

    decision: DocumentRevised
    contents: tuple[StoredContent, ...]
    document: Document


def correction(
    state: State, document: Document, wording: ImportedDocument, importer: str
) -> Correction:
    """Make of a file's text the next revision of a document's.

    Args:
        state: the study.
        document: what is corrected; its text is another one than the file's.
        wording: the file's text, with its turns.
        importer: who read it.

    Raises:
        NotAllowed: it is another text, or brings back the words of somebody who withdrew.
        BadInput: its turns contradict its text.
    """
    text = wording.text
    for earlier in document.revisions:
        # A text that was there before is corrected from there: what was lost on the way is back.
        if state.text_of(document.id, earlier.id) == text:
            document = shown_in(document, earlier.id)
    before = state.text_of(document.id, document.revision)
    blocks = shared_blocks(before, text)
    _refuse_another(document.name, before, blocks)
    speakers = _speakers(document)
    _keep_places(speakers, document, wording, blocks)
    turns = turns_of(wording, document.name, speakers)
    boundaries = {turn.end for turn in turns}
    for attribution in document.attributions:
        moved = reanchor(blocks, attribution.start, attribution.end)
        boundaries |= {moved.start, moved.end}
    parts = [seal_text(part) for part in cut_by_turns(text, sorted(boundaries)) if part]
    original = seal_file(wording.original) if wording.original is not None else None
    layout = seal_file(write_layout(wording.lines)) if wording.lines else None
    decision = DocumentRevised(
        document=document.id,
        revision=new_id(),
        base=document.revision,
        blocks=blocks,
        parts=tuple(content for content, _ in parts),
        turns=turns,
        original=original and original[0],
        importer=importer,
        encoding=wording.encoding,
        layout=layout and layout[0],
        speakers=tuple(speakers),
    )
    corrected = revised(document, decision, document.made)
    _refuse_withdrawn(state, document, corrected, text, blocks)
    sealed = [*parts, *(content for content in (original, layout) if content is not None)]
    return Correction(decision, tuple(stored for _, stored in sealed), corrected)


def turns_of(wording: ImportedDocument, name: str, speakers: list[str]) -> tuple[Turn, ...]:
    """Return the turns of a text, each with its speaker's place among `speakers`, who may grow.

    Raises:
        BadInput: they overlap or lie outside the text.
    """
    turns, end = [], 0
    for turn in wording.turns:
        if not end <= turn.start < turn.end <= len(wording.text):
            raise BadInput(
                "The turns of {document} overlap, or lie outside its text.", document=name
            )
        end = turn.end
        if turn.speaker and turn.speaker not in speakers:
            speakers.append(turn.speaker)
        index = speakers.index(turn.speaker) if turn.speaker else -1
        turns.append(Turn(turn.start, turn.end, index, turn.time, turn.until))
    return tuple(turns)


def _speakers(document: Document) -> list[str]:
    """Return the speakers that a text has.

    The next revision keeps their places, those of erased ones too: who they are is known by place.
    """
    earlier = (turn for revision in document.revisions for turn in revision.turns)
    places = 1 + max((turn.speaker for turn in (*document.turns, *earlier)), default=-1)
    return [*document.speakers, *[""] * (places - len(document.speakers))]


def _keep_places(
    speakers: list[str], document: Document, wording: ImportedDocument, blocks: tuple[Block, ...]
) -> None:
    """Let speakers whose labels were corrected keep their places: who says what they said."""
    labels = {turn.speaker for turn in wording.turns}
    spoken: dict[str, Counter[int]] = {}
    for turn in document.turns:
        if turn.speaker < 0 or speakers[turn.speaker] in labels:
            continue
        moved = reanchor(blocks, turn.start, turn.end)
        first = bisect_right(wording.turns, moved.start, key=lambda new: new.end)
        last = bisect_left(wording.turns, moved.end, key=lambda new: new.start)
        for new in wording.turns[first:last]:
            if new.speaker and new.speaker not in speakers:
                spoken.setdefault(new.speaker, Counter())[turn.speaker] += 1
    for label, places in spoken.items():
        [(place, _)] = places.most_common(1)
        if speakers[place] not in labels:
            speakers[place] = label


def _refuse_another(name: str, before: str, blocks: Sequence[Block]) -> None:
    shared = "".join(before[at : at + length] for at, _, length in blocks)
    share = _readable(shared) / (_readable(before) or 1)
    if share < _LEAST:
        raise NotAllowed(
            "The file is not a correction of “{document}”, but another text: only {percent}% of "
            "it is in the file. Import it as a new document.",
            document=name,
            percent=int(share * 100),
        )


def _readable(text: str) -> int:
    """Return how many characters of a text are not erased."""
    return len(text) - text.count(ERASED_CHARACTER)


def _refuse_withdrawn(
    state: State, before: Document, after: Document, text: str, blocks: tuple[Block, ...]
) -> None:
    moved = (reanchor(blocks, *passage) for passage in before.passages_of(state.withdrawn))
    theirs: Iterable[tuple[int, int]] = [
        *after.passages_of(state.withdrawn),
        *((passage.start, passage.end) for passage in moved),
    ]
    for start, end in theirs:
        if set(text[start:end]) - {ERASED_CHARACTER} - set(" \n\t"):
            raise NotAllowed(
                "The corrected text has words at {start}:{end} where a participant spoke who "
                "withdrew. Leave them out, or put {mark} for each character, as qualog read shows "
                "them.",
                start=start,
                end=end,
                mark=ERASED_CHARACTER,
            )
