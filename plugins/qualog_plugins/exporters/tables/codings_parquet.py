"""The codings as a Parquet file, for R, pandas, Polars and DuckDB; written by pyarrow (optional).

pyarrow is large, so it is an extra of its own, `pip install 'qualog[parquet]'`, and is imported
when a file is written.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import PluginError
from qualog.files import atomic_write
from qualog.language import Sayable
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.shared.left_out import memos_on_texts
from qualog_plugins.exporters.tables.codings import LayerOptions, columns_of, rows_of


class CodingsParquet:
    """Texts as they are, whole numbers of 64 bits, times in UTC; what is not known is null."""

    name = "codings-parquet"
    summary = "The codings as a Parquet file, one row a coding; needs pip install 'qualog[parquet]'"
    suffix = ".parquet"
    options = LayerOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the table, and return which memos have no row.

        Raises:
            PluginError: pyarrow is not installed.
        """
        try:
            import pyarrow
            from pyarrow import parquet
        except ModuleNotFoundError:
            raise PluginError(
                "Parquet files are written by pyarrow, which is not installed. To install it: "
                "pip install 'qualog[parquet]'"
            ) from None

        kinds = {
            "text": pyarrow.string(),
            "number": pyarrow.int64(),
            "time": pyarrow.timestamp("ms", tz="UTC"),
        }
        columns = columns_of(options.layer)
        schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in columns])
        names = [column.name for column in columns]
        rows = [dict(zip(names, row, strict=True)) for row in rows_of(study.state, options.layer)]
        with atomic_write(target) as draft:
            parquet.write_table(pyarrow.Table.from_pylist(rows, schema), draft)
        return memos_on_texts(study.state, study.state.documents)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [CodingsParquet()]
