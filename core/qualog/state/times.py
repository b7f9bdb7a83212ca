"""When something was made or decided, in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from qualog.state import State
from qualog.state.provenance import Provenance

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Dated(Protocol):
    """A coding or a memo, which may have come from elsewhere with the date that it had there."""

    @property
    def made(self) -> Provenance:
        """When it was made here, and by whom."""

    @property
    def dated(self) -> int | None:
        """When it was made elsewhere, in UTC milliseconds since 1970."""


def utc(milliseconds: int) -> datetime:
    """Return the time that is so many milliseconds after the beginning of 1970."""
    # Without a fraction of a second as a float, which may lie just before the millisecond.
    return _EPOCH + timedelta(milliseconds=milliseconds)


def first_made(dated: Dated) -> int:
    """Return when something was made first, here or elsewhere, in UTC milliseconds since 1970."""
    return dated.made.milliseconds if dated.dated is None else dated.dated


def last_decided(state: State) -> datetime:
    """Return when the last decision was made, to the second.

    What a file says of itself is dated so, and not by the clock: the same study is the same file.
    """
    # The ticks of the log's clock are milliseconds in all but the last 16 bits.
    return utc(state.at >> 16).replace(microsecond=0)
