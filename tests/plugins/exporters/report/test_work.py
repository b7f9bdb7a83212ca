"""The division of work, as a table."""

from tests.plugins.exporters.report.pages import rows


def test_the_division_of_work(either):
    table = rows(either(), "Work")
    assert table["codings"] == ["2 alone, 2 jointly", "2 alone, 2 jointly"]
    assert table["interviews conducted"] == ["–", "talk <1>"]
    assert table["interviews transcribed"] == ["talk <1>", "–"]
