"""The command that counts codings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import click

from qualog.language import message
from qualog.state import State
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.usage import OneOf

_NONE: Final = "·"

Counts = Counter[tuple[str, str]]
"""How often, by a code's id and whatever it is counted by."""


def _by_document(state: State) -> Counts:
    return Counter(
        (state.codebook.resolve(coding.code), state.documents[coding.document].name)
        for coding in state.codings.values()
    )


def _by_coder(state: State) -> Counts:
    return Counter(
        (state.codebook.resolve(coding.code), state.author_names(coding.made.authors))
        for coding in state.codings.values()
    )


def _by_cooccurrence(state: State) -> Counts:
    """Count pairs of codings, of different codes, that share a character."""
    counts: Counts = Counter()
    for document in state.documents:
        open_: list[tuple[int, str]] = []
        for coding in state.codings_in(document):
            code = state.codebook.resolve(coding.code)
            open_ = [(end, other) for end, other in open_ if end > coding.start]
            for _, other in open_:
                if other != code:
                    counts[code, other] += 1
                    counts[other, code] += 1
            open_.append((coding.end, code))
    return counts


_WAYS: Final[Mapping[str, Callable[[State], Counts]]] = {
    "documents": _by_document,
    "coders": _by_coder,
    "cooccurrence": _by_cooccurrence,
}


@command("matrix")
@click.argument("of", type=OneOf(list(_WAYS)))
@reading
@narrowing
def matrix_command(of: str, study: Study, as_json: bool) -> None:
    """Count codings by document, by coder, or by code co-occurrence.

    OF is documents, coders or cooccurrence. Two codes co-occur where they are on the same words.

    Examples:
        qualog matrix documents
        qualog matrix cooccurrence --where "role = manager"

    See also: codings, agree
    """
    counts = _WAYS[of](study.state)
    names = {code.id: code.name for code in study.state.codebook.codes.values()}
    counted = {code for code, _ in counts}
    codes = [code for code in names if code in counted]
    columns = list(dict.fromkeys(column for _, column in counts))
    headings = [names.get(column, column) for column in columns]
    data = {
        "columns": headings,
        "rows": [
            {"code": names[code], "counts": [counts[code, column] for column in columns]}
            for code in codes
        ],
    }
    rows = [(names[code], *(counts[code, column] or _NONE for column in columns)) for code in codes]
    show(study, as_json, "matrix", data, lambda: _lines(rows, headings))


def _lines(rows: Sequence[Sequence[object]], headings: Sequence[str]) -> Iterable[object]:
    return table(rows, ("code", *headings)) if rows else [message("Nothing is coded yet.")]
