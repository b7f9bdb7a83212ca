"""The command that finds words in the documents."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

from qualog.errors import BadInput
from qualog.language import listing, message, plural
from qualog.state import Document, State
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import NOTHING
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table

_AROUND = 40
"""So many characters are shown before and after what was found."""


@command("search")
@click.argument("pattern")
@click.option("--regex", is_flag=True, help="PATTERN is a regular expression.")
@reading
@narrowing
def search_command(pattern: str, regex: bool, study: Study, as_json: bool) -> None:
    """Find words in the documents.

    PATTERN is found whatever the letter case, across line breaks too, and is shown with the codes
    of the place.

    Examples:
        qualog search "the form"
        qualog search --regex "listen(s|ed|ing)?"

    See also: read, apply
    """
    wanted = _expression(pattern, is_regular=regex)
    places = [
        place
        for document in study.state.documents.values()
        for place in _places_in(study.state, document, wanted)
    ]
    show(study, as_json, "places", places, lambda: _lines(places))


def _expression(pattern: str, *, is_regular: bool) -> re.Pattern[str]:
    words = pattern.split()
    if not words:
        raise BadInput("Which words? There is nothing to look for.")
    try:
        return re.compile(
            pattern if is_regular else r"\s+".join(map(re.escape, words)), re.IGNORECASE
        )
    except re.error as error:
        raise BadInput(
            "“{pattern}” is not a regular expression: {reason}.", pattern=pattern, reason=error
        ) from None


def _places_in(
    state: State, document: Document, wanted: re.Pattern[str]
) -> Iterator[dict[str, Any]]:
    text = state.text(document.id)
    codings = state.codings_in(document.id)
    for match in wanted.finditer(text):
        start, end = match.span()
        codes = {
            state.codebook.name(coding.code)
            for coding in codings
            if coding.start < end and start < coding.end
        }
        yield {
            "document": document.name,
            "turn": next((number for number, _ in document.turns_in(start, end)), None),
            "start": start,
            "end": end,
            "context": " ".join(text[max(0, start - _AROUND) : end + _AROUND].split()),
            "codes": sorted(codes),
        }


def _lines(places: Sequence[dict[str, Any]]) -> Iterator[object]:
    rows = [
        (
            place["document"],
            place["turn"] or NOTHING,
            f"{place['start']}:{place['end']}",
            f"…{place['context']}…",
            listing(place["codes"]),
        )
        for place in places
    ]
    if rows:
        yield from table(rows, ("document", "turn", "span", "passage", "codes"))
        yield plural("One place.", "{n} places.", len(rows))
    else:
        yield message("Nothing was found.")
