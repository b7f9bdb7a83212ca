"""Dates as files write them."""

import pytest

from qualog_plugins.importers.transcripts.dates import milliseconds_of


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("1970-01-01", 0),
        ("2024-01-02T03:04:05Z", 1704164645000),
        ("2024-01-02T04:04:05+01:00", 1704164645000),
        (" 2024-01-02 03:04:05.678 ", 1704164645678),
        ("1969-12-31T23:59:59Z", -1000),
        ("", None),
        (None, None),
        ("yesterday", None),
        ("2024-13-01", None),
    ],
)
def test_a_date_is_milliseconds_of_utc(written, milliseconds):
    assert milliseconds_of(written) == milliseconds
