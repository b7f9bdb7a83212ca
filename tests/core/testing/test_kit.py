"""The kit says what it needs, and sees what is done."""

import subprocess
import sys

import pytest

from qualog.testing.watch import watched

WITHOUT = "import sys; sys.modules[{!r}] = None; import qualog.testing.stores"


@pytest.mark.parametrize("missing", ["pytest", "hypothesis"])
def test_without_pytest_it_says_what_to_install(missing):
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(missing)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stderr
    assert f"qualog.testing needs {missing}" in told
    assert "pip install pytest hypothesis" in told


def test_what_is_done_is_seen_and_no_more(tmp_path):
    file = tmp_path / "a.txt"
    with watched() as acts:
        file.write_text("a", "utf-8")
        file.read_text("utf-8")
        file.rename(tmp_path / "b.txt")
    (tmp_path / "b.txt").unlink()
    assert acts == [f"wrote {file}", f"os.rename {file}"]
