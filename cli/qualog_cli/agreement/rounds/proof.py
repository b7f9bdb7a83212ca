"""What the log shows of a round: whether its coders coded independently of each other."""

from collections.abc import Iterator
from typing import Any, Final

from qualog.language import Sayable, message, plural
from qualog.reliability.independence import Foreknowledge, Independence, Pair
from qualog.state import Provenance, Round, State
from qualog_cli.agreement.rounds.listing import names_of_documents
from qualog_cli.shared.formats import clock_time, short_copy, short_decision

_NOT_CLAIMED: Final = message(
    "This is what the log shows of the copies that it was written in. It does not know what coders "
    "told each other, nor who sat at a copy. A file that is opened elsewhere is a copy of its own, "
    "and its first entry says what it held."
)


def proof_lines(state: State, proof: Independence) -> Iterator[Sayable]:
    """Yield the lines that show what a proof found of each two coders, and from which log."""
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
        message("{copy} up to {number}", copy=short_copy(replica), number=seq)
        for replica, seq in proof.heads.items()
    )
    yield message(
        "Read from the log with the fingerprint {fingerprint} ({copies}).",
        fingerprint=proof.fingerprint,
        copies=", ".join(map(str, copies)),
    )


def proof_data(state: State, proof: Independence) -> dict[str, Any]:
    """Return a proof as it stands in JSON."""
    return {
        "round": proof.round.name,
        "documents": names_of_documents(state, proof.round),
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


def _heading(state: State, round_: Round) -> Iterator[Sayable]:
    documents = ", ".join(names_of_documents(state, round_))
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
            copy=short_copy(replica),
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
