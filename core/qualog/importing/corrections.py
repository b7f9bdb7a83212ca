"""The act of correcting a text: a file holds it anew, and what was marked moves with its words."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

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
from qualog.text.reanchoring import Block, Reanchored, reanchor, shared_blocks

_LEAST = 0.25  # of a text must be in another one, to be corrected by it


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
        if state.text_of(document.id, earlier.id) == text:  # what was lost on the way is back
            document = shown_in(document, earlier.id)
    before = state.text_of(document.id, document.revision)
    blocks = shared_blocks(before, text)
    _refuse_another(document.name, before, blocks)
    speakers = _speakers(document)
    _rename(speakers, document, wording, blocks)
    turns = turns_of(wording, document.name, speakers)
    edges = {turn.end for turn in turns}
    for each in document.attributions:
        moved = reanchor(blocks, each.start, each.end)
        edges |= {moved.start, moved.end}
    sealed = [seal_text(piece) for piece in cut_by_turns(text, sorted(edges)) if piece]
    original = seal_file(wording.original) if wording.original is not None else None
    layout = seal_file(write_layout(wording.lines)) if wording.lines else None
    decision = DocumentRevised(
        document=document.id,
        revision=new_id(),
        base=document.revision,
        blocks=blocks,
        parts=tuple(content for content, _ in sealed),
        turns=turns,
        original=original and original[0],
        importer=importer,
        encoding=wording.encoding,
        layout=layout and layout[0],
        speakers=tuple(speakers),
    )
    corrected = revised(document, decision, document.made)
    gone = [reanchor(blocks, *each) for each in document.passages_of(state.withdrawn)]
    _refuse_withdrawn([*corrected.passages_of(state.withdrawn), *_spans(gone)], text)
    kept = [*sealed, *(each for each in (original, layout) if each is not None)]
    return Correction(decision, tuple(stored for _, stored in kept), corrected)


def turns_of(wording: ImportedDocument, name: str, speakers: list[str]) -> tuple[Turn, ...]:
    """Give the turns of a text, each with its speaker's place among `speakers`, who may grow.

    Raises:
        BadInput: they overlap or lie outside the text.
    """
    turns, end = [], 0
    for turn in wording.turns:
        if not end <= turn.start < turn.end <= len(wording.text):
            raise BadInput(f"{name}: its turns overlap or lie outside the text.")
        end = turn.end
        if turn.speaker and turn.speaker not in speakers:
            speakers.append(turn.speaker)
        index = speakers.index(turn.speaker) if turn.speaker else -1
        turns.append(Turn(turn.start, turn.end, index, turn.time, turn.until))
    return tuple(turns)


def _speakers(document: Document) -> list[str]:
    """Give the speakers that a text has: its next revision keeps their places, also erased ones."""
    turns = [*document.turns, *(turn for each in document.revisions for turn in each.turns)]
    voices = 1 + max((turn.speaker for turn in turns), default=-1)
    return [*document.speakers, *[""] * (voices - len(document.speakers))]


def _rename(
    speakers: list[str], document: Document, wording: ImportedDocument, blocks: tuple[Block, ...]
) -> None:
    """Let speakers whose labels were corrected keep their places: who says what they said."""
    labels = {turn.speaker for turn in wording.turns}
    said: dict[str, Counter[int]] = {}
    for turn in document.turns:
        if turn.speaker < 0 or speakers[turn.speaker] in labels:
            continue
        moved = reanchor(blocks, turn.start, turn.end)
        first = bisect_right(wording.turns, moved.start, key=lambda each: each.end)
        last = bisect_left(wording.turns, moved.end, key=lambda each: each.start)
        for each in wording.turns[first:last]:
            if each.speaker and each.speaker not in speakers:
                said.setdefault(each.speaker, Counter())[turn.speaker] += 1
    for label, voices in said.items():
        [(voice, _)] = voices.most_common(1)
        if speakers[voice] not in labels:
            speakers[voice] = label


def _refuse_another(name: str, before: str, blocks: Sequence[Block]) -> None:
    shared = _spoken("".join(before[at : at + length] for at, _, length in blocks))
    shared /= _spoken(before) or 1
    if shared < _LEAST:
        raise NotAllowed(
            f"This is not '{name}' corrected, but another text: only {shared:.0%} of it is in the "
            "file. Import it as a document of its own."
        )


def _spoken(text: str) -> float:
    return len(text) - text.count(ERASED_CHARACTER)


def _spans(carried: Iterable[Reanchored]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in carried]


def _refuse_withdrawn(passages: Iterable[tuple[int, int]], text: str) -> None:
    for start, end in passages:
        if set(text[start:end]) - {ERASED_CHARACTER} - set(" \n\t"):
            raise NotAllowed(
                f"The corrected text has words at {start}:{end} where a participant spoke who "
                f"withdrew. Leave them out, or put {ERASED_CHARACTER} for each character, as "
                "'qualog read' shows them."
            )
