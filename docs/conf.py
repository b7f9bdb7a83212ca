"""How the documentation is built: sphinx-build -W docs OUT."""

import os
import sys
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

project = "Qualog"
author = "The Qualog authors"
copyright = "The Qualog authors"
extensions = ["myst_nb", "sphinx_click", "vocabulary"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# The notebook is run each time that the pages are built, so what is below its cells is so.
nb_execution_in_temp = True
nb_execution_raise_on_error = True
html_theme = "furo"
version = release = metadata.version("qualog")
html_title = f"Qualog {release}"
exclude_patterns = ["_build", "reference/benchmarks-table.md", "examples", "generated"]

# The studies of the build leave nothing in the configuration of whoever builds.
_configuration = TemporaryDirectory()


def setup(app: object) -> None:
    """Draw the pictures, and write the Python API, before the pages are read."""
    import api
    import architecture
    import pictures

    os.environ["QUALOG_CONFIG"] = _configuration.name

    generated = architecture.ROOT / "docs" / "generated"
    pictures.write()
    architecture.write(generated / "architecture.svg")
    api.write(generated)
