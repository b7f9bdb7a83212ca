"""Whole texts, for formats that hold a text together with its codings."""

from qualog.state import State
from qualog.state.state import ERASED_CHARACTER


def shown_text(state: State, document: str) -> str:
    """Return the text of a document (an id) with `█` over what a narrowed study leaves aside.

    It is as long as the text itself, so that positions in it stay what they are.
    """
    text, position, pieces = state.text(document), 0, []
    for start, end in state.left_out(document):
        pieces += [text[position:start], _covered(text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def _covered(text: str) -> str:
    # White space stays, so that the lines of the text stay what they are, too.
    return "".join(character if character.isspace() else ERASED_CHARACTER for character in text)
