"""Sentences on the log: how many decisions it holds, from when to when, and named times."""

from collections.abc import Iterator, Sequence
from datetime import date

from qualog.history.narration import Narrated
from qualog.language import Message, message, plural
from qualog.state import State
from qualog.state.times import utc
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.shared.wording import quoted_names, written_day


def decision_sentences(state: State, decisions: Sequence[Narrated]) -> Iterator[Message]:
    """Yield what the log holds, and which points in time were named."""
    if decisions:
        yield _log(decisions)
        yield from nonzero(
            plural(
                "One of these was taken back.",
                "Of these, {n} were taken back.",
                sum(narrated.reverted for narrated in decisions),
            ),
            plural(
                "One of these was put aside and does not count: the copy in which it was made had "
                "ended.",
                "Of these, {n} were put aside and do not count: the copies in which they were made "
                "had ended.",
                sum(narrated.put_aside for narrated in decisions),
            ),
        )
    if state.moments:
        yield plural(
            "One point in time is named: {names}.",
            "These points in time are named: {names}.",
            len(state.moments),
            names=quoted_names(moment.name for moment in state.moments.values()),
        )


def _log(decisions: Sequence[Narrated]) -> Message:
    first, last = _day(decisions[0]), _day(decisions[-1])
    counted = plural("one decision", "{n} decisions", len(decisions))
    if first == last:
        return message(
            "Each coding decision is kept, with its author, its time and, where given, its reason, "
            "in a log of {decisions} ({day}).",
            decisions=counted,
            day=written_day(first),
        )
    return message(
        "Each coding decision is kept, with its author, its time and, where given, its reason, "
        "in a log of {decisions} ({first} – {last}).",
        decisions=counted,
        first=written_day(first),
        last=written_day(last),
    )


def _day(narrated: Narrated) -> date:
    return utc(narrated.entry.milliseconds).date()
