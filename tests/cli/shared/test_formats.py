"""Ids, times and quotations as people read and type them."""

import pytest

from qualog_cli.shared import formats
from qualog_cli.shared.files import file_name

COPY = "7f3a9c21d04e5b68"


def test_ids_are_as_long_as_people_type_them():
    assert formats.short_id("92f38ae0c1d24e7f") == "92f38ae0"
    assert formats.short_copy(COPY) == "7f3a"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{COPY}.12", "7f3a.12"),
        ("7f3a.12", "7f3a.12"),
        ("after open coding", "after open coding"),
        ("2025-03-01", "2025-03-01"),
        (f"{COPY}.x", f"{COPY}.x"),
        ("after coding 1.2", "after coding 1.2"),
    ],
)
def test_a_decision_is_shortened_and_nothing_else(text, shown):
    assert formats.short_decision(text) == shown


def test_a_quotation_is_on_one_line_and_cut():
    assert formats.quoted("two\n  lines") == "“two lines”"
    assert formats.quoted("w" * 60) == f"“{'w' * 60}”"
    assert formats.quoted("w" * 61) == f"“{'w' * 59}…”"
    assert formats.quoted("w" * 61, None) == f"“{'w' * 61}”"


def test_times():
    assert formats.recording_time(3_723_999) == "01:02:03"
    assert formats.iso_time(None) is None
    assert formats.iso_time(1_700_000_000_123) == "2023-11-14T22:13:20.123+00:00"


def test_phrases_with_commas_are_kept_apart():
    assert formats.series(["a, b", "c"]) == "a, b; c"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("The meeting at the office", "the-meeting-at-the-office"),
        ("Tröst & tillit: 2", "tröst-tillit-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("信任", "信任"),
        ("…", "study"),
        ("", "study"),
    ],
)
def test_a_file_is_named_after_the_study_in_letters_and_digits(name, file):
    assert file_name(name) == file
