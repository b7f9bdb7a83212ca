"""The benchmark of agreement runs, says where a peer is missing, and stops at differing values."""

from pathlib import Path

import pytest
from benchmarks.checking import close
from benchmarks.sizes import SMOKE, Setup
from benchmarks.table import Row

from benchmarks import agreement


def rows(folder: Path, peers: Path | None = None) -> list[Row]:
    return list(agreement.run(Setup(folder, SMOKE, peers)))


def test_without_peers_every_row_is_beside_a_limit_of_the_machine(tmp_path):
    found = rows(tmp_path)
    assert [row.work.split(" of ")[0] for row in found] == ["alpha"] * 2 + ["u-alpha"] * 2 + [
        "alpha"
    ]
    assert all(row.ratio is not None and row.ratio > 0 for row in found)


def test_where_no_environment_can_be_made_the_rows_say_so_and_the_rest_goes_on(tmp_path):
    no_folder = tmp_path / "file"
    no_folder.write_text("here is no room for an environment")
    beside = [row for row in rows(tmp_path, no_folder) if row.theirs is None]
    assert {row.work.split(":")[0] for row in beside} >= {"Cohen's kappa", "alpha of sets, MASI"}
    assert all("not measured (" in row.against for row in beside)
    assert all("no environment" in row.against or "not installed" in row.against for row in beside)
    assert all(row.ratio is None for row in beside)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_values_that_differ_stop_the_benchmark():
    close("alpha", 0.5, 0.5 + 1e-12)
    with pytest.raises(AssertionError, match=r"alpha: Qualog gives 0\.5, the peer 0\.6"):
        close("alpha", 0.5, 0.6)
    with pytest.raises(AssertionError):
        close("alpha", 0.5, float("nan"))
