"""The list of rounds: which documents, who codes them, and how far they are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from qualog.language import Sayable, message
from qualog.state import Round, State
from qualog.views.study import Study
from qualog_cli.shared.formats import clock_time, provenance_data, short_id
from qualog_cli.shared.tables import table


def narrowed_rounds(study: Study) -> Iterator[Round]:
    """Yield the rounds; of a narrowed study those that its documents are in, with these alone."""
    there = study.state.documents
    for round_ in study.state.rounds.values():
        if not study.where:
            yield round_
        elif not there.keys().isdisjoint(round_.documents):
            yield evolve(round_, documents=tuple(id_ for id_ in round_.documents if id_ in there))


def round_data(study: Study, round_: Round) -> dict[str, Any]:
    """Return a round as it stands in JSON."""
    state = study.state
    names = {coder: state.author_names([coder]) for coder in round_.coders}
    return {
        "id": round_.id,
        "name": round_.name,
        "blind": round_.blind,
        "open": round_.is_open,
        "documents": names_of_documents(state, round_),
        "coders": list(names.values()),
        "coded": {name: _coded(state, round_, coder) for coder, name in names.items()},
        "opened": provenance_data(study, round_.opened),
        "closed": provenance_data(study, round_.closed) if round_.closed else None,
    }


def round_table(state: State, rounds: Sequence[Round]) -> Iterable[Sayable]:
    """Return the lines of the list of rounds."""
    if not rounds:
        return [message("There are no rounds yet. To open one: qualog round open NAME")]
    rows = [
        (
            short_id(round_.id),
            round_.name,
            _status(round_),
            ", ".join(names_of_documents(state, round_)),
            ", ".join(
                str(
                    message(
                        "{coder} ({amount} coded)",
                        coder=state.author_names([coder]),
                        amount=len(_coded(state, round_, coder)),
                    )
                )
                for coder in round_.coders
            ),
        )
        for round_ in rounds
    ]
    headings = ("id", message("round"), message("status"), message("documents"), message("coders"))
    return table(rows, headings)


def names_of_documents(state: State, round_: Round) -> list[str]:
    """Return the names of a round's documents; the id of one that was removed."""
    return [
        state.documents[id_].name if id_ in state.documents else id_ for id_ in round_.documents
    ]


def _status(round_: Round) -> Sayable:
    if round_.closed is None:
        time = clock_time(round_.opened.milliseconds)
        if round_.blind:
            return message("blind, open since {time}", time=time)
        return message("open since {time}", time=time)
    time = clock_time(round_.closed.milliseconds)
    if round_.blind:
        return message("blind, closed {time}", time=time)
    return message("closed {time}", time=time)


def _coded(state: State, round_: Round, coder: str) -> list[str]:
    """Return the names of the round's documents that a coder noted to have coded in full."""
    return [
        state.documents[id_].name
        for id_ in round_.documents
        if id_ in state.documents
        and any(
            coder in note.made.authors and not note.passages for note in state.documents[id_].coded
        )
    ]
