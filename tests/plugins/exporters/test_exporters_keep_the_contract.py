"""Every shipped exporter keeps the contract that a third party's is held to."""

from importlib.util import find_spec

import pytest

from qualog.plugins import installed_plugins
from qualog.testing.exporters import ExporterContract

EXPORTERS = {each.name: each.thing for each in installed_plugins().exporters()}
HOLDS: dict[str, tuple[str, ...]] = {"log-jsonl": ("qualog-bundle-1",)}
TRIED: dict[str, tuple[dict[str, str], ...]] = {}

for name, exporter in EXPORTERS.items():
    kept = type(
        name,
        (ExporterContract,),
        {
            "exporter": exporter,
            "holds": HOLDS.get(name, ("trust",)),
            "tried": TRIED.get(name, ({},)),
        },
    )
    if name == "codings-parquet" and find_spec("pyarrow") is None:
        kept = pytest.mark.skip("pyarrow is not installed")(kept)
    globals()[f"Test{name.title().replace('-', '')}"] = kept
