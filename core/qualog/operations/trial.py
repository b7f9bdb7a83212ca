"""The trial of what has come in: read as everybody would read it, before it is kept."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from qualog.decisions import Decision, ids_in
from qualog.errors import LogError
from qualog.language import Message, message
from qualog.log.log import Log
from qualog.log.replication.gate import NewLines
from qualog.log.store import LogRange
from qualog.replay.fold import replay
from qualog.views.wording import StateNames

_READERS: Final[Sequence[tuple[Message, Callable[[Decision, StateNames], Any]]]] = (
    (message("the log as it is shown"), lambda decision, names: str(decision.sentence(names))),
    (message("what it is about"), lambda decision, _: (decision.thing, ids_in(decision))),
    (message("what it says of codings"), lambda decision, _: decision.codings),
)


def try_out(log: Log, before: NewLines) -> None:
    """Read new lines as a replay, the history and the report read them.

    Args:
        log: the log, with the new lines.
        before: the last number of each replica and branch that was here before.

    Raises:
        LogError: something cannot be read; the sentence names the line and what it would stop.
    """
    try:
        state = replay(log.store)
    except Exception as error:  # whatever it is: nobody could open the study any more
        raise LogError(
            "What comes in would stop every replay of the study ({reason}). Nothing was changed.",
            reason=error,
        ) from None
    names = StateNames(state, log)
    for entry in log.store.entries(LogRange(after=dict(before))):
        decision = log.decision(entry)
        if decision is None:  # of a kind that nobody here knows
            continue
        for reader, read in _READERS:
            try:
                read(decision, names)
            except Exception as error:
                raise LogError(
                    "{decision} cannot be merged: it would stop {reader} ({reason}). Nothing was "
                    "changed.",
                    decision=entry.short_id,
                    reader=reader,
                    reason=error,
                ) from None
