"""Every shipped exporter keeps the contract that a third party's is held to."""

import pytest

from qualog.plugins.registry import installed_plugins
from qualog.testing.exporters import ExporterContract

EXPORTERS = {offer.name: offer.plugin for offer in installed_plugins().exporters()}
SAID = "They listen, most days."
HOLDS: dict[str, tuple[str, ...]] = {
    "brat": ("power", SAID),
    "codebook-md": ("trust", "relies on", "says so"),
    "codings-csv": ("trust", SAID, "Samir <i>"),
    "log-jsonl": ("qualog-bundle-2",),
    "qdpx": ("trust", SAID),
    "report": ("trust", "Leaning on others", "I–Thou"),
    "sqlite": ("trust", SAID),
    "w3c-annotations": ("trust", SAID),
    "word-comments": ("trust", SAID),
}
TRIED: dict[str, tuple[dict[str, str], ...]] = {
    "codings-csv": ({}, {"layer": "consensus", "excel": "no"}),
    "qdpx": ({}, {"one-file-per-coder": "yes"}),
    "units-csv": ({}, {"unit": "word", "by": "set"}),
}

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
    if name == "codings-parquet":
        kept = pytest.mark.parquet(kept)
    globals()[f"Test{name.title().replace('-', '')}"] = kept
