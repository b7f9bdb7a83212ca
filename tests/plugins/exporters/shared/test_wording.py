"""Phrases in sentences: names in quotation marks, and days."""

from datetime import date

from qualog_plugins.exporters.shared.wording import quoted, quoted_names, written_day


def test_names_stand_in_quotation_marks():
    assert str(quoted("trust {x}")) == "“trust {x}”"
    assert str(quoted_names(["A", "B, too", "C"])) == "“A”, “B, too” and “C”"


def test_days_are_written_out():
    assert str(written_day(date(2018, 11, 30))) == "30 November 2018"
    assert str(written_day(date(2025, 1, 2))) == "2 January 2025"
