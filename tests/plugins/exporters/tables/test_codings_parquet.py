"""Codings as a Parquet file: the table that CSV has, with types."""

import sys

import pytest
from tests.plugins.exporters.tables.typed import LAYERS, as_csv, csv_rows

from qualog.errors import PluginError
from qualog_plugins.exporters.tables.codings_parquet import CodingsParquet


@pytest.mark.parquet
@pytest.mark.parametrize("layer", LAYERS)
def test_parquet_has_the_cells_of_the_csv_table_with_types(export, layer):
    from pyarrow import parquet

    table = parquet.read_table(export(CodingsParquet(), layer=layer)[0])
    names, *rows = csv_rows(export, layer=layer, excel="no")
    assert table.column_names == names
    found = [[as_csv(row[name]) for name in table.column_names] for row in table.to_pylist()]
    assert found == rows
    kinds = {column.name: str(column.type) for column in table.schema}
    assert kinds["start"] == kinds["turn"] == "int64"
    assert kinds["made" if layer == "coders" else "settled"] == "timestamp[ms, tz=UTC]"


def test_without_pyarrow_it_says_what_to_install(project, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    exporter = CodingsParquet()
    with pytest.raises(PluginError, match=r"pip install 'qualog\[parquet\]'"):
        exporter.write(project.at(), tmp_path / "x.parquet", exporter.options())
    assert not (tmp_path / "x.parquet").exists()
