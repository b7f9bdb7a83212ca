"""Sentences on the coding: who coded, alone or jointly, and what was discussed."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from qualog.decisions.discussions import Outcome
from qualog.language import Message, listing, message, plural
from qualog.state import State


def coding_sentences(state: State) -> Iterator[Message]:
    """Yield who coded, and how many codings there are."""
    codings = state.codings.values()
    if not codings:
        return
    coders = dict.fromkeys(author for coding in codings for author in coding.made.authors)
    yield message("The material was coded by {names}.", names=state.author_names(coders))
    alone = sum(len(coding.made.authors) == 1 for coding in codings)
    jointly = len(codings) - alone
    if not jointly:
        yield plural(
            "In all there is one coding, made by one coder.",
            "In all there are {n} codings, each made by one coder.",
            alone,
        )
    elif not alone:
        yield plural(
            "In all there is one coding, made jointly.",
            "In all there are {n} codings, all made jointly.",
            jointly,
        )
    else:
        yield message(
            "In all there are {codings}: {alone} and {jointly}.",
            codings=plural("one coding", "{n} codings", len(codings)),
            alone=plural("one made by one coder", "{n} made by one coder", alone),
            jointly=plural("one made jointly", "{n} made jointly", jointly),
        )


def discussion_sentences(state: State) -> Iterator[Message]:
    """Yield what was discussed, and how it was settled."""
    outcomes = [discussion.outcome for discussion in state.discussions.values()]
    settled = Counter(outcome for outcome in outcomes if outcome is not None)
    if not outcomes:
        return
    if not settled:
        yield plural(
            "One passage was discussed and is not settled.",
            "In all, {n} passages were discussed, and none of them is settled.",
            len(outcomes),
        )
    elif len(outcomes) == 1:
        (outcome,) = settled
        yield _single(outcome)
    else:
        yield plural(
            "In all, {passages} passages were discussed and one settled: {outcomes}.",
            "In all, {passages} passages were discussed and {n} settled: {outcomes}.",
            settled.total(),
            passages=len(outcomes),
            outcomes=listing(
                _among_several(outcome, settled[outcome])
                for outcome in get_args(Outcome)
                if settled[outcome]
            ),
        )


def _single(outcome: Outcome) -> Message:
    """Return the sentence where there was one discussion, with this outcome."""
    match outcome:
        case "one-side":
            return message("One passage was discussed and settled for one coder's coding.")
        case "both":
            return message("One passage was discussed and settled by keeping all codings.")
        case "new-coding":
            return message("One passage was discussed and settled with a new coding.")
        case "changed-definition":
            return message("One passage was discussed and settled by changing a definition.")


def _among_several(outcome: Outcome, amount: int) -> Message:
    """Return the phrase for how many of several discussions had an outcome."""
    match outcome:
        case "one-side":
            return plural("one for one coder's coding", "{n} for one coder's coding", amount)
        case "both":
            return plural("one by keeping all codings", "{n} by keeping all codings", amount)
        case "new-coding":
            return plural("one with a new coding", "{n} with a new coding", amount)
        case "changed-definition":
            return plural("one by changing a definition", "{n} by changing a definition", amount)
