"""Commands on rounds: coders code the same documents apart."""

from collections.abc import Iterator
from typing import Any

import click
from attrs import evolve

from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog.reliability.independence import Foreknowledge, Independence, Pair
from qualog.state import Round, State
from qualog.views.study import Study
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import clock_time, provenance_data, short_decision, short_id
from qualog_cli.shared.options import (
    PROJECT,
    deciding,
    named_authors,
    narrowing,
    opened,
    reading,
)
from qualog_cli.shared.output import print_json, say, say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.show import counted
from qualog_cli.shared.tables import table

_NOT_CLAIMED = (
    "This is what the log shows of the copies that it was written in. It knows nothing of what "
    "coders told each other, nor of who sat at a copy. A file that is opened elsewhere is a copy "
    "of its own, and its first line says what it held."
)


@group("round")
def round_command() -> None:
    """Code the same documents apart, blind if need be; and show that it was so."""


@round_command.command("open")
@click.argument("name")
@click.option("--document", "-d", "documents", multiple=True, required=True, metavar="DOCUMENT")
@click.option("--coder", "-c", "coders", multiple=True, required=True, metavar="AUTHOR")
@click.option("--blind", is_flag=True, help="Until it is closed, no one sees another's codings.")
@deciding
def open_round(
    name: str,
    documents: tuple[str, ...],
    coders: tuple[str, ...],
    blind: bool,
    project: Project,
    why: str | None,
) -> None:
    """Open the round NAME: two or more coders code the same documents, each for themselves.

    While a blind round is open, no command and no export shows anything that another coder coded
    in its documents. Let each coder work in a copy of their own: only then can 'qualog round
    prove' show that they coded independently.
    """
    there = _coded_before(project, documents, coders) if blind else []
    found = project.rounds.open(name, documents, coders, blind=blind, why=why)
    sort = "blind round" if blind else "round"
    say_decided(
        f"Opened the {sort} “{found.name}” of {project.state.author_names(found.coders)} in "
        f"{counted(len(found.documents), 'document')}",
        found.opened.decision,
    )
    for document in there:
        say(
            f"{document} is coded already by one of them, before the round. That is hidden from "
            "the others from now on; but copies that take the round in hold it, and the log will "
            "not show that they coded without having seen it.",
            err=True,
        )


def _coded_before(
    project: Project, documents: tuple[str, ...], coders: tuple[str, ...]
) -> list[str]:
    """Give the names of documents that a coder has coded already, as far as is shown here."""
    who = {project.find.author(each).id for each in coders}
    found = [project.find.document(each) for each in documents]
    coded = {
        each.document
        for each in project.state.codings.values()
        if not who.isdisjoint(each.made.authors)
    }
    return [each.name for each in found if each.id in coded]


@round_command.command("close")
@click.argument("round_", metavar="ROUND")
@deciding
def close_round(round_: str, project: Project, why: str | None) -> None:
    """Close ROUND: everything that was coded in it is shown from now on."""
    say_decided(f"Closed the round “{round_}”", project.rounds.close(round_, why=why))


@round_command.command("list")
@reading
@narrowing
def list_rounds(study: Study, as_json: bool) -> None:
    """List the rounds, and who said of which documents that they coded them to the end.

    With --where, the rounds that such documents are in, with these alone.
    """
    state = study.state
    rounds = [
        evolve(each, documents=tuple(id_ for id_ in each.documents if id_ in state.documents))
        if study.where
        else each
        for each in state.rounds.values()
        if not study.where or not state.documents.keys().isdisjoint(each.documents)
    ]
    data = [
        {
            "id": each.id,
            "name": each.name,
            "blind": each.blind,
            "open": each.is_open,
            "documents": _documents(state, each),
            "coders": [state.author_names([id_]) for id_ in each.coders],
            "coded": {state.author_names([id_]): _coded(state, each, id_) for id_ in each.coders},
            "opened": provenance_data(study, each.opened),
            "closed": provenance_data(study, each.closed) if each.closed else None,
        }
        for each in rounds
    ]
    rows = [
        (
            short_id(each.id),
            each.name,
            _current(each),
            ", ".join(_documents(state, each)),
            ", ".join(
                f"{state.author_names([id_])} ({len(_coded(state, each, id_))} coded)"
                for id_ in each.coders
            ),
        )
        for each in rounds
    ]
    headings = ("id", "round", "standing", "documents", "coders")
    show(
        study,
        as_json,
        "rounds",
        data,
        lambda: table(rows, headings) if rows else ["No round: qualog round open NAME"],
    )


def _current(each: Round) -> str:
    sort = "blind, " if each.blind else ""
    if each.closed is None:
        return f"{sort}open since {clock_time(each.opened.milliseconds)}"
    return f"{sort}closed {clock_time(each.closed.milliseconds)}"


def _documents(state: State, each: Round) -> list[str]:
    return [state.documents[id_].name if id_ in state.documents else id_ for id_ in each.documents]


