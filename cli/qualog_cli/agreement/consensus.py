"""The consensus layer, shown: what holds once the coders have talked."""

from collections.abc import Iterator
from typing import Any

from qualog.reliability.consensus import Consensual, consensus_in, sides
from qualog.state import Code, Document
from qualog.views.study import Study
from qualog_cli.shared.formats import quoted, short_id
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table


def show_consensus(
    study: Study, as_json: bool, document: Document | None, code: Code | None
) -> None:
    """List where which code holds, and where that comes from."""
    state = study.state
    documents = [document.id] if document else list(state.documents)
    wanted = state.codebook.resolve(code.id) if code else None
    found = [
        each
        for id_ in documents
        for each in consensus_in(state, id_)
        if wanted in (None, each.code)
    ]
    alone = [id_ for id_ in documents if len(sides(state, id_)) == 1]

    def lines() -> Iterator[str]:
        rows = [
            (
                state.documents[each.document].name,
                f"{each.start}:{each.end}",
                state.codebook.name(each.code),
                _origin(each),
                quoted(state.quote(each)),
            )
            for each in found
        ]
        yield from table(rows, ("document", "span", "code", "from", "passage"))
        if alone:
            names = ", ".join(state.documents[id_].name for id_ in alone)
            yield f"Coded by one author alone, so that only what was settled holds: {names}."

    data = [_consensual(study, each) for each in found]
    show(study, as_json, "consensus", data, lines)


def _origin(found: Consensual) -> str:
    return f"settled in {short_id(found.discussion.id)}" if found.discussion else "agreed by all"


def _consensual(study: Study, found: Consensual) -> dict[str, Any]:
    state = study.state
    return {
        "document": state.documents[found.document].name,
        "start": found.start,
        "end": found.end,
        "quote": state.quote(found),
        "code": state.codebook.name(found.code),
        "coders": [state.author_names([each]) for each in found.coders],
        "discussion": found.discussion.id if found.discussion else None,
        "outcome": found.discussion.outcome if found.discussion else None,
    }
