"""What the pages show in Python runs as it is shown, block after block."""

import re

import pytest
from tests.folders import ROOT

PAGES = ("reference/python-api",)


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "config"))
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    names: dict[str, object] = {}
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), names)
    if project := names.get("project"):
        project.close()
    assert "trust" in capsys.readouterr().out
