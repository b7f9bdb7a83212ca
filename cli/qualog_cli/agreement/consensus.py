"""The consensus, shown: which codes hold once the coders have talked."""

from collections.abc import Iterator
from typing import Any

from qualog.language import Sayable, message
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
    stretches = [
        stretch
        for id_ in documents
        for stretch in consensus_in(state, id_)
        if wanted in (None, stretch.code)
    ]
    by_one_author = [id_ for id_ in documents if len(sides(state, id_)) == 1]

    def lines() -> Iterator[Sayable]:
        rows = [
            (
                state.documents[stretch.document].name,
                f"{stretch.start}:{stretch.end}",
                state.codebook.name(stretch.code),
                _origin(stretch),
                quoted(state.quote(stretch)),
            )
            for stretch in stretches
        ]
        headings = (
            message("document"),
            message("span"),
            message("code"),
            message("from"),
            message("passage"),
        )
        if rows:
            yield from table(rows, headings)
        else:
            yield message("No code is agreed on by all, and none was settled in a discussion.")
        if by_one_author:
            yield message(
                "Coded by one author only, so that only what was settled holds: {documents}.",
                documents=", ".join(state.documents[id_].name for id_ in by_one_author),
            )

    data = [_consensual(study, stretch) for stretch in stretches]
    show(study, as_json, "consensus", data, lines)


def _origin(stretch: Consensual) -> Sayable:
    if stretch.discussion is None:
        return message("agreed by all")
    return message("settled in {discussion}", discussion=short_id(stretch.discussion.id))


def _consensual(study: Study, stretch: Consensual) -> dict[str, Any]:
    state = study.state
    return {
        "document": state.documents[stretch.document].name,
        "start": stretch.start,
        "end": stretch.end,
        "quote": state.quote(stretch),
        "code": state.codebook.name(stretch.code),
        "coders": [state.author_names([coder]) for coder in stretch.coders],
        "discussion": stretch.discussion.id if stretch.discussion else None,
        "outcome": stretch.discussion.outcome if stretch.discussion else None,
    }
