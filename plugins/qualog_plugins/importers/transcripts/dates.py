"""Dates as files write them, in UTC milliseconds since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds_of(value: str | None) -> int | None:
    """Return an ISO 8601 date as milliseconds, in UTC where it names no zone; None if none."""
    try:
        date = datetime.fromisoformat((value or "").strip())
        return ((date if date.tzinfo else date.replace(tzinfo=UTC)) - _EPOCH) // timedelta(
            milliseconds=1
        )
    except (ValueError, OverflowError):
        return None
