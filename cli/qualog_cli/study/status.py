"""The command that shows where a study stands."""

from collections.abc import Iterator
from typing import Any

from qualog.language import Sayable, listing, message, number, plural
from qualog.state import Round, State
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import clock_time, short_decision
from qualog_cli.shared.options import reading
from qualog_cli.shared.output import Heading
from qualog_cli.shared.results import show
from qualog_cli.shared.side_file import warn_of_side_file
from qualog_cli.shared.tables import titled


@command("status")
@reading
def status_command(study: Study, as_json: bool) -> None:
    """Show where the study stands.

    Examples:
        qualog status
        qualog status --at "after open coding"
        qualog status --json

    See also: log, questions
    """
    warn_of_side_file(study.log.store)
    show(study, as_json, "status", _data(study.state), lambda: _lines(study))


def _data(state: State) -> dict[str, Any]:
    return {
        "name": state.name,
        "aim": state.aim,
        "authors": [author.name for author in state.authors.values()],
        "participants": len(state.participants),
        "documents": len(state.documents),
        "characters": _characters(state),
        "codes": len(state.codebook.live()),
        "codings": len(state.codings),
        "memos": len(state.memos),
        "themes": _themes(state),
        "theories": [theory.name for theory in state.theories.values()],
        "links": _links(state),
        "rounds": [
            {"name": round_.name, "blind": round_.blind, "open": round_.is_open}
            for round_ in state.rounds.values()
        ],
        "moments": [moment.name for moment in state.moments.values()],
        "decisions": state.decisions,
        "questions": len(state.questions),
        "discussions": len(state.discussions),
        "open_discussions": _open_discussions(state),
        "unknown": dict(state.unknown),
    }


def _lines(study: Study) -> Iterator[object]:
    state = study.state
    if not state.decisions:
        yield message("Nothing had been decided by then.")
        return
    yield Heading(state.name)
    if state.aim:
        yield state.aim
    yield from titled(_rows(study), indent="  ")
    for line in _to_do(state):
        yield f"  {line}"


def _rows(study: Study) -> Iterator[tuple[Sayable, Sayable]]:
    state = study.state
    links = _links(state)
    none = message("none")
    yield message("authors"), listing(author.name for author in state.authors.values())
    yield message("participants"), number(len(state.participants))
    yield (
        message("documents"),
        message(
            "{documents} ({characters} characters)",
            documents=number(len(state.documents)),
            characters=number(_characters(state)),
        ),
    )
    yield message("codes"), message("{n} in use", n=number(len(state.codebook.live())))
    yield message("codings"), number(len(state.codings))
    yield message("memos"), number(len(state.memos))
    yield message("themes"), number(_themes(state))
    theories = [theory.name for theory in state.theories.values()]
    yield message("theories"), listing(theories) if theories else none
    yield (
        message("links to theory"),
        message(
            "{accepted} accepted, {rejected} rejected, {proposed} to be settled",
            **{status: number(count) for status, count in links.items()},
        ),
    )
    rounds = [_round(round_) for round_ in state.rounds.values()]
    yield message("rounds"), listing(rounds) if rounds else none
    moments = [moment.name for moment in state.moments.values()]
    yield message("points in time"), listing(moments) if moments else none
    yield (
        message("decisions"),
        message(
            "{n}; the last is {decision} of {time}",
            n=number(state.decisions),
            decision=short_decision(study.last_decision),
            time=clock_time(state.at >> 16),
        ),
    )


def _to_do(state: State) -> Iterator[Sayable]:
    if questions := len(state.questions):
        yield plural(
            "One question to settle: qualog questions",
            "{n} questions to settle: qualog questions",
            questions,
        )
    if discussions := _open_discussions(state):
        yield plural(
            "One discussion to settle: qualog discuss list --open",
            "{n} discussions to settle: qualog discuss list --open",
            discussions,
        )
    for kind, count in state.unknown.items():
        yield plural(
            "One decision is of the unknown kind {kind}: is its plugin missing?",
            "{n} decisions are of the unknown kind {kind}: is its plugin missing?",
            count,
            kind=kind,
        )


def _round(round_: Round) -> Sayable:
    match round_.blind, round_.is_open:
        case True, True:
            return message("{name} (blind, open)", name=round_.name)
        case True, False:
            return message("{name} (blind, closed)", name=round_.name)
        case False, True:
            return message("{name} (open)", name=round_.name)
        case _:
            return message("{name} (closed)", name=round_.name)


def _characters(state: State) -> int:
    return sum(document.length for document in state.documents.values())


def _themes(state: State) -> int:
    return sum(not theme.retired for theme in state.themes.values())


def _open_discussions(state: State) -> int:
    return sum(discussion.is_open for discussion in state.discussions.values())


def _links(state: State) -> dict[str, int]:
    return {
        status: sum(link.status == status for link in state.links.values())
        for status in ("proposed", "accepted", "rejected")
    }
