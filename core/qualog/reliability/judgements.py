"""Who judged which document, alone, and which passages of it they did not judge.

An author has judged a document if they coded something in it alone, or noted that they had coded
it in full; where they gave no code, they judged that none applies. If they noted that they coded
just some passages, they judged these and what they marked. A reading is no judgement: people
read to get to know the material before they code it.
"""

from collections import defaultdict
from collections.abc import Mapping

from qualog.reliability.remaining_text import RemainingText
from qualog.state import State
from qualog.text.units import Span


def judges_of(state: State) -> Mapping[str, set[str]]:
    """Return who judged which document alone: ids of authors by the document's id."""
    judges: dict[str, set[str]] = defaultdict(set)
    # Codings of words that have left the study count too: who made them judged the rest.
    for coding in state.every_coding.values():
        if len(coding.made.authors) == 1:
            judges[coding.document].update(coding.made.authors)
    for document in state.documents.values():
        for note in document.coded:
            if len(note.made.authors) == 1:
                judges[document.id].update(note.made.authors)
    return judges


def unjudged_passages(
    state: State, document: str, author: str, remaining: RemainingText
) -> list[Span]:
    """Return the passages, in what is left of a document, that one of its judges did not judge.

    There are none if they judged all of it.
    """
    notes = [note for note in state.documents[document].coded if note.made.authors == (author,)]
    if not notes or not all(note.passages for note in notes):
        return []
    marked = (
        (coding.start, coding.end)
        for coding in state.every_coding.values()
        if coding.document == document and coding.made.authors == (author,)
    )
    judged = sorted([*(span for note in notes for span in note.passages), *marked])
    unjudged, position = [], 0
    for start, end in [*judged, (remaining.full_length, remaining.full_length)]:
        if position < start:
            unjudged.append(remaining.span(position, start))
        position = max(position, end)
    return [(start, end) for start, end in unjudged if start < end]
