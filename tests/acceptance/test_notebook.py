"""The tutorial that is a notebook: it is run as a reader would, and what it shows is so."""

import json

import pytest
from tests.acceptance.shell import find_programs_of_this_python
from tests.folders import ROOT

NOTEBOOK = ROOT / "docs" / "tutorial" / "a-study-as-data.ipynb"


@pytest.mark.notebook
def test_a_study_as_data(shell, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    find_programs_of_this_python(monkeypatch)
    notebook = nbformat.read(NOTEBOOK, 4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without outputs"
    where = {"metadata": {"path": str(shell.folder)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute()
    shown = {
        cell.source: [output.get("data", {}) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    [plotted] = (outputs for source, outputs in shown.items() if "plot.barh" in source)
    assert any("image/png" in output for output in plotted)
    # What was written there is in the log, and what was tried out is taken back.
    study = ("--project", "qualog-demo/demo.qualog")
    log = shell.qualog(*study, "log", "--last", "4")
    assert "created the code “paper”" in log
    assert "only tried out in a notebook" in log
    # The figures are those of the command.
    agreed = json.loads(
        shell.qualog(*study, "agree", "--unit", "turn", "--json", "--at", "before the report")
    )["agreement"]["measures"]["alpha"]["overall"]["value"]
    [over_time] = (outputs for source, outputs in shown.items() if 'by="moment"' in source)
    assert f"{agreed:.6f}" in over_time[-1]["text/plain"]
