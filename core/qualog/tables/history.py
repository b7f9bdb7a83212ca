"""The decision log, a sentence for each decision, and the points in time that have a name."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.history.narration import narrate
from qualog.tables.table import DecisionId, Flag, Table, Time, made, timestamp
from qualog.views.study import Study


class MomentRow(NamedTuple):
    """A named point in time.

    Attributes:
        id: its id.
        name: what it is called.
        made: when it was named.
        decision: the decision that did it.
    """

    id: str
    name: str
    made: Time
    decision: DecisionId


class DecisionRow(NamedTuple):
    """A decision.

    Attributes:
        id: its id.
        at: when it was made.
        authors: the names of those who made it.
        kind: what kind of decision it is.
        sentence: what was decided, without who decided it.
        why: the reason, if one was given.
        reverted: 1 if it was taken back, else 0.
        put_aside: 1 if it does not count, since its copy had ended, else 0.
    """

    id: str
    at: Time
    authors: str
    kind: str
    sentence: str
    why: str | None
    reverted: Flag
    put_aside: Flag


def _moments(study: Study) -> Iterator[MomentRow]:
    for moment in study.state.moments.values():
        yield MomentRow(id=moment.id, name=moment.name, **made(moment.made))


def _decisions(study: Study) -> Iterator[DecisionRow]:
    for narrated in narrate(study):
        yield DecisionRow(
            id=narrated.entry.id,
            at=timestamp(narrated.entry.milliseconds),
            authors=narrated.authors,
            kind=narrated.entry.kind,
            sentence=narrated.sentence,
            why=narrated.why,
            reverted=int(narrated.reverted),
            put_aside=int(narrated.put_aside),
        )


TABLES = (
    Table("moments", MomentRow, _moments),
    Table("decisions", DecisionRow, _decisions),
)
