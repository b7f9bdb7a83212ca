"""Finding a thing by what a person calls it: its name, or the beginning of its id."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from qualog.errors import Ambiguous, NotFound


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


T = TypeVar("T", bound=HasId)


def find(things: Iterable[T], wanted: str, what: str, *, name: Callable[[T], str]) -> T:
    """Give the thing that a person means.

    An id or a name as it stands goes first, then a name in other letter case, then the
    beginning of an id.

    Raises:
        NotFound: nothing answers to it; the message offers what is close.
        Ambiguous: several do; the message names them with their ids.
    """
    known = list(things)
    folded = wanted.casefold().strip()
    for matches in (
        lambda each: wanted in (each.id, name(each)),
        lambda each: name(each).casefold() == folded,
        lambda each: bool(folded) and each.id.startswith(folded),
    ):
        found = [each for each in known if matches(each)]
        if len(found) == 1:
            return found[0]
        if found:
            told = ", ".join(f"{name(each)} ({each.id[:8]})" for each in found[:5])
            raise Ambiguous(f"'{wanted}' is the {what} of more than one: {told}. Give the id.")
    raise NotFound(f"There is no {what} '{wanted}'.{_close_to(folded, map(name, known), what)}")


def _close_to(wanted: str, names: Iterable[str], what: str) -> str:
    by_folded = {each.casefold(): each for each in names}
    from difflib import get_close_matches

    close = get_close_matches(wanted, by_folded, n=3, cutoff=0.6)
    if close:
        return f" Did you mean {' or '.join(repr(by_folded[each]) for each in close)}?"
    if 0 < len(by_folded) <= 12:
        return f" There is: {', '.join(by_folded.values())}."
    return "" if by_folded else f" The project has no {what} yet."
