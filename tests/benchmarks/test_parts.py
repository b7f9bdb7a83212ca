"""Every part of the benchmarks runs at a tiny size, and stops where it measured something else."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from benchmarks.log import event_sourcing, raw
from benchmarks.sizes import SMOKE, Setup

from benchmarks import __main__ as program
from benchmarks import imports, log, postgresql, sharing, startup, study, transcripts
from qualog.decisions.codings import CodingApplied


@pytest.fixture
def setup(tmp_path):
    return Setup(tmp_path, SMOKE)


@pytest.mark.parametrize("part", [startup, log, imports, sharing], ids=lambda part: part.__name__)
def test_a_part_measures_what_it_says(setup, part):
    rows = list(part.run(setup))
    assert len(rows) > 1
    assert all(row.ours > 0 for row in rows)
    assert all(row.theirs is None or row.theirs > 0 for row in rows)


@pytest.mark.postgresql
def test_a_project_on_postgresql():
    # Not in tmp_path, which the user that PostgreSQL runs as may not enter.
    with TemporaryDirectory() as folder:
        rows = list(postgresql.run(Setup(Path(folder), SMOKE)))
    assert len(rows) == 6
    assert all(row.ratio > 0 for row in rows)


def test_where_there_is_no_postgresql_a_row_says_so(setup, monkeypatch):
    monkeypatch.setattr("benchmarks.postgresql.lacking", lambda mark: f"no {mark}")
    [row] = postgresql.run(setup)
    assert "| a server: not measured (no postgresql) |" in str(row)


def test_without_the_library_eventsourcing_its_rows_say_so(setup, monkeypatch):
    monkeypatch.setattr(event_sourcing, "INSTALLED", False)
    peer = [row for row in log.run(setup) if "eventsourcing" in row.against]
    assert len(peer) == 3
    assert all("not measured (it is not installed)" in row.against for row in peer)
    assert all(row.theirs is None for row in peer)


def test_codings_that_cannot_be_read_stop_it(setup, monkeypatch):
    """As they once were: of a revision that is a number, where it is a name or nothing."""

    def unreadable(**fields):
        return CodingApplied(**fields | {"revision": 1})

    monkeypatch.setattr(study, "CodingApplied", unreadable)
    with pytest.raises(AssertionError, match="is not as Qualog writes it"):
        list(log.run(setup))


def test_a_count_that_is_another_stops_it(setup, monkeypatch):
    monkeypatch.setattr(raw, "count", lambda database: 0)
    with pytest.raises(AssertionError, match="bare inserts: 0, where 5 is expected"):
        list(log.run(setup))


def test_what_an_import_loses_stops_it(setup, monkeypatch):
    def one_less(*arguments):
        return transcripts.write_transcripts(*arguments) + 1

    monkeypatch.setattr(imports, "write_transcripts", one_less)
    with pytest.raises(AssertionError, match="documents and turns of plain text"):
        list(imports.run(setup))


def test_the_table_is_printed_and_written_and_nothing_is_left(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    arguments = ["benchmarks", "--smoke", "--only", "agreement", "--write", "table.md"]
    monkeypatch.setattr(sys, "argv", arguments)
    program.main()
    shown = capsys.readouterr().out
    assert (tmp_path / "table.md").read_text("utf-8") == shown
    assert "only the counts and values mean anything" in shown
    assert shown.count("\n| alpha of ") == 3
    assert [path.name for path in tmp_path.iterdir()] == ["table.md"]
