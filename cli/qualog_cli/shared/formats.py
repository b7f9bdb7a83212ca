"""How single values are written: ids, times, quotations, and who made a thing."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from qualog.language import Sayable

if TYPE_CHECKING:
    from qualog.state import Provenance
    from qualog.views.study import Study

ID_DIGITS: Final = 8
"""So many digits of an id are shown: as many as people can type, and no study has two alike."""

_REPLICA_DIGITS = 4
_WHOLE_REPLICA = 16
_QUOTATION = 60

NOTHING: Final = "–"
"""What stands in a cell of a table that has nothing to show."""


def short_id(id_: str) -> str:
    """Return the beginning of an id, as long as people type it."""
    return id_[:ID_DIGITS]


def short_copy(replica: str) -> str:
    """Return what a copy of the study is called: the beginning of its id."""
    return replica[:_REPLICA_DIGITS]


def short_decision(text: str) -> str:
    """Return a decision's id as people type it (2eb1.168); a text that is not one as it is."""
    replica, dot, number = text.partition(".")
    is_decision = dot and number.isdigit() and len(replica) == _WHOLE_REPLICA
    return f"{short_copy(replica)}.{number}" if is_decision else text


def quoted(text: str, most: int | None = _QUOTATION) -> str:
    """Return a quotation on one line, between marks; cut after so many characters, if any."""
    line = " ".join(text.split())
    return f"“{line}”" if most is None or len(line) <= most else f"“{line[: most - 1]}…”"


def series(phrases: Iterable[Sayable]) -> str:
    """Return phrases after each other; between them is a semicolon, since they may have commas."""
    return "; ".join(map(str, phrases))


def clock_time(milliseconds: int) -> str:
    """Return a time as it is here, to the minute, from milliseconds since 1970."""
    return f"{datetime.fromtimestamp(milliseconds / 1000):%Y-%m-%d %H:%M}"


def recording_time(milliseconds: int) -> str:
    """Return a time of a recording, to the second, from milliseconds since it began."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def iso_time(milliseconds: int | None) -> str | None:
    """Return a time in UTC as ISO 8601, from milliseconds since 1970; None for None."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")


def provenance_data(study: "Study", provenance: "Provenance") -> dict[str, Any]:
    """Return who made a thing, when, and by which decision, as it stands in JSON."""
    return {
        "decision": provenance.decision,
        "at": iso_time(provenance.milliseconds),
        "authors": [study.state.author_names([author]) for author in provenance.authors],
    }
