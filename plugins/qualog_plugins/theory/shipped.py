"""The theory packs that come with Qualog."""

from collections.abc import Iterable
from pathlib import Path

from qualog.plugins.hookspecs import hookimpl

PACKS = Path(__file__).parent / "packs"


@hookimpl
def qualog_theories() -> Iterable[Path]:
    """Return the packs, each under the name of its file."""
    return sorted(PACKS.glob("*.toml"))
