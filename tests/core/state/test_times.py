"""When something was made, to the millisecond, and when the last decision was."""

from datetime import UTC, datetime

from qualog.material import ImportedCoding, Material
from qualog.state.times import first_made, last_decided, utc


def test_milliseconds_are_exact():
    assert utc(1_700_000_000_001) == datetime(2023, 11, 14, 22, 13, 20, 1_000, UTC)
    assert utc(-1) == datetime(1969, 12, 31, 23, 59, 59, 999_000, UTC)


def test_what_came_from_elsewhere_was_made_first_there(project):
    here = project.codings.apply("trust", "talk", quote="I trust")
    coding = ImportedCoding("talk", 0, 4, "power", dated=1_700_000_000_000)
    project.imports.import_(Material(codings=(coding,)), importer="test")
    *_, imported = project.state.codings.values()
    assert first_made(imported) == 1_700_000_000_000
    assert first_made(here) == here.made.milliseconds


def test_a_file_is_dated_as_the_last_decision(project, clock):
    project.moments.name("first pass")
    clock.now += 24 * 3_600_000
    project.codes.add("later")
    assert last_decided(project.at("first pass").state) == datetime(2025, 6, 15, 15, 6, 40, 0, UTC)
    assert last_decided(project.state) == datetime(2025, 6, 16, 15, 6, 40, 0, UTC)
