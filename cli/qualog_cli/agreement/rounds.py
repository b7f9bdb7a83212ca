"""Commands on rounds: coders code the same documents, each for themselves."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import click
from attrs import evolve

from qualog.language import Sayable, message, plural
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog.reliability.independence import Foreknowledge, Independence, Pair
from qualog.reliability.nouns import counted_documents
from qualog.state import Provenance, Round, State
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
from qualog_cli.shared.tables import table

_NOT_CLAIMED: Final = message(
    "This is what the log shows of the copies that it was written in. It does not know what coders "
    "told each other, nor who sat at a copy. A file that is opened elsewhere is a copy of its own, "
    "and its first entry says what it held."
)


@group("round")
def round_command() -> None:
    """Run independent (optionally blind) coding rounds, and prove that they were."""


@round_command.command("open")
@click.argument("name")
@click.option(
    "--document",
    "-d",
    "documents",
    multiple=True,
    required=True,
    metavar="DOCUMENT",
    help="A document of the round; repeat for several.",
)
@click.option(
    "--coder",
    "-c",
    "coders",
    multiple=True,
    required=True,
    metavar="AUTHOR",
    help="A coder of the round; repeat for each.",
)
@click.option("--blind", is_flag=True, help="Hide others' codings from each coder until the close.")
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
    coded_before = _coded_before(project, documents, coders) if blind else []
    round_ = project.rounds.open(name, documents, coders, blind=blind, why=why)
    say_decided(str(_opened(project.state, round_)), round_.opened.decision)
    for document in coded_before:
        say(
            message(
                "{document} has already been coded by one of them. That is hidden from the others "
                "from now on; but copies that bring in the round hold it, so the log will not show "
                "that they coded without having seen it.",
                document=document,
            ),
            err=True,
        )


def _opened(state: State, round_: Round) -> Sayable:
    coders = state.author_names(round_.coders)
    documents = counted_documents(len(round_.documents))
    if round_.blind:
        return message(
            "Opened the blind round “{round}” of {coders} in {documents}",
            round=round_.name,
            coders=coders,
            documents=documents,
        )
    return message(
        "Opened the round “{round}” of {coders} in {documents}",
        round=round_.name,
        coders=coders,
        documents=documents,
    )


def _coded_before(
    project: Project, documents: tuple[str, ...], coders: tuple[str, ...]
) -> list[str]:
    """Return the names of documents that a coder has coded already, as far as is shown here."""
    who = {project.find.author(coder).id for coder in coders}
    coded = {
        coding.document
        for coding in project.state.codings.values()
        if not who.isdisjoint(coding.made.authors)
    }
    found = (project.find.document(document) for document in documents)
    return [document.name for document in found if document.id in coded]


@round_command.command("close")
@click.argument("round_", metavar="ROUND")
@deciding
def close_round(round_: str, project: Project, why: str | None) -> None:
    """Close ROUND: everything that was coded in it is shown from now on."""
    decision = project.rounds.close(round_, why=why)
    say_decided(str(message("Closed the round “{round}”", round=round_)), decision)


@round_command.command("list")
@reading
@narrowing
def list_rounds(study: Study, as_json: bool) -> None:
    """List the rounds, and which documents their coders have coded in full.

    With --where, the rounds that such documents are in, with these alone.
    """
    rounds = list(_narrowed_rounds(study))
    data = [_round_data(study, round_) for round_ in rounds]
    show(study, as_json, "rounds", data, lambda: _round_table(study.state, rounds))


def _narrowed_rounds(study: Study) -> Iterator[Round]:
    """Yield the rounds; of a narrowed study those that its documents are in, with these alone."""
    there = study.state.documents
    for round_ in study.state.rounds.values():
        if not study.where:
            yield round_
        elif not there.keys().isdisjoint(round_.documents):
            yield evolve(round_, documents=tuple(id_ for id_ in round_.documents if id_ in there))


def _round_data(study: Study, round_: Round) -> dict[str, Any]:
    state = study.state
    names = {coder: state.author_names([coder]) for coder in round_.coders}
    return {
        "id": round_.id,
        "name": round_.name,
        "blind": round_.blind,
        "open": round_.is_open,
        "documents": _documents(state, round_),
        "coders": list(names.values()),
        "coded": {name: _coded(state, round_, coder) for coder, name in names.items()},
        "opened": provenance_data(study, round_.opened),
        "closed": provenance_data(study, round_.closed) if round_.closed else None,
    }


def _round_table(state: State, rounds: Sequence[Round]) -> Iterable[Sayable]:
    if not rounds:
        return [message("There are no rounds yet. To open one: qualog round open NAME")]
    rows = [
        (
            short_id(round_.id),
            round_.name,
            _status(round_),
            ", ".join(_documents(state, round_)),
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


def _documents(state: State, round_: Round) -> list[str]:
    return [
        state.documents[id_].name if id_ in state.documents else id_ for id_ in round_.documents
    ]


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


def _lines(state: State, proof: Independence) -> Iterator[Sayable]:
    yield from _heading(state, proof.round)
    yield ""
    for pair in proof.pairs:
        yield _verdict(state, pair)
        yield from (f"  {line}" for line in _reasons(state, pair))
    yield ""
    if proof.together:
        yield message(
            "Made jointly, and nobody's independent judgement: {decisions}.",
            decisions=_decisions(proof.together),
        )
    if proof.before:
        yield message(
            "Made without knowing of the round, and counted: {decisions}.",
            decisions=_decisions(proof.before),
        )
    if proof.after:
        yield message(
            "Made in knowledge of the close, and not counted: {decisions}.",
            decisions=_decisions(proof.after),
        )
    yield _NOT_CLAIMED
    copies = (
        message("{copy} up to {number}", copy=replica[:4], number=seq)
        for replica, seq in proof.heads.items()
    )
    yield message(
        "Read from the log with the fingerprint {fingerprint} ({copies}).",
        fingerprint=proof.fingerprint,
        copies=", ".join(map(str, copies)),
    )


def _heading(state: State, round_: Round) -> Iterator[Sayable]:
    documents = ", ".join(_documents(state, round_))
    if round_.blind:
        yield message(
            "Blind round “{round}” of {documents}", round=round_.name, documents=documents
        )
    else:
        yield message("Round “{round}” of {documents}", round=round_.name, documents=documents)
    yield message("  opened  {decision}", decision=_decision(state, round_.opened))
    if round_.closed is not None:
        yield message("  closed  {decision}", decision=_decision(state, round_.closed))
    else:
        yield message("  closed  not yet")


def _verdict(state: State, pair: Pair) -> Sayable:
    """Return what the log shows of two coders, and from how many decisions."""
    one, other = (state.author_names([coder]) for coder in pair.coders)
    values: dict[str, object] = {
        "one": one,
        "other": other,
        "first": pair.decisions[0],
        "second": pair.decisions[1],
    }
    match pair.verdict:
        case "independent":
            return message(
                "{one} and {other}: independent ({first} and {second} decisions on codings)",
                **values,
            )
        case "not independent":
            return message(
                "{one} and {other}: NOT shown to be independent ({first} and {second} decisions "
                "on codings)",
                **values,
            )
        case "shared copy":
            return message(
                "{one} and {other}: independence cannot be shown ({first} and {second} decisions "
                "on codings)",
                **values,
            )
        case "nothing coded":
            return message(
                "{one} and {other}: nothing to be shown ({first} and {second} decisions on "
                "codings)",
                **values,
            )


def _reasons(state: State, pair: Pair) -> Iterator[Sayable]:
    if pair.verdict == "nothing coded":
        idle = [coder for coder, made in zip(pair.coders, pair.decisions, strict=True) if not made]
        yield message("{coders} decided nothing there.", coders=state.author_names(idle))
    if pair.aware and pair.first is not None:
        yield plural(
            "One decision was made in a copy that held the other's codings:",
            "{n} decisions were made in a copy that held the other's codings. The first:",
            pair.aware,
        )
        yield from (f"  {line}" for line in _witness(state, pair.first))
    for replica, count in pair.shared.items():
        yield plural(
            "Both worked in the copy {copy}: one decision was made there when the other had coded "
            "in it.",
            "Both worked in the copy {copy}: {n} decisions were made there when the other had "
            "coded in it.",
            count,
            copy=replica[:4],
        )
    if pair.verdict == "shared copy" and pair.first is not None:
        yield message("The first:")
        yield from (f"  {line}" for line in _witness(state, pair.first))


def _witness(state: State, found: Foreknowledge) -> Iterator[Sayable]:
    """Yield a decision that was made in knowledge of the other coder's, and which that was."""
    yield _decision(state, found.decision)
    yield message("came after {decision}", decision=_decision(state, found.knew))
    if found.since is not None:
        yield message(
            "which that copy has held since {decision}", decision=short_decision(found.since)
        )


def _decision(state: State, by: Provenance) -> Sayable:
    return message(
        "{id} of {authors}, {time}",
        id=short_decision(by.decision),
        authors=state.author_names(by.authors),
        time=clock_time(by.milliseconds),
    )


def _decisions(count: int) -> Sayable:
    return plural("one decision", "{n} decisions", count)


def _as_json(state: State, proof: Independence) -> dict[str, Any]:
    return {
        "round": proof.round.name,
        "documents": _documents(state, proof.round),
        "opened": proof.round.opened.decision,
        "closed": proof.round.closed.decision if proof.round.closed else None,
        "independent": proof.holds,
        "pairs": [
            {
                "coders": [state.author_names([coder]) for coder in pair.coders],
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
        "not_claimed": str(_NOT_CLAIMED),
    }
