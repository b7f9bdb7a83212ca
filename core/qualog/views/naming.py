"""Finding anything in a study by what a person calls it, whatever kind of thing it is."""

from collections.abc import Callable, Iterable
from typing import Any

from qualog.errors import Ambiguous, BadInput, NotFound
from qualog.log.store import Store
from qualog.state import Code, Document, State
from qualog.text.quoting import find_quotation
from qualog.views.as_of import find_line_id
from qualog.views.lookup import find


def find_code(state: State, wanted: str) -> Code:
    """Find a code; of codes with one name, the one that is in use.

    Raises:
        NotFound, Ambiguous: none, or several.
    """
    codes = state.codebook.codes.values()
    folded = wanted.casefold().strip()
    live = [each for each in codes if each.is_live and each.name.casefold() == folded]
    return live[0] if len(live) == 1 else find(codes, wanted, "code", name=lambda each: each.name)


def find_passage(
    state: State,
    document: Document,
    *,
    span: tuple[int, int] | None = None,
    quote: str | None = None,
    turn: int | None = None,
) -> tuple[int, int]:
    """Give the span that a person means by offsets, by a quotation, by a turn's number (from 1).

    Raises:
        BadInput: a span or turn that the document does not have.
        NotFound, Ambiguous: words that are not there, or there more than once.
    """
    if turn is not None and not 1 <= turn <= len(document.turns):
        raise BadInput(f"{document.name} has {len(document.turns)} turns; there is no {turn}.")
    if quote is not None:
        if not quote.strip():
            raise BadInput("The quotation is empty.")
        text = state.text(document.id)
        return find_quotation(text, quote, turns=document.turns, turn=turn)
    if turn is not None:
        return document.turns[turn - 1].start, document.turns[turn - 1].end
    if span is None:
        raise BadInput("Say which passage: a quotation, a span or a turn.")
    start, end = span
    if not 0 <= start < end <= document.length:
        raise BadInput(
            f"{start}:{end} is no passage of {document.name}, "
            f"which has {document.length} characters."
        )
    return start, end


def find_anything(state: State, store: Store, wanted: str) -> str:
    """Give the id of a thing of the study, of whatever kind, or of a decision.

    Raises:
        NotFound, Ambiguous: nothing answers to it, or things of several kinds do.
    """
    found = {}
    for what, finder in _finders(state).items():
        try:
            found[what] = finder(wanted)
        except NotFound:
            continue
    if len(found) > 1:
        told = ", ".join(f"{what} {id_[:8]}" for what, id_ in found.items())
        raise Ambiguous(f"'{wanted}' is {told}. Give the id of the one that you mean.")
    if found:
        return next(iter(found.values()))
    try:
        return find_line_id(store, wanted)
    except NotFound:
        raise NotFound(
            f"There is no {', '.join(_finders(state))} or decision '{wanted}'."
        ) from None


def _finders(state: State) -> dict[str, Callable[[str], str]]:
    def among(things: Iterable[Any], what: str, name: Callable[[Any], str]) -> Callable[[str], str]:
        def finder(wanted: str) -> str:
            id_: str = find(things, wanted, what, name=name).id
            return id_

        return finder

    by_name: Callable[[Any], str] = lambda each: each.name  # noqa: E731
    by_id: Callable[[Any], str] = lambda each: each.id  # noqa: E731
    return {
        "document": among(state.documents.values(), "document", by_name),
        "code": lambda wanted: find_code(state, wanted).id,
        "theme": among(state.themes.values(), "theme", by_name),
        "participant": among(
            state.participants.values(), "participant", lambda each: each.pseudonym
        ),
        "coding": among(state.codings.values(), "coding", by_id),
        "attribute": among(state.attributes.values(), "attribute", by_name),
        "memo": among(state.memos.values(), "memo", by_id),
        "discussion": among(state.discussions.values(), "discussion", by_id),
        "theory link": among(state.links.values(), "theory link", by_id),
    }
