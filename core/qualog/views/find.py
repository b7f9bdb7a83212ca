"""Finding one thing among many by what a person calls it: its name, or the beginning of its id."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from qualog.errors import Ambiguous, BadInput, NotFound
from qualog.language import Sayable, alternatives, listing, message, paragraph
from qualog.views.nouns import Noun

_FEW = 12
"""So many names are still listed where the wanted one is not among them."""


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


T = TypeVar("T", bound=HasId)


def find(things: Iterable[T], wanted: str, noun: Noun, *, name: Callable[[T], str]) -> T:
    """Return the thing that a person means.

    An id or a name as it stands goes first, then a name in other letter case, then the
    beginning of an id.

    Raises:
        NotFound: nothing answers to it; the message offers what is close.
        Ambiguous: several do; the message names them with their ids.
        BadInput: it is not a text.
    """
    if not isinstance(wanted, str):
        raise BadInput("A name is a text, and {value} is none.", value=repr(wanted))
    known = list(things)
    folded = wanted.casefold().strip()
    for matches in (
        lambda thing: wanted in (thing.id, name(thing)),
        lambda thing: name(thing).casefold() == folded,
        lambda thing: bool(folded) and thing.id.startswith(folded),
    ):
        found = [thing for thing in known if matches(thing)]
        if len(found) == 1:
            return found[0]
        if found:
            called = listing(f"{name(thing)} ({thing.id[:8]})" for thing in found[:5])
            raise Ambiguous(noun.several, name=wanted, names=called)
    missing = message(noun.missing, name=wanted)
    raise NotFound(paragraph(missing, close_to(folded, map(name, known), noun)))


def in_a_list(names: Sequence[str]) -> Sequence[str]:
    """Return names as they are, if they are several in a list, and not one text.

    Python takes a text for a list of its letters, so that “Bo” would be B and o.

    Raises:
        BadInput: it is one text.
    """
    if isinstance(names, str):
        raise BadInput("Write names as a list, also a single one: [“{name}”].", name=names)
    return names


def close_to(wanted: str, names: Iterable[str], noun: Noun) -> Sayable | None:
    """Return what else may be meant: what is close, all there is if that is little, or nothing."""
    from difflib import get_close_matches

    known = list(dict.fromkeys(names))
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(wanted, by_folded, n=3, cutoff=0.6)
    if close:
        offered = alternatives(f"“{by_folded[folded]}”" for folded in close)
        return message("Did you mean {names}?", names=offered)
    if not known:
        return message(noun.none)
    if len(known) > _FEW:
        return None
    return message(noun.known, names=", ".join(known))
