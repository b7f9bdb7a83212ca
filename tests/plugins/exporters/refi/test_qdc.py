"""The codebook goes out as REFI-QDA, valid by the standard's own schema, and comes back."""

import pytest
from tests.plugins.exporters.refi.standard import valid
from tests.plugins.refi import kept, read

from qualog.errors import BadInput
from qualog.project.project import Project
from qualog_plugins.exporters.refi.qdc import Qdc, qualog_exporters


def test_the_hook_returns_it():
    assert [exporter.name for exporter in qualog_exporters()] == ["qdc"]


def test_the_codebook_comes_back(project, export, tmp_path):
    target, left_out = export(Qdc())
    valid(target.read_bytes(), "Codebook.xsd")
    with Project.create(tmp_path / "other.qualog", "Other", ["Importer"]) as other:
        other.imports.import_(read(target), importer="refi-qda")
        before, after = kept(project.state), kept(other.state)
        assert after["codes"] == before["codes"]
        themes = {name: codes for name, (_, _, codes) in after["themes"].items()}
        assert themes == {name: codes for name, (_, _, codes) in before["themes"].items()}
    assert left_out == [
        "The file leaves out 3 codes that were merged, split or retired.",
        "The file leaves out one relationship between themes.",
        "The file leaves out which theme one subtheme belongs to.",
    ]


def test_a_codebook_without_codes_is_none(tmp_path):
    with (
        Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as empty,
        pytest.raises(BadInput, match="no codes yet; there is nothing to export"),
    ):
        Qdc().write(empty.at(None), tmp_path / "out.qdc", Qdc.options())
    assert not (tmp_path / "out.qdc").exists()
