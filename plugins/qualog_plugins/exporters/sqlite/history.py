"""The decision log, a sentence for each decision, and the points in time that have a name."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.history.narration import narrate
from qualog.views.study import Study
from qualog_plugins.exporters.sqlite.table import DecisionId, Table, made, timestamp


class MomentRow(NamedTuple):
    """A named point in time; `made` is when it was named, by which `decision`."""

    id: str
    name: str
    made: str
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
    """

    id: str
    at: str
    authors: str
    kind: str
    sentence: str
    why: str | None
    reverted: int


def history_tables(study: Study) -> Iterator[Table]:
    """Yield the tables of named points in time and of all decisions."""
    yield Table(
        "moments",
        MomentRow,
        [
            MomentRow(id=moment.id, name=moment.name, **made(moment.made))
            for moment in study.state.moments.values()
        ],
    )
    yield Table("decisions", DecisionRow, _decisions(study))


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
        )