def _coded(state: State, each: Round, coder: str) -> list[str]:
    """Give the names of the round's documents that a coder said to have coded to the end."""
    return [
        state.documents[id_].name
        for id_ in each.documents
        if id_ in state.documents
        and any(
            coder in marked.made.authors and not marked.passages
            for marked in state.documents[id_].coded
        )
    ]


@round_command.command("prove")
@click.argument("round_", metavar="ROUND")
@PROJECT
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def prove_round(
    ctx: click.Context, round_: str, project: ProjectLocation | None, as_json: bool
) -> None:
    """Show from the log whether the coders of ROUND coded independently; exit with 1 if not.

    A coder's decisions are independent of another's if each was made in a copy of the study that
    held no coding of the other's in the round's documents. What was removed later counts too.
    """
    with opened(project, viewer=named_authors()) as found:
        proof = found.rounds.prove(round_)
        state = found.state
        if as_json:
            print_json({"proof": _as_json(state, proof)})
        else:
            for line in _lines(state, proof):
                say(line)
    if not proof.holds:
        ctx.exit(1)


def _lines(state: State, proof: Independence) -> Iterator[str]:
    round_ = proof.round
    sort = "Blind round" if round_.blind else "Round"
    yield f"{sort} “{round_.name}” of {', '.join(_documents(state, round_))}"
    yield f"  opened  {_when(state, round_.opened)}"
    yield f"  closed  {_when(state, round_.closed) if round_.closed else 'not yet'}"
    yield ""
    for pair in proof.pairs:
        one, other = (state.author_names([each]) for each in pair.coders)
        counts = f"{pair.decisions[0]} and {pair.decisions[1]} decisions on codings"
        yield f"{one} and {other}: {_VERDICTS[pair.verdict]} ({counts})"
        yield from (f"  {line}" for line in _reasons(state, pair))
    yield ""
    if proof.together:
        yield f"Made together, nobody's independent judgement: {_decisions(proof.together)}."
    if proof.before:
        yield f"Made without knowing of the round, and counted: {_decisions(proof.before)}."
    if proof.after:
        yield f"Made in knowledge of the close, and not counted: {_decisions(proof.after)}."
    yield _NOT_CLAIMED
    copies = ", ".join(f"{replica[:4]} up to {seq}" for replica, seq in proof.heads.items())
    yield f"Read from the log with the fingerprint {proof.fingerprint} ({copies})."


_VERDICTS = {
    "independent": "independent",
    "not independent": "NOT shown to be independent",
    "shared copy": "cannot be shown",
    "nothing coded": "nothing to be shown",
}


def _reasons(state: State, pair: Pair) -> Iterator[str]:
    if pair.verdict == "nothing coded":
        none = [id_ for id_, n in zip(pair.coders, pair.decisions, strict=True) if not n]
        yield f"{state.author_names(none)} decided nothing there."
    if pair.aware and pair.first is not None:
        yield f"{_decisions(pair.aware)} made in a copy that held the other's. The first:"
        yield from (f"  {line}" for line in _witness(state, pair.first))
    for replica, count in pair.shared.items():
        yield (
            f"Both worked in the copy {replica[:4]}: {_decisions(count)} made there when the "
            "other had coded in it."
        )
    if pair.verdict == "shared copy" and pair.first is not None:
        yield "The first:"
        yield from (f"  {line}" for line in _witness(state, pair.first))


def _witness(state: State, found: Foreknowledge) -> Iterator[str]:
    yield _when(state, found.decision)
    yield f"came after {_when(state, found.knew)}"
    if found.since is not None:
        yield f"which that copy held since {short_decision(found.since)}"


def _when(state: State, by: Any) -> str:
    who = state.author_names(by.authors)
    return f"{short_decision(by.decision)} of {who}, {clock_time(by.milliseconds)}"


def _decisions(count: int) -> str:
    return counted(count, "decision")


def _as_json(state: State, proof: Independence) -> dict[str, Any]:
    return {
        "round": proof.round.name,
        "documents": _documents(state, proof.round),
        "opened": proof.round.opened.decision,
        "closed": proof.round.closed.decision if proof.round.closed else None,
        "independent": proof.holds,
        "pairs": [
            {
                "coders": [state.author_names([each]) for each in pair.coders],
                "decisions": list(pair.decisions),
                "verdict": pair.verdict,
                "aware": pair.aware,
                "shared": pair.shared,
                "first": {
                    "decision": pair.first.decision.decision,
                    "knew": pair.first.knew.decision,
                    "since": pair.first.since,
                }
                if pair.first
                else None,
            }
            for pair in proof.pairs
        ],
        "together": proof.together,
        "before": proof.before,
        "after": proof.after,
        "fingerprint": proof.fingerprint,
        "heads": proof.heads,
        "not_claimed": _NOT_CLAIMED,
    }
