"""How the documentation is built: sphinx-build -W docs OUT."""

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Qualog"
author = "The Qualog authors"
copyright = "The Qualog authors"
extensions = ["myst_parser", "sphinx_click", "vocabulary"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
version = release = metadata.version("qualog")
html_title = f"Qualog {release}"
exclude_patterns = ["_build", "reference/benchmarks-table.md", "examples", "generated"]


def setup(app: object) -> None:
    """Draw the pictures, and write the Python API, before the pages are read."""
    import api
    import architecture
    import pictures

    generated = architecture.ROOT / "docs" / "generated"
    pictures.write()
    architecture.write(generated / "architecture.svg")
    api.write(generated)
