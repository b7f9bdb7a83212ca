"""Which codes go out to another program that codes: those in use, with what is above them."""

from collections.abc import Collection, Sequence

from qualog.language import Sayable, message, plural
from qualog.state import State
from qualog_plugins.exporters.shared.left_out import nonzero

# Colours that most people tell apart, the colour-blind among them: Tol, P. (2021). Colour
# schemes. SRON/EPS/TN/09-002, 3.2, "muted".
_COLOURS = (
    "#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255",
    "#AA4499",
)  # fmt: skip


def colour(number: int) -> str:
    """Return a colour by which things are told apart; the tenth is the first again."""
    return _COLOURS[number % len(_COLOURS)]


def codes_that_go_out(state: State) -> set[str]:
    """Return the codes (ids) in use, old ones that codings still have, and those above them."""
    book = state.codebook
    used = {book.resolve(coding.code) for coding in state.codings.values()}
    used |= {code.id for code in book.live()}
    for id_ in list(used):
        # What is above a code goes out with it, or the code would have no place in the tree.
        while (found := book.codes.get(id_)) is not None and found.parent:
            id_ = book.resolve(found.parent)
            if id_ in used:
                break
            used.add(id_)
    return used


def left_out_of_codebook(state: State, used: Collection[str]) -> Sequence[Sayable]:
    """Return what of the codebook has no place, where some codes (ids) go out."""
    codes = state.codebook.codes.values()
    relations = {
        (relation.theme, relation.other, relation.relation) for relation in state.relations
    }
    return [
        *(
            message(
                "The code “{code}” is out of use, but codings have it: in the file it looks "
                "like one in use.",
                code=code.name,
            )
            for code in codes
            if code.id in used and not code.is_live
        ),
        *nonzero(
            plural(
                "The file leaves out one code that was merged, split or retired.",
                "The file leaves out {n} codes that were merged, split or retired.",
                sum(code.id not in used for code in codes),
            ),
            plural(
                "The file leaves out one relationship between themes.",
                "The file leaves out {n} relationships between themes.",
                len(relations),
            ),
        ),
    ]
