"""What Qualog calls itself in the files that it writes."""

from importlib.metadata import version

from qualog_plugins.importers.refi.project import OURS


def origin() -> str:
    """Give the name and the version."""
    return f"{OURS} {version('qualog')}"
