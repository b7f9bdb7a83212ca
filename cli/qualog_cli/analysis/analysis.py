"""Commands that look through the coding: search and matrix."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from qualog.errors import BadInput
from qualog.state import State
from qualog.views.study import Study
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.show import counted, show, table


@click.command("search")
@click.argument("pattern")
@click.option("--regex", is_flag=True, help="PATTERN is a regular expression.")
@reading
@narrowing
def search_command(pattern: str, regex: bool, study: Study, as_json: bool) -> None:
    """Find PATTERN in the documents, whatever the letter case; with the codes of the place."""
    state = study.state
    words = pattern.split()
    if not words:
        raise BadInput("Say what to look for.")
    try:
        wanted = re.compile(pattern if regex else r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    except re.error as error:
        raise BadInput(f"'{pattern}' is no regular expression: {error}.") from None
    data: list[dict[str, Any]] = []
    for document in state.documents.values():
        text = state.text(document.id)
        codings = state.codings_in(document.id)
        for match in wanted.finditer(text):
            start, end = match.span()
            turn = next((number for number, _ in document.turns_in(start, end)), None)
            codes = {
                state.codebook.name(each.code)
                for each in codings
                if each.start < end and start < each.end
            }
            around = text[max(0, start - 40) : end + 40]
            data.append(
                {
                    "document": document.name,
                    "turn": turn,
                    "start": start,
                    "end": end,
                    "context": " ".join(around.split()),
                    "codes": sorted(codes),
                }
            )
    rows = [
        (
            each["document"],
            each["turn"] or "–",
            f"{each['start']}:{each['end']}",
            f"…{each['context']}…  {', '.join(each['codes'])}",
        )
        for each in data
    ]

    def lines() -> Iterator[str]:
        yield from table(rows, ("document", "turn", "span", "passage and codes")) if rows else ()
        yield f"{counted(len(rows), 'place')}."

    show(study, as_json, "places", data, lines)


@click.command("matrix")
@click.argument("of", type=click.Choice(["documents", "coders", "cooccurrence"]))
@reading
@narrowing
def matrix_command(of: str, study: Study, as_json: bool) -> None:
    """Count codings of each code by document, by coder, or by code on the same words."""
    state = study.state
    counts = {
        "documents": _by_document,
        "coders": _by_coder,
        "cooccurrence": _by_cooccurrence,
    }[of](state)
    codes = [code for code in state.codebook.codes.values() if any(k[0] == code.id for k in counts)]
    columns = list(dict.fromkeys(column for _, column in counts))
    names = {code.id: code.name for code in state.codebook.codes.values()}
    data = {
        "columns": [names.get(column, column) for column in columns],
        "rows": [
            {"code": code.name, "counts": [counts[code.id, column] for column in columns]}
            for code in codes
        ],
    }
    rows = [(code.name, *(counts[code.id, column] or "·" for column in columns)) for code in codes]
    headings = ("code", *(names.get(column, column) for column in columns))
    show(study, as_json, "matrix", data, lambda: table(rows, headings) if rows else ["No coding."])


def _by_document(state: State) -> Counter[tuple[str, str]]:
    return Counter(
        (state.codebook.resolve(each.code), state.documents[each.document].name)
        for each in state.codings.values()
    )


def _by_coder(state: State) -> Counter[tuple[str, str]]:
    return Counter(
        (state.codebook.resolve(each.code), state.author_names(each.made.authors))
        for each in state.codings.values()
    )


def _by_cooccurrence(state: State) -> Counter[tuple[str, str]]:
    """Count pairs of codings, of different codes, that share a character."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in state.documents:
        open_: list[tuple[int, str]] = []
        for coding in state.codings_in(document):
            code = state.codebook.resolve(coding.code)
            open_ = [each for each in open_ if each[0] > coding.start]
            for _, other in open_:
                if other != code:
                    counts[code, other] += 1
                    counts[other, code] += 1
            open_.append((coding.end, code))
    return counts
