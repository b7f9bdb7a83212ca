"""The benchmark of agreement runs, says where a peer is missing, and stops at differing values."""

from pathlib import Path

import pytest
from benchmarks import agreement
from benchmarks.measure import Row
from benchmarks.side_by_side import same

TINY = agreement.Sizes(
    units=(50,), resamples=20, segments=10, aligned=(5,), characters=1_000, codes=2
)


def rows(folder: Path, peers: Path | None = None) -> list[Row]:
    return list(agreement.run(folder, 0, 1, peers, TINY))


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
    assert all("no environment" in row.against or "not installed" in row.against for row in beside)
    assert all(row.ratio is None for row in beside)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_values_that_differ_stop_the_benchmark():
    same("alpha", 0.5, 0.5 + 1e-12)
    with pytest.raises(AssertionError, match=r"alpha: Qualog gives 0\.5, the peer 0\.6"):
        same("alpha", 0.5, 0.6)
    with pytest.raises(AssertionError):
        same("alpha", 0.5, float("nan"))
